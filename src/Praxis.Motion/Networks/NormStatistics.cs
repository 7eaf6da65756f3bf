using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>Batch norm of one layer in one step: [nodes, features] each.</summary>
/// <remarks>With m and q of each shard (mean, sum of squared differences), n samples of it and N in all: the mean is
/// Σ n m / N, the variance Σ (q + n (m - mean)²) / N. Shards are summed in their order, whatever thread has them.
/// </remarks>
internal sealed unsafe class NormStatistics : IDisposable
{
    private readonly NativeFloats _memory;
    private readonly int _length;

    internal NormStatistics(int length)
    {
        _length = length;
        _memory = new NativeFloats(7L * length);
    }

    /// <summary>Mean of v.</summary>
    internal float* Mean => _memory.Address;

    /// <summary>1 / standard deviation of v.</summary>
    internal float* Inverse => _memory.Address + _length;

    /// <summary>What v is multiplied by: scale / standard deviation.</summary>
    internal float* Slope => _memory.Address + (2 * _length);

    /// <summary>What is added then.</summary>
    internal float* Offset => _memory.Address + (3 * _length);

    /// <summary>Mean of the gradient before the activation.</summary>
    internal float* MeanGradient => _memory.Address + (4 * _length);

    /// <summary>Mean of that times x̂.</summary>
    internal float* MeanProduct => _memory.Address + (5 * _length);

    /// <summary>Puts the moments of shards together, and moves the running ones.</summary>
    /// <param name="norm">Scale, shift and running statistics.</param>
    /// <param name="means">Of each shard.</param>
    /// <param name="squares">Of each shard.</param>
    /// <param name="counts">Samples of each shard.</param>
    internal void Combine(GraphNorm norm, nint[] means, nint[] squares, ReadOnlySpan<int> counts)
    {
        float total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        Span<float> scale = norm.Scale.Values;
        Span<float> shift = norm.Shift.Values;
        Span<float> runningMean = norm.RunningMean.Values;
        Span<float> runningVariance = norm.RunningVariance.Values;
        float unbiased = total > 1 ? total / (total - 1) : 1;
        for (int i = 0; i < _length; i++)
        {
            float mean = 0;
            for (int shard = 0; shard < counts.Length; shard++)
            {
                mean += counts[shard] * ((float*)means[shard])[i];
            }

            mean /= total;
            float spread = 0;
            for (int shard = 0; shard < counts.Length; shard++)
            {
                float rest = ((float*)means[shard])[i] - mean;
                spread += ((float*)squares[shard])[i] + (counts[shard] * rest * rest);
            }

            float variance = spread / total;
            Set(i, mean, variance, scale[i], shift[i]);
            runningMean[i] += GraphNorm.Momentum * (mean - runningMean[i]);
            runningVariance[i] += GraphNorm.Momentum * ((variance * unbiased) - runningVariance[i]);
        }
    }

    /// <summary>Takes the running statistics.</summary>
    internal void TakeRunning(GraphNorm norm)
    {
        Span<float> scale = norm.Scale.Values;
        Span<float> shift = norm.Shift.Values;
        Span<float> mean = norm.RunningMean.Values;
        Span<float> variance = norm.RunningVariance.Values;
        for (int i = 0; i < _length; i++)
        {
            Set(i, mean[i], variance[i], scale[i], shift[i]);
        }
    }

    /// <summary>Puts the sums of shards together, and adds the gradients of scale and shift.</summary>
    internal void CombineGradients(
        GraphNorm norm, nint[] sums, nint[] products, ReadOnlySpan<int> counts)
    {
        float total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        for (int i = 0; i < _length; i++)
        {
            float sum = 0;
            float product = 0;
            for (int shard = 0; shard < counts.Length; shard++)
            {
                sum += ((float*)sums[shard])[i];
                product += ((float*)products[shard])[i];
            }

            norm.Shift.Gradient[i] += sum;
            norm.Scale.Gradient[i] += product;
            MeanGradient[i] = sum / total;
            MeanProduct[i] = product / total;
        }
    }

    public void Dispose() => _memory.Dispose();

    private void Set(int i, float mean, float variance, float scale, float shift)
    {
        float inverse = 1 / MathF.Sqrt(variance + GraphNorm.Epsilon);
        Mean[i] = mean;
        Inverse[i] = inverse;
        Slope[i] = scale * inverse;
        Offset[i] = shift - (mean * scale * inverse);
    }
}
