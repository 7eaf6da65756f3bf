using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>X'X of a table: all that the graph methods ever see of the data.</summary>
/// <remarks>A response is one column more.</remarks>
public sealed class GramMatrix
{
    private readonly double[] _values;

    private GramMatrix(int rowCount, int columnCount, double[] values)
    {
        RowCount = rowCount;
        ColumnCount = columnCount;
        _values = values;
    }

    /// <summary>n, the rows of the table.</summary>
    public int RowCount { get; }

    /// <summary>p, its columns.</summary>
    public int ColumnCount { get; }

    /// <summary>X'X: [p, p], row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Element (i, j).</summary>
    /// <param name="i">Row.</param>
    /// <param name="j">Column.</param>
    public double this[int i, int j] => _values[(i * ColumnCount) + j];

    /// <summary>Row i: [p].</summary>
    /// <param name="i">Row.</param>
    /// <returns>The row.</returns>
    public ReadOnlySpan<double> Row(int i) => _values.AsSpan(i * ColumnCount, ColumnCount);

    /// <summary>Multiplies a table by itself, as it is: centring and scaling come before.</summary>
    /// <param name="rows">X: [n, p], row by row, finite.</param>
    /// <param name="columnCount">p, at least 1.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of p.</exception>
    public static GramMatrix Of(ReadOnlySpan<double> rows, int columnCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columnCount);
        int rowCount = rows.Length / columnCount;
        Check.Length(rows.Length, rowCount * columnCount);
        var values = new double[columnCount * columnCount];
        for (int r = 0; r < rowCount; r++)
        {
            ReadOnlySpan<double> row = rows.Slice(r * columnCount, columnCount);
            for (int i = 0; i < columnCount; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    values[(i * columnCount) + j] += row[i] * row[j];
                }
            }
        }

        for (int i = 0; i < columnCount; i++)
        {
            for (int j = 0; j < i; j++)
            {
                values[(j * columnCount) + i] = values[(i * columnCount) + j];
            }
        }

        return new GramMatrix(rowCount, columnCount, values);
    }

    /// <summary>factor X'X + diagonal I, as prior scales and posterior ones are.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="diagonal">What is added to each element of the diagonal.</param>
    /// <returns>A new matrix of the same table.</returns>
    public GramMatrix Scaled(double factor, double diagonal)
    {
        double[] values = [.. _values.Select(value => factor * value)];
        for (int i = 0; i < ColumnCount; i++)
        {
            values[(i * ColumnCount) + i] += diagonal;
        }

        return new GramMatrix(RowCount, ColumnCount, values);
    }

    /// <summary>The matrix with a share of itself added to each element of the diagonal, so that no column is a
    /// combination of others.</summary>
    /// <param name="share">The share.</param>
    /// <returns>A new matrix of the same table.</returns>
    internal GramMatrix Ridged(double share)
    {
        double[] values = [.. _values];
        for (int i = 0; i < ColumnCount; i++)
        {
            values[(i * ColumnCount) + i] *= 1 + share;
        }

        return new GramMatrix(RowCount, ColumnCount, values);
    }

    /// <summary>The sum of two matrices of as many columns; rows of the other are not counted.</summary>
    /// <param name="other">The other matrix.</param>
    /// <returns>A new matrix.</returns>
    /// <exception cref="ArgumentException">The numbers of columns differ.</exception>
    public GramMatrix Plus(GramMatrix other)
    {
        Check.Length(other.ColumnCount, ColumnCount);
        return new GramMatrix(RowCount, ColumnCount, [.. _values.Zip(other._values, static (a, b) => a + b)]);
    }

    /// <summary>The matrix of a table without one of its columns.</summary>
    /// <param name="column">The column left out.</param>
    /// <returns>A new matrix.</returns>
    public GramMatrix Without(int column)
    {
        int[] kept = [.. Enumerable.Range(0, ColumnCount).Where(other => other != column)];
        return new GramMatrix(
            RowCount, kept.Length, [.. kept.SelectMany(i => kept.Select(j => _values[(i * ColumnCount) + j]))]);
    }
}
