using System.Buffers.Binary;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads NumPy's <c>.npy</c> files of numbers.</summary>
/// <remarks>Versions 1 to 3 of the format; little-endian floats and signed integers of 4 and 8 bytes, in C or Fortran
/// order, of one or two dimensions. Integers beyond 2^53 are rounded to the nearest double.</remarks>
public static class NpyFile
{
    private const int LongestHeader = 1 << 16;
    private const int PrefixLength = 8;

    /// <summary>Whether the name ends like an array file.</summary>
    /// <param name="path">A path; the file need not exist.</param>
    /// <returns>True for <c>.npy</c> in any case.</returns>
    public static bool Accepts(string path) => path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an array.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The array, with at least one number.</returns>
    /// <exception cref="InputException">The file is absent, cut off, of another format, or of a kind of array that is
    /// not read; one line with the mend.</exception>
    public static NpyArray Read(string path)
    {
        using FileStream file = InputFile.Open(path);
        return Read(path, file, isReshaped: false);
    }

    /// <summary>Reads an array from a stream that can tell its length.</summary>
    /// <param name="path">What errors begin with.</param>
    /// <param name="file">The stream, at its beginning.</param>
    /// <param name="isReshaped">Whether a single number is read as an array of one, and an array of more than two
    /// dimensions as a matrix of its first dimension by all others.</param>
    internal static NpyArray Read(string path, Stream file, bool isReshaped)
    {
        try
        {
            NpyHeader header = NpyHeader.Parse(path, ReadHeader(path, file));
            header = isReshaped ? header with { Shape = Reshaped(path, header) } : header;
            long count = Count(path, header.Shape);
            long found = file.Length - file.Position;
            if (found != count * header.ItemSize)
            {
                throw new InputException($"{path}: has {found} bytes of numbers where its shape needs"
                    + $" {count * header.ItemSize}; {(found < count * header.ItemSize ? "it is cut off, " : "")}"
                    + "write or copy it again");
            }

            int[] shape = [.. header.Shape.Select(length => (int)length)];
            return new NpyArray(shape, ReadValues(file, header, shape));
        }
        catch (IOException failure)
        {
            throw new InputException(
                $"{path}: cannot be read further; check the disk and copy the file again", failure);
        }
    }

    /// <summary>Reads magic, version and length, then the text of the header.</summary>
    private static byte[] ReadHeader(string path, Stream file)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        int read = file.ReadAtLeast(prefix, PrefixLength, throwOnEndOfStream: false);
        if (!prefix[..read].StartsWith<byte>([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']))
        {
            throw new InputException($"{path}: is not an .npy file; let its name end as its format does");
        }

        int version = prefix[6];
        if (read == PrefixLength && (version is < 1 or > 3 || prefix[7] != 0))
        {
            throw new InputException(
                $"{path}: is of .npy version {version}.{prefix[7]}, and 1.0 to 3.0 are read; save it with numpy.save");
        }

        Span<byte> length = stackalloc byte[version == 1 ? 2 : 4];
        if (file.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
        {
            throw CutOff(path);
        }

        uint headerLength = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(length)
            : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (headerLength > LongestHeader)
        {
            throw new InputException(
                $"{path}: its header of {headerLength} bytes is longer than {LongestHeader}; save it with numpy.save");
        }

        var header = new byte[headerLength];
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            ? header
            : throw CutOff(path);
    }

    private static InputException CutOff(string path)
        => new($"{path}: the file ends within its header; write or copy it again");

    private static IReadOnlyList<long> Reshaped(string path, NpyHeader header)
    {
        if (header.Shape.Count is 1 or 2)
        {
            return header.Shape;
        }

        if (header.Shape.Count > 2 && header.IsFortranOrder)
        {
            throw new InputException($"{path}: the array has {header.Shape.Count} dimensions in Fortran order; save it"
                + " with numpy.ascontiguousarray");
        }

        // A length beyond any file stays one, so that the product cannot overflow unseen.
        return header.Shape.Count == 0
            ? [1]
            : [header.Shape[0], header.Shape.Skip(1).Aggregate(1L, (a, b) => b != 0 && a > long.MaxValue / b
                ? long.MaxValue
                : a * b)];
    }

    /// <summary>How many numbers a shape has.</summary>
    private static long Count(string path, IReadOnlyList<long> shape)
    {
        if (shape.Count is < 1 or > 2)
        {
            throw new InputException($"{path}: the array has {shape.Count} dimensions; save one of two dimensions,"
                + " rows by columns, or of one");
        }

        if (shape.Contains(0))
        {
            throw new InputException($"{path}: the array is empty; save one with rows and columns");
        }

        // Both lengths are checked alone first, so that their product cannot overflow.
        return shape.Any(length => length > Array.MaxLength) || shape.Aggregate(1L, (a, b) => a * b) > Array.MaxLength
            ? throw new InputException($"{path}: the array has more than {Array.MaxLength} numbers; save part of it")
            : shape.Aggregate(1L, (a, b) => a * b);
    }

    private static double[] ReadValues(Stream file, NpyHeader header, int[] shape)
    {
        int rows = shape[0];
        int columns = shape.Length == 1 ? 1 : shape[1];
        var values = new double[rows * columns];
        var buffer = new byte[header.ItemSize * Math.Min(values.Length, 1 << 13)];
        int index = 0;
        while (index < values.Length)
        {
            int length = (int)Math.Min(buffer.Length, (long)header.ItemSize * (values.Length - index));
            file.ReadExactly(buffer, 0, length);
            for (int start = 0; start < length; start += header.ItemSize, index++)
            {
                int place = header.IsFortranOrder ? (index % rows * columns) + (index / rows) : index;
                values[place] = header.Value(buffer.AsSpan(start, header.ItemSize));
            }
        }

        return values;
    }
}
