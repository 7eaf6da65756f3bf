namespace Praxis.Recommend;

/// <summary>-log softmax of the target.</summary>
internal sealed class CandidateSoftmax : ICandidateLoss
{
    /// <inheritdoc/>
    public double Slopes(ReadOnlySpan<float> logits, Span<float> slopes, float factor)
    {
        float largest = System.Numerics.Tensors.TensorPrimitives.Max(logits);
        double sum = 0;
        for (int k = 0; k < logits.Length; k++)
        {
            slopes[k] = MathF.Exp(logits[k] - largest);
            sum += slopes[k];
        }

        float scale = (float)(factor / sum);
        for (int k = 0; k < logits.Length; k++)
        {
            slopes[k] *= scale;
        }

        slopes[0] -= factor;
        return Math.Log(sum) + largest - logits[0];
    }
}
