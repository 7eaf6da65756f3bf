using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The orthonormal discrete cosine transform along time, cut to its first coefficients.</summary>
/// <remarks>DCT-II: C[k, i] = w_k cos(π (i + 1/2) k / L), w_0 = √(1/L), w_k = √(2/L). With all L coefficients the
/// inverse is the transpose; with fewer, going there and back leaves the smooth part.</remarks>
public sealed class DiscreteCosine
{
    private readonly double[] _matrix;

    /// <summary>Makes the transform.</summary>
    /// <param name="length">L, number of frames, at least 1.</param>
    /// <param name="coefficientCount">M, number of coefficients kept, 1 to L.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public DiscreteCosine(int length, int coefficientCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(coefficientCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(coefficientCount, length);
        Length = length;
        CoefficientCount = coefficientCount;
        _matrix = new double[coefficientCount * length];
        for (int k = 0; k < coefficientCount; k++)
        {
            double weight = Math.Sqrt((k == 0 ? 1.0 : 2.0) / length);
            for (int i = 0; i < length; i++)
            {
                _matrix[(k * length) + i] = weight * Math.Cos(Math.PI * (i + 0.5) * k / length);
            }
        }
    }

    /// <summary>L, number of frames.</summary>
    public int Length { get; }

    /// <summary>M, number of coefficients.</summary>
    public int CoefficientCount { get; }

    /// <summary>C: [coefficients, frames], row by row.</summary>
    public ReadOnlySpan<double> Matrix => _matrix;

    /// <summary>The coefficients of each node over time.</summary>
    /// <param name="poses">[length, nodes].</param>
    /// <returns>[coefficients, nodes].</returns>
    /// <exception cref="ArgumentException">The number of frames is not the length.</exception>
    public PoseMatrix Forward(PoseMatrix poses)
    {
        Check.Length(poses.FrameCount, Length);
        int nodes = poses.NodeCount;
        var values = new double[CoefficientCount * nodes];
        for (int k = 0; k < CoefficientCount; k++)
        {
            Span<double> target = values.AsSpan(k * nodes, nodes);
            for (int i = 0; i < Length; i++)
            {
                AddMultiple(_matrix[(k * Length) + i], poses.Frame(i), target);
            }
        }

        return new PoseMatrix(CoefficientCount, nodes, values);
    }

    /// <summary>The poses of coefficients.</summary>
    /// <param name="coefficients">[coefficients, nodes].</param>
    /// <returns>[length, nodes].</returns>
    /// <exception cref="ArgumentException">The number of rows is not that of the coefficients.</exception>
    public PoseMatrix Inverse(PoseMatrix coefficients)
    {
        Check.Length(coefficients.FrameCount, CoefficientCount);
        int nodes = coefficients.NodeCount;
        var values = new double[Length * nodes];
        for (int i = 0; i < Length; i++)
        {
            Span<double> target = values.AsSpan(i * nodes, nodes);
            for (int k = 0; k < CoefficientCount; k++)
            {
                AddMultiple(_matrix[(k * Length) + i], coefficients.Frame(k), target);
            }
        }

        return new PoseMatrix(Length, nodes, values);
    }

    private static void AddMultiple(double factor, ReadOnlySpan<double> source, Span<double> target)
    {
        for (int node = 0; node < target.Length; node++)
        {
            target[node] += factor * source[node];
        }
    }
}
