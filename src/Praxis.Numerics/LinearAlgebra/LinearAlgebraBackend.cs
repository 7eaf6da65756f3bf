using Praxis.Core;

namespace Praxis.Numerics;

/// <summary>Dense linear algebra on one thread: managed code always, LAPACK of the machine where it is asked
/// for.</summary>
/// <remarks>
/// All matrices are row by row. <see cref="Managed"/> is what every method of Praxis takes unless its user chooses, so
/// that a result does not depend on what else is installed: it gives the same bytes on every machine and at any vector
/// width. The others agree with it to 1e-12 of the greatest element for well-conditioned matrices, not to the last bit,
/// and leave matrices below 64 to it, where a call costs more than the work. Safe for several threads at once.
/// </remarks>
public sealed class LinearAlgebraBackend
{
    // Below it, managed code is as fast as a call of LAPACK.
    private const int LeastNative = 64;
    private static readonly ManagedLinearAlgebra Small = new();
    private readonly ILinearAlgebra _large;

    private LinearAlgebraBackend(ILinearAlgebra large) => _large = large;

    /// <summary>Managed code alone.</summary>
    public static LinearAlgebraBackend Managed { get; } = new(Small);

    /// <summary>What computes matrices of 64 and more, as reports name it.</summary>
    public string Name => _large.Name;

    /// <summary>The fastest that this machine has: OpenBLAS, else MKL inside libtorch, else managed code.</summary>
    /// <returns>The backend.</returns>
    /// <remarks>See <see cref="Available"/>.</remarks>
    public static LinearAlgebraBackend Best() => Available()[0];

    /// <summary>All that this machine has, the fastest first; <see cref="Managed"/> is the last.</summary>
    /// <returns>One or more backends.</returns>
    /// <remarks>Looks for OpenBLAS where the system's loader does, and for MKL's symbols in a libtorch that is loaded
    /// or lies beside the program; what is found stays loaded until the process ends. OpenBLAS is set to one thread for
    /// the whole process.</remarks>
    public static IReadOnlyList<LinearAlgebraBackend> Available() =>
        [.. NativeLinearAlgebra.Find().Select(native => new LinearAlgebraBackend(native)), Managed];

    /// <summary>X'X of a table.</summary>
    /// <param name="rows">X: [n, p].</param>
    /// <param name="columnCount">p, at least 1.</param>
    /// <param name="gram">Receives X'X: [p, p], exactly symmetric; must not overlap X.</param>
    /// <exception cref="ArgumentException">A length does not fit p.</exception>
    /// <remarks>O(n p²). Managed: element (i, j) is Σ_r X_ri X_rj, r ascending, each step rounded once.</remarks>
    public void Gram(ReadOnlySpan<double> rows, int columnCount, Span<double> gram)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columnCount);
        int rowCount = rows.Length / columnCount;
        Check.Length(rows.Length, rowCount * columnCount);
        Check.Length(gram.Length, columnCount * columnCount);
        For(columnCount).Gram(rows, rowCount, columnCount, gram);
    }

    /// <summary>Factors a symmetric matrix as L L'.</summary>
    /// <param name="matrix">A: [n, n], read on and below its diagonal alone; receives L, with 0 above the
    /// diagonal.</param>
    /// <param name="dimension">n, at least 1.</param>
    /// <returns>False, with A lost, where A is not positive definite to its rounding.</returns>
    /// <exception cref="ArgumentException">The length is not n².</exception>
    /// <remarks>O(n³). Managed: a panel of columns at a time, the rest updated after each (Golub and Van Loan, Matrix
    /// Computations, 4th edition, 4.2.9); every element gets its terms in order, whatever the panels.</remarks>
    public bool TryCholesky(Span<double> matrix, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        Check.Length(matrix.Length, dimension * dimension);
        return For(dimension).TryCholesky(matrix, dimension);
    }

    /// <summary>Eigenvalues, and vectors if wanted, of a symmetric matrix.</summary>
    /// <param name="matrix">A: [n, n], finite, read on and below its diagonal alone; receives the unit eigenvectors as
    /// rows, in the values' order and of either sign, or is lost.</param>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="values">Receives the eigenvalues, ascending: [n].</param>
    /// <param name="keepsVectors">Whether eigenvectors are wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit n, or A is not finite.</exception>
    /// <remarks>O(n³). Managed: Householder's reduction to tridiagonal form and implicit QL steps (Golub and Van Loan,
    /// 8.3); errors within 1e-14 n of the greatest value.</remarks>
    public void SymmetricEigen(Span<double> matrix, int dimension, Span<double> values, bool keepsVectors)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        Check.Length(matrix.Length, dimension * dimension);
        Check.Length(values.Length, dimension);
        for (int i = 0; i < dimension; i++)
        {
            foreach (double value in matrix.Slice(i * dimension, i + 1))
            {
                if (!double.IsFinite(value))
                {
                    throw new ArgumentException($"row {i} of the matrix has {value}, which is not finite");
                }
            }
        }

        For(dimension).SymmetricEigen(matrix, dimension, values, keepsVectors);
    }

    private ILinearAlgebra For(int dimension) => dimension < LeastNative ? Small : _large;
}
