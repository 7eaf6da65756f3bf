namespace Praxis.Data;

/// <summary>An array of a MAT file. Immutable.</summary>
/// <remarks>Elements stand column by column, as in MATLAB: the first index runs fastest.</remarks>
public sealed class MatArray
{
    private readonly double[] _numbers;
    private readonly MatArray[] _cells;
    private readonly string[] _fields;

    private MatArray(MatKind kind, int[] dimensions, double[]? numbers, MatArray[]? cells, string[]? fields)
    {
        Kind = kind;
        Dimensions = dimensions;
        _numbers = numbers ?? [];
        _cells = cells ?? [];
        _fields = fields ?? [];
    }

    /// <summary>What it holds.</summary>
    public MatKind Kind { get; }

    /// <summary>The lengths of its two or more dimensions, each from 0.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Number of elements: the product of the dimensions; 0 for what was not read.</summary>
    public int Count => Kind == MatKind.Unread ? 0 : Dimensions.Aggregate(1, (product, length) => product * length);

    /// <summary>The numbers or truth values, column-major; of complex numbers the real parts; empty for other kinds.
    /// Integers of 64 bits beyond 2^53 are rounded.</summary>
    public ReadOnlyMemory<double> Numbers => _numbers;

    /// <summary>The imaginary parts of complex numbers; empty for real ones.</summary>
    public ReadOnlyMemory<double> Imaginary { get; private init; }

    /// <summary>The characters; of a matrix of them the rows with line feeds between; empty for other kinds.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The arrays in the cells, column-major; empty for other kinds.</summary>
    public IReadOnlyList<MatArray> Cells => Kind == MatKind.Cell ? _cells : [];

    /// <summary>Names of the fields of a structure, in the file's order; empty for other kinds.</summary>
    public IReadOnlyList<string> FieldNames => _fields;

    /// <summary>A field of one element of a structure.</summary>
    /// <param name="name">Its name, exactly.</param>
    /// <param name="element">The element, from 0.</param>
    /// <returns>The array; null where there is no such field or element, or this is no structure.</returns>
    public MatArray? Field(string name, int element = 0)
    {
        int field = Array.IndexOf(_fields, name);
        return field < 0 || (uint)element >= (uint)Count ? null : _cells[(element * _fields.Length) + field];
    }

    internal static MatArray OfNumbers(int[] dimensions, double[] real, double[]? imaginary, bool isLogical) =>
        new(isLogical ? MatKind.Logical : MatKind.Number, dimensions, real, null, null)
        {
            Imaginary = imaginary ?? [],
        };

    internal static MatArray OfText(int[] dimensions, string text) =>
        new(MatKind.Text, dimensions, null, null, null) { Text = text };

    internal static MatArray OfCells(int[] dimensions, MatArray[] cells) =>
        new(MatKind.Cell, dimensions, null, cells, null);

    internal static MatArray OfStructs(int[] dimensions, string[] fields, MatArray[] values) =>
        new(MatKind.Struct, dimensions, null, values, fields);

    internal static MatArray OfUnread(int[] dimensions) => new(MatKind.Unread, dimensions, null, null, null);
}
