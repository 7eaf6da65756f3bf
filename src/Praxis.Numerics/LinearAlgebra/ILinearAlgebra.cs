namespace Praxis.Numerics;

/// <summary>Dense linear algebra in one way of computing it; all matrices row by row.</summary>
internal interface ILinearAlgebra
{
    /// <summary>What computes, as reports name it.</summary>
    string Name { get; }

    /// <summary>X'X of X: [n, p], into [p, p], both triangles.</summary>
    void Gram(ReadOnlySpan<double> rows, int rowCount, int columnCount, Span<double> gram);

    /// <summary>Puts L with L L' = A into A's place, 0 above the diagonal; reads A on and below its diagonal alone.
    /// False, with A lost, where a pivot is not positive.</summary>
    bool TryCholesky(Span<double> matrix, int dimension);

    /// <summary>Eigenvalues of A, ascending, and with them, where asked for, unit eigenvectors as rows in A's place,
    /// which else is lost; reads A on and below its diagonal alone.</summary>
    void SymmetricEigen(Span<double> matrix, int dimension, Span<double> values, bool keepsVectors);
}
