using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>What the header of an <c>.npy</c> file says of its numbers.</summary>
/// <param name="Descriptor">NumPy's name of the type of one number: &lt;f4, &lt;f8, &lt;i4 or &lt;i8.</param>
/// <param name="IsFortranOrder">Whether column stands after column.</param>
/// <param name="Shape">The lengths of the dimensions, none negative; not checked further.</param>
internal sealed partial record NpyHeader(string Descriptor, bool IsFortranOrder, IReadOnlyList<long> Shape)
{
    /// <summary>Bytes of one number.</summary>
    public int ItemSize => Descriptor[2] - '0';

    /// <summary>Reads the dictionary of three entries, written as a Python literal.</summary>
    /// <exception cref="InputException">It is malformed, or the type of number is not read.</exception>
    public static NpyHeader Parse(string path, byte[] header)
    {
        string text = Encoding.UTF8.GetString(header);
        Match descriptor = DescriptorEntry().Match(text);
        Match order = OrderEntry().Match(text);
        Match shape = ShapeEntry().Match(text);
        if (!descriptor.Success || !order.Success || !shape.Success)
        {
            throw new InputException(
                $"{path}: its header {CellText.Quote(header)} is not that of an .npy file; save it with numpy.save");
        }

        string type = descriptor.Groups["type"].Value;
        if (type.Trim('\'', '"') is not ("<f4" or "<f8" or "<i4" or "<i8"))
        {
            throw new InputException($"{path}: its numbers are of type {CellText.Plain(type)}, and <f4, <f8, <i4 and"
                + " <i8 are read; save the array as float64, as in numpy.save(path, x.astype('<f8'))");
        }

        string[] lengths = shape.Groups["lengths"].Value.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new NpyHeader(type.Trim('\'', '"'), order.Groups["order"].Value == "True", [.. lengths.Select(Length)]);
    }

    /// <summary>One number, of <see cref="ItemSize"/> bytes.</summary>
    public double Value(ReadOnlySpan<byte> bytes) => Descriptor switch
    {
        "<f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "<f8" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        "<i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    // A length of more than 18 digits is beyond any file, as the largest number is.
    private static long Length(string digits)
        => long.TryParse(digits.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : long.MaxValue;

    [GeneratedRegex("""['"]descr['"]\s*:\s*(?<type>'[^']*'|"[^"]*"|\[.*\])""")]
    private static partial Regex DescriptorEntry();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<order>True|False)""")]
    private static partial Regex OrderEntry();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<lengths>[0-9L,\s]*)\)""")]
    private static partial Regex ShapeEntry();
}
