using System.Buffers.Binary;
using System.Text;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads the content of one variable of a MAT file.</summary>
/// <param name="path">The file.</param>
/// <param name="start">Where the variable stands in it.</param>
/// <param name="isBigEndian">The file's byte order.</param>
internal sealed class MatArrayReader(string path, long start, bool isBigEndian)
{
    private const uint Int8 = 1;
    private const uint UInt8 = 2;
    private const uint Int32Type = 5;
    private const uint UInt32Type = 6;
    private const int ComplexFlag = 0x0800;
    private const int LogicalFlag = 0x0200;
    private const int MostNesting = 64;
    private const int MostDimensions = 32;
    private const int MostNumbers = 1 << 27;
    private static readonly MatArray Empty = MatArray.OfNumbers([0, 0], [], null, isLogical: false);
    private string _variable = "";

    /// <summary>Reads a variable.</summary>
    /// <param name="body">The content of its matrix element.</param>
    /// <param name="isWanted">Whether one of that name is read; else only its name is.</param>
    public (string Name, MatArray? Array) Read(ReadOnlySpan<byte> body, Func<string, bool> isWanted)
    {
        var cursor = new MatCursor(body, isBigEndian);
        (_, _, string name) = Head(ref cursor);

        // What has no name is MATLAB's own: the data of objects.
        return name.Length == 0 || !isWanted(name) ? (name, null) : (name, Matrix(body, depth: 0));
    }

    private MatArray Matrix(ReadOnlySpan<byte> body, int depth)
    {
        if (body.IsEmpty)
        {
            return Empty;
        }

        if (depth > MostNesting)
        {
            throw new InputException(
                $"{path}: variable {CellText.Plain(_variable)} is nested deeper than {MostNesting}; save part of it");
        }

        var cursor = new MatCursor(body, isBigEndian);
        (uint flags, int[] dimensions, string _) = Head(ref cursor);
        uint kind = flags & 0xFF;
        return kind switch
        {
            1 => MatArray.OfCells(dimensions, Elements(ref cursor, Count(dimensions), depth)),
            2 => Structs(ref cursor, dimensions, depth),
            4 => Text(ref cursor, dimensions),
            >= 6 and <= 15 => Numbers(ref cursor, dimensions, flags),
            3 or 5 or 16 or 17 => MatArray.OfUnread(dimensions),
            _ => throw Damaged($"has a class of number {kind}"),
        };
    }

    // Flags, dimensions and name; a variable's own name is kept for errors.
    private (uint Flags, int[] Dimensions, string Name) Head(ref MatCursor cursor)
    {
        if (!cursor.TryNext(out uint type, out ReadOnlySpan<byte> flags) || type != UInt32Type || flags.Length != 8)
        {
            throw Damaged("has no array flags");
        }

        uint word = MatCursor.UInt32(flags, isBigEndian);
        if ((word & 0xFF) == 17)
        {
            // An opaque object goes on with its name at once.
            return (word, [1, 1], cursor.TryNext(out _, out ReadOnlySpan<byte> own) ? Name(own) : "");
        }

        if (!cursor.TryNext(out type, out ReadOnlySpan<byte> lengths)
            || type != Int32Type || lengths.Length < 8 || lengths.Length % 4 != 0
            || lengths.Length > 4 * MostDimensions)
        {
            throw Damaged("has no dimensions");
        }

        var dimensions = new int[lengths.Length / 4];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = (int)MatCursor.UInt32(lengths[(4 * i)..], isBigEndian);
            if (dimensions[i] < 0)
            {
                throw Damaged("has a dimension below 0");
            }
        }

        if (!cursor.TryNext(out type, out ReadOnlySpan<byte> name) || type is not (Int8 or UInt8))
        {
            throw Damaged("has no name");
        }

        return (word, dimensions, Name(name));
    }

    private string Name(ReadOnlySpan<byte> bytes)
    {
        string name = Encoding.UTF8.GetString(bytes).TrimEnd('\0');
        _variable = _variable.Length == 0 ? name : _variable;
        return name;
    }

    private int Count(int[] dimensions)
    {
        if (dimensions.Contains(0))
        {
            return 0;
        }

        long count = 1;
        foreach (int length in dimensions)
        {
            count = Math.Min(count * length, long.MaxValue >> 32);
            if (count > MostNumbers)
            {
                throw new InputException($"{path}: variable {CellText.Plain(_variable)} has more than {MostNumbers}"
                    + " elements; save part of it, or mend the file if it is damaged");
            }
        }

        return (int)count;
    }

    private MatArray[] Elements(ref MatCursor cursor, long count, int depth)
    {
        // Each takes a tag of eight bytes at least, so that a damaged count cannot ask for much memory.
        if (count > cursor.Left / 8)
        {
            throw Damaged($"has {count} elements and bytes for {cursor.Left / 8}");
        }

        var elements = new MatArray[count];
        for (int i = 0; i < elements.Length; i++)
        {
            if (!cursor.TryNext(out uint type, out ReadOnlySpan<byte> body) || type != MatCursor.Matrix)
            {
                throw Damaged($"ends or is no array at element {i + 1} of {count}");
            }

            elements[i] = Matrix(body, depth + 1);
        }

        return elements;
    }

    private MatArray Structs(ref MatCursor cursor, int[] dimensions, int depth)
    {
        if (!cursor.TryNext(out uint type, out ReadOnlySpan<byte> length) || type != Int32Type || length.Length != 4
            || !cursor.TryNext(out type, out ReadOnlySpan<byte> names) || type is not (Int8 or UInt8))
        {
            throw Damaged("has no field names");
        }

        uint width = MatCursor.UInt32(length, isBigEndian);
        if (width is 0 or > 4096 || names.Length % width != 0)
        {
            throw Damaged($"has field names of {width} bytes each in {names.Length} bytes");
        }

        var fields = new string[names.Length / (int)width];
        for (int i = 0; i < fields.Length; i++)
        {
            ReadOnlySpan<byte> name = names.Slice(i * (int)width, (int)width);
            int end = name.IndexOf((byte)0);
            fields[i] = Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
        }

        MatArray[] values = Elements(ref cursor, (long)Count(dimensions) * fields.Length, depth);
        return MatArray.OfStructs(dimensions, fields, values);
    }

    private MatArray Text(ref MatCursor cursor, int[] dimensions)
    {
        int count = Count(dimensions);
        if (count == 0)
        {
            return MatArray.OfText(dimensions, "");
        }

        if (!cursor.TryNext(out uint type, out ReadOnlySpan<byte> data))
        {
            throw Damaged("ends before its characters");
        }

        string text = type switch
        {
            Int8 or UInt8 or 16 => Encoding.UTF8.GetString(data),
            3 or 4 or 17 => (isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(data),
            18 => (isBigEndian ? new UTF32Encoding(true, false) : Encoding.UTF32).GetString(data),
            _ => throw Damaged($"has characters of type {type}"),
        };

        int rows = dimensions[0];
        return rows == 1 || text.Length != count
            ? MatArray.OfText(dimensions, text)
            : MatArray.OfText(dimensions, string.Join('\n', Enumerable.Range(0, rows).Select(row =>
                string.Concat(Enumerable.Range(0, count / rows).Select(column => text[(column * rows) + row])))));
    }

    private MatArray Numbers(ref MatCursor cursor, int[] dimensions, uint flags)
    {
        int count = Count(dimensions);
        double[] real = Part(ref cursor, count);
        double[]? imaginary = (flags & ComplexFlag) != 0 ? Part(ref cursor, count) : null;
        return MatArray.OfNumbers(dimensions, real, imaginary, (flags & LogicalFlag) != 0);
    }

    private double[] Part(ref MatCursor cursor, int count)
    {
        if (!cursor.TryNext(out uint type, out ReadOnlySpan<byte> data))
        {
            return count == 0 && cursor.Left == 0 ? [] : throw Damaged("ends before its numbers");
        }

        int size = Size(type);
        if (size == 0 || data.Length != (long)count * size)
        {
            throw Damaged($"has {data.Length} bytes of type {type} for {count} numbers");
        }

        var numbers = new double[count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Value(type, data.Slice(i * size, size));
        }

        return numbers;
    }

    private static int Size(uint type) => type switch
    {
        Int8 or UInt8 => 1,
        3 or 4 => 2,
        Int32Type or UInt32Type or 7 => 4,
        9 or 12 or 13 => 8,
        _ => 0,
    };

    // The types of data elements, table 1-1 of the format: the class of the array may be wider than they are.
    private double Value(uint type, ReadOnlySpan<byte> bytes) => (type, isBigEndian) switch
    {
        (Int8, _) => (sbyte)bytes[0],
        (UInt8, _) => bytes[0],
        (3, false) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        (3, true) => BinaryPrimitives.ReadInt16BigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (Int32Type, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        (Int32Type, true) => BinaryPrimitives.ReadInt32BigEndian(bytes),
        (UInt32Type, _) => MatCursor.UInt32(bytes, isBigEndian),
        (7, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (7, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
        (12, false) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        (12, true) => BinaryPrimitives.ReadInt64BigEndian(bytes),
        (13, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        (13, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (_, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };

    private InputException Damaged(string finding)
    {
        string name = _variable.Length > 0 ? $"variable {CellText.Plain(_variable)}" : $"the variable at byte {start}";
        return new InputException($"{path}: {name} {finding}; copy the file again, or save it with -v7");
    }
}
