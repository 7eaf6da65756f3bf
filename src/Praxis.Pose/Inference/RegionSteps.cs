using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>σ(excite(relu(squeeze(v)))) for a few vectors v.</summary>
internal sealed unsafe class FrozenGate : IDisposable
{
    private readonly FrozenConvolution _squeeze;
    private readonly FrozenConvolution _excite;
    private readonly int _count;

    internal FrozenGate(FoldedConvolution squeeze, FoldedConvolution excite, int count, bool isWide)
    {
        _count = count;
        int few = BlockProduct.Padded(squeeze.Shape.Outputs);
        _squeeze = new FrozenConvolution(
            squeeze with { EndsInRelu = true }, BlockProduct.Padded(squeeze.Shape.Inputs), 0, isWide);
        _excite = new FrozenConvolution(excite, few, 0, isWide);
    }

    /// <summary>Floats between squeeze and excite.</summary>
    internal int InnerLength => _count * _squeeze.Outputs;

    /// <summary>[count, channels] to the same.</summary>
    internal void Run(float* vectors, float* inner, float* gates)
    {
        _squeeze.Row(vectors, inner, _squeeze.Outputs, null, 0, _count);
        _excite.Row(inner, gates, _excite.Outputs, null, 0, _count);
        MapKernels.Sigmoid(gates, _count * _excite.Outputs);
    }

    public void Dispose()
    {
        _squeeze.Dispose();
        _excite.Dispose();
    }
}

/// <summary>F + Σ_r m_r g_r F.</summary>
/// <remarks>The logits become the maps m in place: [h, w, 16], of which eight are not 0.</remarks>
internal sealed unsafe class GateStep(
    FrozenMap output, FrozenMap features, FrozenMap logits, FoldedConvolution? squeeze, FoldedConvolution? excite)
    : FrozenStep(output, features, logits)
{
    private const int Regions = GatedRegions.Regions;
    private FrozenGate? _gate;

    internal override long ScratchLength =>
        (2L * Regions * Output.Pixel) + (_gate?.InnerLength ?? 0) + ((long)Output.Width * Output.Pixel);

    internal override void Prepare(bool isWide) =>
        _gate = squeeze is null || excite is null ? null : new FrozenGate(squeeze, excite, Regions, isWide);

    internal override void Run(float* memory, float* scratch)
    {
        FrozenMap from = Inputs[0];
        FrozenMap maps = Inputs[1];
        int channels = from.Pixel;
        float* means = scratch;
        float* gates = means + (Regions * channels);
        float* inner = gates + (Regions * channels);
        float* mask = inner + (_gate?.InnerLength ?? 0);
        for (int row = 0; row < maps.Height; row++)
        {
            float* m = memory + maps.Origin + ((long)row * maps.Row);
            for (int column = 0; column < maps.Width; column++)
            {
                MapKernels.Softmax(m + (column * maps.Pixel), Regions + 1, Regions);
            }
        }

        if (_gate is null)
        {
            new Span<float>(gates, Regions * channels).Fill(1);
        }
        else
        {
            Means(memory, means);
            _gate.Run(means, inner, gates);
        }

        for (int row = 0; row < from.Height; row++)
        {
            new Span<float>(mask, from.Width * channels).Clear();
            BlockProduct.Add(
                memory + maps.Origin + ((long)row * maps.Row), maps.Pixel, 1, gates, channels, from.Width, channels,
                Regions, mask, channels);
            MapKernels.Strengthen(
                memory + from.Origin + ((long)row * from.Row),
                mask,
                memory + Output.Origin + ((long)row * Output.Row),
                from.Width * channels);
        }
    }

    public override void Dispose()
    {
        _gate?.Dispose();
        base.Dispose();
    }

    // v_r = Σ m_r F / (Σ m_r + 1e-6).
    private void Means(float* memory, float* means)
    {
        FrozenMap from = Inputs[0];
        FrozenMap maps = Inputs[1];
        int channels = from.Pixel;
        new Span<float>(means, Regions * channels).Clear();
        float* sums = stackalloc float[Regions];
        new Span<float>(sums, Regions).Clear();
        for (int row = 0; row < from.Height; row++)
        {
            float* m = memory + maps.Origin + ((long)row * maps.Row);
            BlockProduct.Add(
                m, 1, maps.Pixel, memory + from.Origin + ((long)row * from.Row), channels, Regions, channels,
                from.Width, means, channels);
            for (int column = 0; column < from.Width; column++)
            {
                for (int region = 0; region < Regions; region++)
                {
                    sums[region] += m[(column * maps.Pixel) + region];
                }
            }
        }

        for (int region = 0; region < Regions; region++)
        {
            float* mean = means + (region * channels);
            MapKernels.Scale(mean, 1 / (sums[region] + 1e-6f), mean, channels);
        }
    }
}

/// <summary>F + F σ(logit) g.</summary>
internal sealed unsafe class MaskStep(
    FrozenMap output, FrozenMap features, FrozenMap logit, FoldedConvolution squeeze, FoldedConvolution excite)
    : FrozenStep(output, features, logit)
{
    private FrozenGate? _gate;

    internal override long ScratchLength => (2L * Output.Pixel) + (_gate?.InnerLength ?? 0);

    internal override void Prepare(bool isWide) => _gate = new FrozenGate(squeeze, excite, 1, isWide);

    internal override void Run(float* memory, float* scratch)
    {
        FrozenMap from = Inputs[0];
        FrozenMap mask = Inputs[1];
        int channels = from.Pixel;
        float* gates = scratch + channels;
        new Span<float>(scratch, channels).Clear();
        for (int row = 0; row < from.Height; row++)
        {
            for (int column = 0; column < from.Width; column++)
            {
                MapKernels.AddTo(
                    scratch, memory + from.Origin + ((long)row * from.Row) + (column * channels), channels);
            }
        }

        MapKernels.Scale(scratch, 1f / (from.Height * from.Width), scratch, channels);
        _gate!.Run(scratch, gates + channels, gates);
        for (int row = 0; row < from.Height; row++)
        {
            float* x = memory + from.Origin + ((long)row * from.Row);
            float* y = memory + Output.Origin + ((long)row * Output.Row);
            float* logits = memory + mask.Origin + ((long)row * mask.Row);
            for (int column = 0; column < from.Width; column++)
            {
                float share = 1 / (1 + MathF.Exp(-logits[column * mask.Pixel]));
                MapKernels.Strengthen(x + (column * channels), share, gates, y + (column * channels), channels);
            }
        }
    }

    public override void Dispose()
    {
        _gate?.Dispose();
        base.Dispose();
    }
}

/// <summary>F M, M the greatest heat of any joint within [0, 1], grown by a pixel.</summary>
internal sealed unsafe class GuideStep(FrozenMap output, FrozenMap features, FrozenMap heat)
    : FrozenStep(output, features, heat)
{
    internal override long ScratchLength => (long)Output.Height * Output.Width;

    internal override void Run(float* memory, float* scratch)
    {
        FrozenMap from = Inputs[0];
        FrozenMap heats = Inputs[1];
        for (int place = 0; place < Output.Height * Output.Width; place++)
        {
            float* joints = memory + heats.Origin + ((long)(place / Output.Width) * heats.Row)
                + (place % Output.Width * heats.Pixel);
            float greatest = 0;
            for (int joint = 0; joint < heats.Channels; joint++)
            {
                greatest = MathF.Max(greatest, joints[joint]);
            }

            scratch[place] = MathF.Min(greatest, 1);
        }

        for (int row = 0; row < Output.Height; row++)
        {
            float* x = memory + from.Origin + ((long)row * from.Row);
            float* y = memory + Output.Origin + ((long)row * Output.Row);
            for (int column = 0; column < Output.Width; column++, x += from.Pixel, y += Output.Pixel)
            {
                MapKernels.Scale(x, Grown(scratch, row, column), y, Output.Pixel);
            }
        }
    }

    private float Grown(float* mask, int row, int column)
    {
        float greatest = 0;
        for (int y = Math.Max(0, row - 1); y <= Math.Min(Output.Height - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(Output.Width - 1, column + 1); x++)
            {
                greatest = MathF.Max(greatest, mask[(y * Output.Width) + x]);
            }
        }

        return greatest;
    }
}

/// <summary>Logits of each joint weighed by the softmax of ten times its heat map.</summary>
/// <param name="output">[1, 1, J].</param>
/// <param name="logits">[h, w, J].</param>
/// <param name="heat">[h, w, J].</param>
internal sealed unsafe class VisibilityStep(FrozenMap output, FrozenMap logits, FrozenMap heat)
    : FrozenStep(output, logits, heat)
{
    internal override void Run(float* memory, float* scratch)
    {
        FrozenMap evidence = Inputs[0];
        FrozenMap heats = Inputs[1];
        for (int joint = 0; joint < Output.Channels; joint++)
        {
            float greatest = float.NegativeInfinity;
            for (int place = 0; place < heats.Height * heats.Width; place++)
            {
                greatest = MathF.Max(greatest, At(memory, heats, place, joint));
            }

            double weights = 0;
            double sum = 0;
            for (int place = 0; place < heats.Height * heats.Width; place++)
            {
                float weight = MathF.Exp(
                    (float)PoseNetwork.VisibilitySharpness * (At(memory, heats, place, joint) - greatest));
                weights += weight;
                sum += weight * At(memory, evidence, place, joint);
            }

            memory[Output.Origin + joint] = (float)(sum / weights);
        }
    }

    private static float At(float* memory, FrozenMap map, int place, int channel) =>
        memory[map.Origin + ((long)(place / map.Width) * map.Row) + (place % map.Width * map.Pixel) + channel];
}
