using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Praxis.Data;

/// <summary>A function or class that a pickle names; nothing is done with it but to compare it.</summary>
internal sealed record PickleName(string Module, string Name);

/// <summary>The kind of number of an array.</summary>
internal sealed class PickleKind(string code)
{
    /// <summary>As "f8"; the byte order is set apart.</summary>
    internal string Code { get; } = code.TrimStart('<', '>', '=', '|');

    internal bool IsBigEndian { get; set; } = code.StartsWith('>');

    /// <summary>Whether its values are numbers.</summary>
    internal bool IsNumber =>
        Code is "f2" or "f4" or "f8" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "b1";

    internal int Size => int.Parse(Code.AsSpan(1), CultureInfo.InvariantCulture);

    internal double Read(ReadOnlySpan<byte> bytes)
    {
        Span<byte> own = stackalloc byte[8];
        bytes.CopyTo(own);
        if (IsBigEndian)
        {
            own[..bytes.Length].Reverse();
        }

        return Code switch
        {
            "f2" => (double)BinaryPrimitives.ReadHalfLittleEndian(own),
            "f4" => BinaryPrimitives.ReadSingleLittleEndian(own),
            "f8" => BinaryPrimitives.ReadDoubleLittleEndian(own),
            "i1" => (sbyte)own[0],
            "i2" => BinaryPrimitives.ReadInt16LittleEndian(own),
            "i4" => BinaryPrimitives.ReadInt32LittleEndian(own),
            "i8" => BinaryPrimitives.ReadInt64LittleEndian(own),
            "u2" => BinaryPrimitives.ReadUInt16LittleEndian(own),
            "u4" => BinaryPrimitives.ReadUInt32LittleEndian(own),
            "u8" => BinaryPrimitives.ReadUInt64LittleEndian(own),
            _ => own[0],
        };
    }
}

/// <summary>The few calls by which NumPy says what an array is.</summary>
internal static class PickleObjects
{
    private static readonly PickleName[] Names =
    [
        new("numpy", "ndarray"),
        new("numpy", "dtype"),
        new("numpy.core.multiarray", "_reconstruct"),
        new("numpy._core.multiarray", "_reconstruct"),
        new("numpy.core.multiarray", "scalar"),
        new("numpy._core.multiarray", "scalar"),
        new("_codecs", "encode"),
    ];

    /// <summary>A value of the kind that must stand here.</summary>
    /// <exception cref="FormatException">It is of another.</exception>
    internal static T As<T>(object? value) => value is T own ? own : throw new FormatException();

    internal static bool Knows(PickleName name) => Names.Contains(name);

    /// <summary>What a call makes.</summary>
    internal static object Call(PickleName name, object?[] given) => name.Name switch
    {
        "_reconstruct" => new PickledArray(),
        "dtype" => new PickleKind(TextOf(given[0])),
        "scalar" => NumberOf(As<PickleKind>(given[0]), BytesOf(given[1])),
        "encode" => Encoding.Latin1.GetBytes(As<string>(given[0])),
        _ => throw new FormatException(),
    };

    /// <summary>Fills an array or a kind with its state.</summary>
    internal static void Fill(object target, object?[] state)
    {
        if (target is PickleKind kind)
        {
            kind.IsBigEndian = TextOf(state[1]) == ">";
            return;
        }

        PickledArray array = As<PickledArray>(target);
        int[] shape = [.. As<object?[]>(state[1]).Select(static length => checked((int)As<long>(length)))];
        PickleKind own = As<PickleKind>(state[2]);
        long count = shape.Aggregate(1L, static (product, length) => checked(product * length));
        if (!own.IsNumber || shape.Any(static length => length < 0))
        {
            array.Fill(shape, []);
            return;
        }

        byte[] bytes = BytesOf(state[4]);
        if (bytes.Length != count * own.Size)
        {
            throw new FormatException();
        }

        var values = new double[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = own.Read(bytes.AsSpan(i * own.Size, own.Size));
        }

        array.Fill(shape, state[3] is true ? RowMajor(shape, values) : values);
    }

    private static double NumberOf(PickleKind kind, byte[] bytes) =>
        kind.IsNumber && bytes.Length == kind.Size ? kind.Read(bytes) : throw new FormatException();

    private static string TextOf(object? value) => value as string ?? Encoding.Latin1.GetString(As<byte[]>(value));

    private static byte[] BytesOf(object? value) => value as byte[] ?? Encoding.Latin1.GetBytes(As<string>(value));

    // From the first dimension fastest to the last fastest.
    private static double[] RowMajor(int[] shape, double[] values)
    {
        var turned = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int rest = i;
            long place = 0;
            foreach (int length in shape)
            {
                place = (place * length) + (rest % length);
                rest /= length;
            }

            turned[place] = values[i];
        }

        return turned;
    }
}
