using Praxis.Core;

namespace Praxis.Numerics;

/// <summary>L with L L' = A of a positive definite A: [n, n], which follows A through changes of rank one.</summary>
/// <remarks>Begins as the factor of the identity. Nothing is allocated after the constructor but by
/// <see cref="Invert"/>. Not safe for several threads at once.</remarks>
public sealed class CholeskyFactor
{
    private const double Epsilon = 2.220446049250313e-16;
    private readonly LinearAlgebraBackend _backend;
    private readonly double[] _factor;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <summary>Begins with the identity.</summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="backend">What factors and inverts; managed code where none is given.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public CholeskyFactor(int dimension, LinearAlgebraBackend? backend = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        Dimension = dimension;
        _backend = backend ?? LinearAlgebraBackend.Managed;
        _factor = new double[dimension * dimension];
        _cosines = new double[dimension];
        _sines = new double[dimension];
        for (int i = 0; i < dimension; i++)
        {
            _factor[(i * dimension) + i] = 1;
        }
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>L: [n, n], row by row, 0 above the diagonal.</summary>
    public ReadOnlySpan<double> Values => _factor;

    /// <summary>ln |A| = 2 Σ ln L_ii.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Dimension; i++)
            {
                sum += Math.Log(_factor[(i * Dimension) + i]);
            }

            return 2 * sum;
        }
    }

    /// <summary>Factors another matrix.</summary>
    /// <param name="matrix">A: [n, n], row by row, read on and below its diagonal alone; not kept.</param>
    /// <returns>False where A is not positive definite to its rounding; the factor is then of no use until a matrix is
    /// factored.</returns>
    /// <exception cref="ArgumentException">The length is not n².</exception>
    /// <remarks>O(n³).</remarks>
    public bool TryFactor(ReadOnlySpan<double> matrix)
    {
        Check.Length(matrix.Length, _factor.Length);
        matrix.CopyTo(_factor);
        return _backend.TryCholesky(_factor, Dimension);
    }

    /// <summary>Solves L x = b.</summary>
    /// <param name="vector">b: [n]; receives x.</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    /// <remarks>O(n²). x'x is b'A⁻¹b.</remarks>
    public void SolveLower(Span<double> vector)
    {
        Check.Length(vector.Length, Dimension);
        for (int i = 0; i < Dimension; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            vector[i] = (vector[i] - RowKernels.Dot(row[..i], vector[..i])) / row[i];
        }
    }

    /// <summary>Solves L' x = b; of a standard normal b, x is normal with covariance A⁻¹.</summary>
    /// <param name="vector">b: [n]; receives x.</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    /// <remarks>O(n²).</remarks>
    public void SolveUpper(Span<double> vector)
    {
        Check.Length(vector.Length, Dimension);
        for (int i = Dimension - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = Row(i);
            vector[i] /= row[i];
            RowKernels.AddScaled(-vector[i], row[..i], vector[..i]);
        }
    }

    /// <summary>Solves A x = b.</summary>
    /// <param name="vector">b: [n]; receives x.</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    /// <remarks>O(n²).</remarks>
    public void Solve(Span<double> vector)
    {
        SolveLower(vector);
        SolveUpper(vector);
    }

    /// <summary>A⁻¹ = (L⁻¹)' L⁻¹.</summary>
    /// <param name="destination">Receives A⁻¹: [n, n], exactly symmetric.</param>
    /// <exception cref="ArgumentException">The length is not n².</exception>
    /// <remarks>O(n³). Solving with the factor is faster and closer where a product with A⁻¹ is all that is
    /// wanted.</remarks>
    public void Invert(Span<double> destination)
    {
        Check.Length(destination.Length, _factor.Length);
        var inverse = new double[_factor.Length];
        for (int i = 0; i < Dimension; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            Span<double> target = inverse.AsSpan(i * Dimension, i + 1);
            for (int k = 0; k < i; k++)
            {
                RowKernels.AddScaled(-row[k], inverse.AsSpan(k * Dimension, k + 1), target);
            }

            target[i] = 1;
            foreach (ref double value in target)
            {
                value /= row[i];
            }
        }

        _backend.Gram(inverse, Dimension, destination);
    }

    /// <summary>Makes A + v v' of A.</summary>
    /// <param name="vector">v: [n], finite; not kept.</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    /// <remarks>O(n²). Plane rotations of [L v], one a column (Golub and Van Loan, Matrix Computations, 4th edition,
    /// 6.5.4), applied a row at a time.</remarks>
    public void Update(ReadOnlySpan<double> vector)
    {
        Check.Length(vector.Length, Dimension);
        for (int i = 0; i < Dimension; i++)
        {
            Span<double> row = _factor.AsSpan(i * Dimension, i + 1);
            double rest = vector[i];
            for (int k = 0; k < i; k++)
            {
                double old = row[k];
                row[k] = (_cosines[k] * old) + (_sines[k] * rest);
                rest = (_cosines[k] * rest) - (_sines[k] * old);
            }

            double length = double.Hypot(row[i], rest);
            _cosines[i] = row[i] / length;
            _sines[i] = rest / length;
            row[i] = length;
        }
    }

    /// <summary>Makes A - v v' of A.</summary>
    /// <param name="vector">v: [n], finite; not kept.</param>
    /// <returns>False, with nothing changed, where A - v v' is not positive definite to its rounding: v'A⁻¹v is not
    /// below 1 - 2⁻⁵² n.</returns>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    /// <remarks>O(n²). With L p = v and ρ² = 1 - p'p, the rotations that take (p, ρ) to (0, 1), applied to [L 0] a row
    /// at a time, leave [L₁ v] (LINPACK's method: Stewart, "The effects of rounding error on an algorithm for
    /// downdating a Cholesky factorization", 1979).</remarks>
    public bool TryDowndate(ReadOnlySpan<double> vector)
    {
        Check.Length(vector.Length, Dimension);
        Span<double> solution = _sines;
        vector.CopyTo(solution);
        SolveLower(solution);
        double rest = 1 - RowKernels.Dot(solution, solution);
        if (!(rest > Epsilon * Dimension))
        {
            return false;
        }

        double length = Math.Sqrt(rest);
        for (int i = Dimension - 1; i >= 0; i--)
        {
            double longer = double.Hypot(length, solution[i]);
            _cosines[i] = length / longer;
            _sines[i] = solution[i] / longer;
            length = longer;
        }

        for (int i = 0; i < Dimension; i++)
        {
            Span<double> row = _factor.AsSpan(i * Dimension, i + 1);
            double taken = 0;
            for (int k = i; k >= 0; k--)
            {
                double old = row[k];
                row[k] = (_cosines[k] * old) - (_sines[k] * taken);
                taken = (_cosines[k] * taken) + (_sines[k] * old);
            }
        }

        return true;
    }

    private ReadOnlySpan<double> Row(int i) => _factor.AsSpan(i * Dimension, i + 1);
}
