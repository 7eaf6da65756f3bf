using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>An operation of a frozen network on one picture.</summary>
/// <param name="output">What it writes.</param>
/// <param name="inputs">What it reads.</param>
internal abstract unsafe class FrozenStep(FrozenMap output, params FrozenMap[] inputs) : IDisposable
{
    internal FrozenMap Output { get; } = output;

    internal IReadOnlyList<FrozenMap> Inputs { get; } = inputs;

    /// <summary>Floats that it needs for itself while it runs.</summary>
    internal virtual long ScratchLength => 0;

    /// <summary>Fixes what depends on where maps lie.</summary>
    internal virtual void Prepare(bool isWide)
    {
    }

    /// <summary>Runs.</summary>
    /// <param name="memory">Of a session.</param>
    /// <param name="scratch">Of the session, of the greatest length that any step needs.</param>
    internal abstract void Run(float* memory, float* scratch);

    public virtual void Dispose()
    {
    }
}

/// <summary>Where a normalisation and a ReLU stand alone: a and c of max(0, a x + c), in whole vectors.</summary>
internal sealed unsafe class FrozenNorm : IDisposable
{
    private readonly NativeFloats _memory;
    private readonly int _length;

    internal FrozenNorm(NormValues values, int length)
    {
        _length = length;
        _memory = new NativeFloats(2L * length);
        for (int channel = 0; channel < values.Scale.Length; channel++)
        {
            Factor[channel] = (float)values.Factor(channel);
            Offset[channel] = (float)values.Offset(channel);
        }
    }

    internal float* Factor => _memory.Address;

    internal float* Offset => _memory.Address + _length;

    public void Dispose() => _memory.Dispose();
}

/// <summary>A 1 x 1, 3 x 3 or 7 x 7 convolution with its addend; a normalisation before a 1 x 1 one is applied to a few
/// pixels at a time.</summary>
internal sealed unsafe class ConvolutionStep : FrozenStep
{
    // Pixels of 64 channels that fill a quarter of the first cache, in whole blocks of the kernels.
    private const int ChunkPixels = 48;
    private readonly FoldedConvolution _layer;
    private readonly FrozenMap _input;
    private readonly FrozenMap? _addend;
    private readonly FrozenNorm? _norm;
    private FrozenConvolution? _convolution;

    internal ConvolutionStep(FrozenMap output, FrozenMap input, FoldedConvolution layer, FrozenMap? addend)
        : base(output, addend is null ? [input] : [input, addend])
    {
        _layer = layer;
        _input = input;
        _addend = addend;
        _norm = layer.Before is null ? null : new FrozenNorm(layer.Before, input.Pixel);
        input.Surround(layer.Shape.Padding);
    }

    internal override long ScratchLength => _norm is null ? 0 : (long)ChunkPixels * _input.Pixel;

    internal override void Prepare(bool isWide) =>
        _convolution = new FrozenConvolution(_layer, _input.Pixel, _input.Row, isWide);

    internal override void Run(float* memory, float* scratch)
    {
        int stride = _layer.Shape.Stride;
        bool isFlat = _layer.Shape is { Kernel: 1, Stride: 1 } && _input.Halo + Output.Halo + (_addend?.Halo ?? 0) == 0;
        int rows = isFlat ? 1 : Output.Height;
        int pixels = isFlat ? Output.Height * Output.Width : Output.Width;
        for (int row = 0; row < rows; row++)
        {
            float* x = memory + _input.Origin + ((long)row * stride * _input.Row);
            float* y = memory + Output.Origin + ((long)row * Output.Row);
            float* add = _addend is null ? null : memory + _addend.Origin + ((long)row * _addend.Row);
            if (_norm is null)
            {
                _convolution!.Row(x, y, Output.Pixel, add, _addend?.Pixel ?? 0, pixels);
                continue;
            }

            for (int first = 0; first < pixels; first += ChunkPixels)
            {
                int count = Math.Min(ChunkPixels, pixels - first);
                MapKernels.Activate(x, scratch, count, _input.Pixel, _norm);
                _convolution!.Row(scratch, y, Output.Pixel, add, _addend?.Pixel ?? 0, count);
                x += (long)count * _input.Pixel;
                y += (long)count * Output.Pixel;
                add = add is null ? null : add + ((long)count * _addend!.Pixel);
            }
        }
    }

    public override void Dispose()
    {
        _norm?.Dispose();
        _convolution?.Dispose();
        base.Dispose();
    }
}

/// <summary>Normalisation and ReLU by itself, before a convolution whose zeros around the map come after it.</summary>
internal sealed unsafe class ActivationStep(FrozenMap output, FrozenMap input, NormValues values)
    : FrozenStep(output, input)
{
    private readonly FrozenNorm _norm = new(values, input.Pixel);

    internal override void Run(float* memory, float* scratch)
    {
        FrozenMap from = Inputs[0];
        for (int row = 0; row < from.Height; row++)
        {
            MapKernels.Activate(
                memory + from.Origin + ((long)row * from.Row),
                memory + Output.Origin + ((long)row * Output.Row),
                from.Width,
                from.Pixel,
                _norm);
        }
    }

    public override void Dispose()
    {
        _norm.Dispose();
        base.Dispose();
    }
}

/// <summary>The picture with channels together, through the normalisation that a preactivated stem begins with.
/// </summary>
/// <param name="output">[H, W, 3].</param>
/// <param name="picture">[3, H, W].</param>
/// <param name="values">Of the normalisation.</param>
internal sealed unsafe class PictureStep(FrozenMap output, FrozenMap picture, NormValues values)
    : FrozenStep(output, picture)
{
    internal override void Run(float* memory, float* scratch)
    {
        FrozenMap from = Inputs[0];
        int channels = Output.Channels;
        for (int channel = 0; channel < channels; channel++)
        {
            float factor = (float)values.Factor(channel);
            float offset = (float)values.Offset(channel);
            float* x = memory + from.Start + ((long)channel * from.Height * from.Width);
            for (int row = 0; row < from.Height; row++, x += from.Width)
            {
                float* y = memory + Output.Origin + ((long)row * Output.Row) + channel;
                for (int column = 0; column < from.Width; column++)
                {
                    y[column * channels] = MathF.Max(0, MathF.FusedMultiplyAdd(x[column], factor, offset));
                }
            }
        }
    }
}

/// <summary>The greatest of each 2 x 2 pixels.</summary>
internal sealed unsafe class PoolStep(FrozenMap output, FrozenMap input) : FrozenStep(output, input)
{
    internal override void Run(float* memory, float* scratch)
    {
        FrozenMap from = Inputs[0];
        for (int row = 0; row < Output.Height; row++)
        {
            float* x = memory + from.Origin + (2L * row * from.Row);
            MapKernels.Pool(
                x, x + from.Row, memory + Output.Origin + ((long)row * Output.Row), Output.Width, Output.Pixel);
        }
    }
}

/// <summary>A large map plus each pixel of a small one four times.</summary>
internal sealed unsafe class EnlargeStep(FrozenMap output, FrozenMap large, FrozenMap small)
    : FrozenStep(output, large, small)
{
    internal override void Run(float* memory, float* scratch)
    {
        FrozenMap big = Inputs[0];
        FrozenMap low = Inputs[1];
        for (int row = 0; row < Output.Height; row++)
        {
            MapKernels.AddEnlarged(
                memory + big.Origin + ((long)row * big.Row),
                memory + low.Origin + ((long)(row / 2) * low.Row),
                memory + Output.Origin + ((long)row * Output.Row),
                low.Width,
                low.Pixel);
        }
    }
}
