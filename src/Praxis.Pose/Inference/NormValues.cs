namespace Praxis.Pose;

/// <summary>A trained normalisation and the ReLU after it: max(0, γ (x - mean) / √(variance + ε) + β).</summary>
/// <param name="Scale">γ: [C].</param>
/// <param name="Shift">β: [C].</param>
/// <param name="Mean">[C].</param>
/// <param name="Variance">[C].</param>
internal sealed record NormValues(float[] Scale, float[] Shift, float[] Mean, float[] Variance)
{
    /// <summary>Copies what a layer has learnt.</summary>
    internal static NormValues Of(NetworkTensors tensors, NormLayer layer)
    {
        (int scale, int shift, int mean, int variance) = layer.Places;
        return new NormValues(
            [.. tensors.All[scale].Values],
            [.. tensors.All[shift].Values],
            [.. tensors.All[mean].Values],
            [.. tensors.All[variance].Values]);
    }

    /// <summary>A part of the channels.</summary>
    internal NormValues Part(int first, int count) => new(
        Scale[first..(first + count)],
        Shift[first..(first + count)],
        Mean[first..(first + count)],
        Variance[first..(first + count)]);

    /// <summary>a in a x + c.</summary>
    internal double Factor(int channel) => Scale[channel] / Math.Sqrt(Variance[channel] + NormLayer.Epsilon);

    /// <summary>c in a x + c.</summary>
    internal double Offset(int channel) => Shift[channel] - (Mean[channel] * Factor(channel));
}
