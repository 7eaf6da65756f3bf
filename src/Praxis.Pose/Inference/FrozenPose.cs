using System.Runtime.Intrinsics;

namespace Praxis.Pose;

/// <summary>A trained pose network for pictures one at a time on one thread, without autograd: normalisations are
/// folded into convolutions where they can be, channels lie together, and convolutions are products with the map itself
/// as one factor. Immutable; each thread has its own <see cref="PoseSession"/>.</summary>
/// <remarks>Same answers as <see cref="PoseNetwork.Forward"/> without training, to the rounding of sums.</remarks>
internal sealed class FrozenPose : IDisposable
{
    private readonly FrozenStep[] _steps;
    private readonly FrozenMap[] _heat;

    /// <summary>Copies a network.</summary>
    /// <param name="network">Trained.</param>
    internal FrozenPose(PoseNetwork network)
        : this(network, Vector512.IsHardwareAccelerated)
    {
    }

    /// <summary>Copies a network for vectors of a given width.</summary>
    /// <param name="network">Trained.</param>
    /// <param name="isWide">Whether convolutions take vectors of 512 bits, else of 256.</param>
    internal FrozenPose(PoseNetwork network, bool isWide)
    {
        Shape = network.Shape;
        Picture = new FrozenMap(RgbImage.Channels, Shape.Height, Shape.Width, isPacked: true);
        var builder = new Builder();
        PoseGraph<FrozenMap>.Write(network, builder, Picture);
        _steps = [.. builder.Steps];
        _heat = [.. builder.Heat];
        Visibility = builder.Visibility;
        MemoryLength = Place();
        foreach (FrozenStep step in _steps)
        {
            step.Prepare(isWide);
            ScratchLength = Math.Max(ScratchLength, step.ScratchLength);
        }
    }

    internal PoseNetworkShape Shape { get; }

    /// <summary>Floats of all maps of a session.</summary>
    internal long MemoryLength { get; }

    /// <summary>Floats that steps need for themselves.</summary>
    internal long ScratchLength { get; }

    /// <summary>What comes in, channels apart.</summary>
    internal FrozenMap Picture { get; }

    /// <summary>The heat maps of each stack.</summary>
    internal IReadOnlyList<FrozenMap> Heat => _heat;

    /// <summary>[1, 1, J]; null without such a layer.</summary>
    internal FrozenMap? Visibility { get; }

    /// <summary>Runs all steps.</summary>
    internal unsafe void Run(float* memory, float* scratch)
    {
        foreach (FrozenStep step in _steps)
        {
            step.Run(memory, scratch);
        }
    }

    public void Dispose()
    {
        foreach (FrozenStep step in _steps)
        {
            step.Dispose();
        }
    }

    // Maps take the places of maps alike that nobody reads any more.
    private long Place()
    {
        for (int number = 0; number < _steps.Length; number++)
        {
            foreach (FrozenMap input in _steps[number].Inputs)
            {
                input.LastUse = number;
            }
        }

        foreach (FrozenMap answer in _heat)
        {
            answer.LastUse = int.MaxValue;
        }

        var free = new Dictionary<(int, int, int, int), Stack<long>>();
        Picture.Start = 0;
        long length = Aligned(Picture.Length);
        for (int number = 0; number < _steps.Length; number++)
        {
            FrozenMap output = _steps[number].Output;
            if (free.TryGetValue(output.Geometry, out Stack<long>? places) && places.Count > 0)
            {
                output.Start = places.Pop();
            }
            else
            {
                output.Start = length;
                length += Aligned(output.Length);
            }

            foreach (FrozenMap input in _steps[number].Inputs.Distinct())
            {
                if (input.LastUse == number && input != Picture)
                {
                    if (!free.TryGetValue(input.Geometry, out places))
                    {
                        free.Add(input.Geometry, places = new Stack<long>());
                    }

                    places.Push(input.Start);
                }
            }
        }

        return length;
    }

    private static long Aligned(long length) => (length + 15) / 16 * 16;

    private sealed class Builder : IPoseBuilder<FrozenMap>
    {
        internal List<FrozenStep> Steps { get; } = [];

        internal List<FrozenMap> Heat { get; } = [];

        internal FrozenMap? Visibility { get; private set; }

        public FrozenMap Convolve(FrozenMap input, FoldedConvolution layer, FrozenMap? addend = null)
        {
            if (layer.Before is { } norm && layer.Shape.Kernel > 1)
            {
                input = input.IsPacked
                    ? Add(new PictureStep(
                        new FrozenMap(input.Channels, input.Height, input.Width, isPacked: true), input, norm))
                    : Add(new ActivationStep(new FrozenMap(input.Channels, input.Height, input.Width), input, norm));
                layer = layer with { Before = null };
            }

            int stride = layer.Shape.Stride;
            var output = new FrozenMap(
                layer.Shape.Outputs, (input.Height + stride - 1) / stride, (input.Width + stride - 1) / stride);
            return Add(new ConvolutionStep(output, input, layer, addend));
        }

        public FrozenMap Pool(FrozenMap input) =>
            Add(new PoolStep(new FrozenMap(input.Channels, input.Height / 2, input.Width / 2), input));

        public FrozenMap AddEnlarged(FrozenMap large, FrozenMap small) =>
            Add(new EnlargeStep(Like(large), large, small));

        public FrozenMap Gate(
            FrozenMap features, FrozenMap logits, FoldedConvolution? squeeze, FoldedConvolution? excite) =>
            Add(new GateStep(Like(features), features, logits, squeeze, excite));

        public FrozenMap Mask(
            FrozenMap features, FrozenMap logit, FoldedConvolution squeeze, FoldedConvolution excite) =>
            Add(new MaskStep(Like(features), features, logit, squeeze, excite));

        public FrozenMap Guide(FrozenMap features, FrozenMap heat) =>
            Add(new GuideStep(Like(features), features, heat));

        public void Answer(FrozenMap heat, bool isLast) => Heat.Add(heat);

        public void AnswerVisibility(FrozenMap logits, FrozenMap heat) =>
            Visibility = Add(new VisibilityStep(new FrozenMap(logits.Channels, 1, 1), logits, heat));

        private static FrozenMap Like(FrozenMap map) => new(map.Channels, map.Height, map.Width);

        private FrozenMap Add(FrozenStep step)
        {
            Steps.Add(step);
            return step.Output;
        }
    }
}
