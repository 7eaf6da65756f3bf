using TorchSharp;

namespace Praxis.Pose;

/// <summary>Batch normalisation: γ (x - mean) / √(variance + 1e-5) + β by channel.</summary>
/// <remarks>Ioffe and Szegedy (2015). Statistics are those of a shard of the batch; running ones have momentum 0.1 and
/// are the mean over the shards.</remarks>
internal sealed class NormLayer
{
    /// <summary>Added to variances.</summary>
    internal const double Epsilon = 1e-5;

    private const double Momentum = 0.1;
    private readonly int _scale;
    private readonly int _shift;
    private readonly int _mean;
    private readonly int _variance;

    internal NormLayer(NetworkTensors tensors, string name, int channels)
    {
        _scale = tensors.AddConstant(name + ".scale", channels, 1, isStatistic: false);
        _shift = tensors.AddConstant(name + ".shift", channels, 0, isStatistic: false);
        _mean = tensors.AddConstant(name + ".mean", channels, 0, isStatistic: true);
        _variance = tensors.AddConstant(name + ".variance", channels, 1, isStatistic: true);
    }

    /// <summary>Places of γ, β, mean and variance among the network's tensors.</summary>
    internal (int Scale, int Shift, int Mean, int Variance) Places => (_scale, _shift, _mean, _variance);

    /// <summary>The same shape: [B, channels, h, w].</summary>
    internal torch.Tensor Forward(NetworkPass pass, torch.Tensor input) => torch.nn.functional.batch_norm(
        input, pass[_mean], pass[_variance], pass[_scale], pass[_shift], pass.IsTraining, Momentum, Epsilon);
}
