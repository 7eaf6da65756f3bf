using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>What the generator says of some pictures at the end of each epoch, kept with the checkpoints.</summary>
internal sealed class PlacementHistory : IDisposable
{
    private const float NearBound = 0.48f;
    private readonly float[] _pictures;
    private readonly PoseNetworkShape _shape;
    private readonly int _types;

    /// <summary>Makes room.</summary>
    /// <param name="pictures">[P, 3, H, W], normalised, as they are.</param>
    /// <param name="count">P.</param>
    /// <param name="shape">Of the pose network.</param>
    /// <param name="epochs">E.</param>
    /// <param name="types">T.</param>
    internal PlacementHistory(float[] pictures, int count, PoseNetworkShape shape, int epochs, int types)
    {
        _pictures = pictures;
        _shape = shape;
        _types = types;
        Count = count;
        long[] sizes = [epochs, count, types, 3];
        Tensor = new Parameter("history.placements", sizes, new float[epochs * count * types * 3]) { RateFactor = 0 };
        Epochs = new Parameter("history.epochs", [1], new float[1]) { RateFactor = 0 };
    }

    /// <summary>P.</summary>
    internal int Count { get; }

    /// <summary>Angle, x and y in (-½, ½): [E, P, T, 3].</summary>
    internal Parameter Tensor { get; }

    /// <summary>Number of epochs that were kept: a resumed training goes on behind them.</summary>
    internal Parameter Epochs { get; }

    private int EpochLength => Count * _types * 3;

    /// <summary>Asks the generator at the end of an epoch.</summary>
    /// <returns>Share of its numbers beyond ±0.48, where the sigmoid hardly moves.</returns>
    internal double Keep(PlacementGenerator generator)
    {
        int epoch = (int)Epochs.Values[0];
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        torch.Tensor pictures = torch.empty([Count, 3, _shape.Height, _shape.Width]);
        _pictures.CopyTo(pictures.Floats());
        torch.Tensor types = torch.tensor((long[])[.. Enumerable.Range(0, _types)]).expand(Count, _types);
        var pass = new NetworkPass(generator.Tensors, isTraining: true, hasGradients: false);
        Span<float> kept = Tensor.Values.Slice(epoch * EpochLength, EpochLength);
        generator.Forward(pass, pictures, types).contiguous().Floats().CopyTo(kept);
        Epochs.Values[0] = epoch + 1;
        int beyond = 0;
        foreach (float value in kept)
        {
            beyond += Math.Abs(value) > NearBound ? 1 : 0;
        }

        return beyond / (double)EpochLength;
    }

    /// <summary>All that was kept so far, which the choice of the best epoch does not take back.</summary>
    /// <returns>[epochs so far, P, T, 3].</returns>
    internal NamedArray ToArray()
    {
        int epochs = (int)Epochs.Values[0];
        return new NamedArray(
            Tensor.Name, [epochs, Count, _types, 3], Tensor.Values[..(epochs * EpochLength)].ToArray());
    }

    /// <summary>The generator's answer for one type of part.</summary>
    /// <param name="placements">[epochs, pictures, types, 3], as <see cref="ToArray"/> gives them.</param>
    /// <param name="epoch">From 0.</param>
    /// <param name="picture">From 0.</param>
    /// <param name="type">Of <see cref="BodyPartType.All"/>.</param>
    /// <returns>Angle, x and y in (-½, ½).</returns>
    internal static ReadOnlySpan<float> Answer(NamedArray placements, int epoch, int picture, int type)
    {
        long[] shape = placements.Shape;
        return placements.Values.AsSpan(
            (int)(((((epoch * shape[1]) + picture) * shape[2]) + type) * shape[3]), (int)shape[3]);
    }

    /// <summary>The placement that such an answer stands for.</summary>
    internal static PastePlacement Placement(NamedArray placements, int epoch, int picture, int type)
    {
        ReadOnlySpan<float> r = Answer(placements, epoch, picture, type);
        return PastePlacement.Of(r[0], r[1], r[2]);
    }

    public void Dispose()
    {
        Tensor.Dispose();
        Epochs.Dispose();
    }
}
