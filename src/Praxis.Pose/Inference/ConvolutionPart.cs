using System.Runtime.Intrinsics;

namespace Praxis.Pose;

/// <summary>Sixteen or 32 outputs of a convolution, as its kernels see them. All steps are numbers of floats.</summary>
internal unsafe struct ConvolutionPart
{
    private const int Lanes = 16;

    /// <summary>From a pixel to the first channel of each tap: [tap count].</summary>
    internal int* Taps { get; set; }

    /// <summary>Runs of neighbouring floats.</summary>
    internal int TapCount { get; set; }

    /// <summary>Floats of a run.</summary>
    internal int TapLength { get; set; }

    /// <summary>[tap count · tap length, 16 or 32].</summary>
    internal float* Weight { get; set; }

    /// <summary>From one row of the weights to the next: 16 or 32.</summary>
    internal nint WeightRow { get; set; }

    /// <summary>[16 or 32].</summary>
    internal float* Bias { get; set; }

    /// <summary>From what a pixel multiplies to what the next one does.</summary>
    internal nint Step { get; set; }

    /// <summary>From one pixel's outputs to the next one's.</summary>
    internal nint OutputStep { get; set; }

    /// <summary>From one pixel's addends to the next one's.</summary>
    internal nint AddendStep { get; set; }

    /// <summary>Smallest output: 0 for a ReLU, else minus infinity.</summary>
    internal float Floor { get; set; }

    /// <summary>Writes 32 outputs of a pixel.</summary>
    internal readonly void Store(Vector512<float> first, Vector512<float> second, int pixel, float* y, float* add)
    {
        y += pixel * OutputStep;
        if (add is not null)
        {
            add += pixel * AddendStep;
            first += Vector512.Load(add);
            second += Vector512.Load(add + Lanes);
        }

        var floor = Vector512.Create(Floor);
        Vector512.Max(first, floor).Store(y);
        Vector512.Max(second, floor).Store(y + Lanes);
    }

    /// <summary>Writes 16 outputs of a pixel.</summary>
    internal readonly void Store(Vector512<float> values, int pixel, float* y, float* add)
    {
        if (add is not null)
        {
            values += Vector512.Load(add + (pixel * AddendStep));
        }

        Vector512.Max(values, Vector512.Create(Floor)).Store(y + (pixel * OutputStep));
    }

    /// <summary>Writes 16 outputs of a pixel.</summary>
    internal readonly void Store(Vector256<float> first, Vector256<float> second, int pixel, float* y, float* add)
    {
        y += pixel * OutputStep;
        if (add is not null)
        {
            add += pixel * AddendStep;
            first += Vector256.Load(add);
            second += Vector256.Load(add + (Lanes / 2));
        }

        var floor = Vector256.Create(Floor);
        Vector256.Max(first, floor).Store(y);
        Vector256.Max(second, floor).Store(y + (Lanes / 2));
    }
}
