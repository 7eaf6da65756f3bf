using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>Weights of a convolution in the order in which its kernels read them: blocks of 32 outputs, the last of 16
/// where 16 are left, each [taps, 32].</summary>
internal sealed unsafe class FrozenConvolution : IDisposable
{
    private const int Lanes = BlockProduct.Lanes;
    private const int Block = 2 * Lanes;
    private readonly NativeFloats _memory;
    private readonly int[] _taps;
    private readonly int _tapLength;
    private readonly int _length;
    private readonly bool _isWide;

    /// <summary>Packs.</summary>
    /// <param name="layer">The convolution; what stands before it is left to the caller.</param>
    /// <param name="pixel">Floats from one pixel of the input to the next.</param>
    /// <param name="row">Floats from one row of the input to the next.</param>
    /// <param name="isWide">Whether to take vectors of 512 bits.</param>
    internal FrozenConvolution(FoldedConvolution layer, int pixel, int row, bool isWide)
    {
        ConvolutionShape shape = layer.Shape;
        Shape = shape;
        Outputs = BlockProduct.Padded(shape.Outputs);
        Pixel = pixel;
        _isWide = isWide;

        // Neighbouring taps of a row are one run where no padding of channels lies between them.
        bool isRun = shape.Dilation == 1 && pixel == shape.Inputs;
        _tapLength = isRun ? shape.Kernel * pixel : shape.Inputs;
        int across = isRun ? 1 : shape.Kernel;
        _taps =
        [
            .. Enumerable.Range(0, shape.Kernel * across).Select(tap =>
                (((tap / across * shape.Dilation) - shape.Padding) * row)
                + (((tap % across * shape.Dilation) - shape.Padding) * pixel)),
        ];
        _length = shape.Kernel * shape.Kernel * shape.Inputs;
        _memory = new NativeFloats((_length + 1L) * Outputs);
        Pack(layer);
        Floor = layer.EndsInRelu ? 0 : float.NegativeInfinity;
    }

    internal ConvolutionShape Shape { get; }

    /// <summary>Outputs in whole vectors; those beyond the shape's are 0.</summary>
    internal int Outputs { get; }

    /// <summary>Floats from one pixel of the input to the next.</summary>
    internal int Pixel { get; }

    private float Floor { get; }

    /// <summary>A row of pixels.</summary>
    /// <param name="x">The first input pixel, at the middle of the kernel.</param>
    /// <param name="y">The first output pixel.</param>
    /// <param name="outputStep">From one output pixel to the next.</param>
    /// <param name="add">Added to the outputs; null for nothing.</param>
    /// <param name="addendStep">From one pixel of it to the next.</param>
    /// <param name="pixels">Output pixels of the row.</param>
    internal void Row(float* x, float* y, nint outputStep, float* add, nint addendStep, int pixels)
    {
        fixed (int* taps = _taps)
        {
            var part = new ConvolutionPart
            {
                Taps = taps,
                TapCount = _taps.Length,
                TapLength = _tapLength,
                Weight = _memory.Address,
                Bias = _memory.Address + ((long)_length * Outputs),
                Step = (nint)Pixel * Shape.Stride,
                OutputStep = outputStep,
                AddendStep = addendStep,
                Floor = Floor,
            };
            for (int first = 0; first < Outputs; first += Block)
            {
                int width = Math.Min(Block, Outputs - first);
                part.WeightRow = width;
                Run(x, y + first, add is null ? null : add + first, pixels, ref part);
                part.Weight += (long)_length * width;
                part.Bias += width;
            }
        }
    }

    public void Dispose() => _memory.Dispose();

    private void Run(float* x, float* y, float* add, int pixels, ref ConvolutionPart part)
    {
        if (_isWide && part.WeightRow == Block)
        {
            WideKernels.Run(x, y, add, pixels, part);
        }
        else if (_isWide)
        {
            SingleKernels.Run(x, y, add, pixels, part);
        }
        else
        {
            NarrowKernels.Run(x, y, add, pixels, part);
            if (part.WeightRow == Block)
            {
                ConvolutionPart half = part;
                half.Weight += Lanes;
                half.Bias += Lanes;
                NarrowKernels.Run(x, y + Lanes, add is null ? null : add + Lanes, pixels, half);
            }
        }
    }

    // The order of k is: row of the kernel, column, input.
    private void Pack(FoldedConvolution layer)
    {
        int area = Shape.Kernel * Shape.Kernel;
        float* bias = _memory.Address + ((long)_length * Outputs);
        for (int output = 0; output < Shape.Outputs; output++)
        {
            int first = output / Block * Block;
            int width = Math.Min(Block, Outputs - first);
            float* column = _memory.Address + ((long)_length * first) + (output - first);
            for (int k = 0; k < _length; k++)
            {
                int input = k % Shape.Inputs;
                column[(long)k * width] = layer.Weight[(((output * Shape.Inputs) + input) * area) + (k / Shape.Inputs)];
            }

            bias[output] = layer.Bias[output];
        }
    }
}
