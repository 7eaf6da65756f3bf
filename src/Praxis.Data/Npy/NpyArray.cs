namespace Praxis.Data;

/// <summary>An array of numbers from an <c>.npy</c> file. Immutable.</summary>
public sealed class NpyArray
{
    internal NpyArray(int[] shape, double[] values)
    {
        Shape = shape;
        Values = values;
    }

    /// <summary>The length of each of the one or two dimensions, each at least 1.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of rows, the first dimension.</summary>
    public int RowCount => Shape[0];

    /// <summary>Number of columns: the second dimension, or 1 for an array of one dimension.</summary>
    public int ColumnCount => Shape.Count == 1 ? 1 : Shape[1];

    /// <summary>The numbers, row-major whatever the order in the file: [rows, columns]. May hold NaN and
    /// infinities.</summary>
    public ReadOnlyMemory<double> Values { get; }
}
