using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>Frames of a window and their cosine coefficients, as products of matrices.</summary>
/// <remarks>With C of [coefficients, length], frames x and observed frames X: coefficients of a whole window C x, of
/// the observed frames with the last one held C pad(X), frames of coefficients C' c. Source:
/// docs/methods/arnet.md.</remarks>
internal sealed unsafe class WindowGeometry : IDisposable
{
    private readonly NativeFloats _memory;

    internal WindowGeometry(int observed, int future, int coefficients)
    {
        Observed = observed;
        Future = future;
        Length = observed + future;
        Coefficients = coefficients;
        PaddedLength = BlockProduct.Padded(Length);
        PaddedCoefficients = BlockProduct.Padded(coefficients);
        _memory = new NativeFloats(
            ((long)(observed + Length) * PaddedCoefficients) + ((long)coefficients * PaddedLength));
        ReadOnlySpan<double> matrix = new DiscreteCosine(Length, coefficients).Matrix;
        for (int k = 0; k < coefficients; k++)
        {
            for (int frame = 0; frame < Length; frame++)
            {
                float value = (float)matrix[(k * Length) + frame];
                ToCoefficients[(frame * PaddedCoefficients) + k] = value;
                ToFrames[(k * PaddedLength) + frame] = value;
                Hold[(Math.Min(frame, observed - 1) * PaddedCoefficients) + k] += value;
            }
        }
    }

    /// <summary>N.</summary>
    internal int Observed { get; }

    /// <summary>T.</summary>
    internal int Future { get; }

    /// <summary>L = N + T.</summary>
    internal int Length { get; }

    /// <summary>M.</summary>
    internal int Coefficients { get; }

    /// <summary>Floats of a node's frames.</summary>
    internal int PaddedLength { get; }

    /// <summary>Floats of a node's coefficients.</summary>
    internal int PaddedCoefficients { get; }

    /// <summary>Observed frames to coefficients of the window with the last one held: [N, padded M].</summary>
    internal float* Hold => _memory.Address;

    /// <summary>C': [L, padded M].</summary>
    internal float* ToCoefficients => _memory.Address + (Observed * PaddedCoefficients);

    /// <summary>C: [M, padded L].</summary>
    internal float* ToFrames => ToCoefficients + (Length * PaddedCoefficients);

    public void Dispose() => _memory.Dispose();
}
