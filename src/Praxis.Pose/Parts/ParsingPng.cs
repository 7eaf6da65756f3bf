using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Reads maps of labels that are kept as PNG: each pixel's grey or palette number is its label.</summary>
/// <remarks>Picture libraries turn palettes into colours, which loses the numbers; so this reads the file itself: bit
/// depths 1 to 8, grey (LIP) or palette (PASCAL style), not interlaced (PNG specification, 3rd edition).</remarks>
public static class ParsingPng
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a map.</summary>
    /// <param name="path">A PNG file.</param>
    /// <param name="names">Names of the labels from 0.</param>
    /// <exception cref="InputException">The file is absent, no such PNG, cut off, or has a label without a name; one
    /// line with the mend.</exception>
    public static ParsingMap Read(string path, IReadOnlyList<string> names)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check the path of the map", unreadable);
        }

        if (!bytes.AsSpan().StartsWith(Signature))
        {
            throw new InputException($"{path}: is not a PNG file; give a map of labels as PNG");
        }

        try
        {
            return Decode(path, bytes, names);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or ArgumentOutOfRangeException or IOException)
        {
            throw new InputException($"{path}: is cut off or damaged; copy it again", damaged);
        }
    }

    private static ParsingMap Decode(string path, byte[] bytes, IReadOnlyList<string> names)
    {
        (int width, int height, int depth) = (0, 0, 0);
        using var packed = new MemoryStream();
        int place = Signature.Length;
        while (place < bytes.Length)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(place, 4));
            ReadOnlySpan<byte> body = bytes.AsSpan(place + 8, length);
            switch (Encoding.ASCII.GetString(bytes, place + 4, 4))
            {
                case "IHDR":
                    width = BinaryPrimitives.ReadInt32BigEndian(body);
                    height = BinaryPrimitives.ReadInt32BigEndian(body[4..]);
                    depth = body[8];
                    bool isIndexed = body[9] is 0 or 3 && depth <= 8 && body[12] == 0;
                    if (!isIndexed || width < 1 || height < 1 || (long)width * height > int.MaxValue / 4)
                    {
                        throw new InputException(
                            $"{path}: has colour type {body[9]}, {depth} bits; "
                            + "save the map as 8-bit grey or palette PNG, not interlaced");
                    }

                    break;
                case "IDAT":
                    packed.Write(body);
                    break;
            }

            place += 12 + length;
        }

        packed.Position = 0;
        int[] labels = Unpack(packed, width, height, depth);
        int largest = labels.Max();
        return largest < names.Count
            ? new ParsingMap(width, height, labels, names)
            : throw new InputException(
                $"{path}: has label {largest} where {names.Count} are known, 0 to {names.Count - 1}; give their names");
    }

    private static int[] Unpack(Stream packed, int width, int height, int depth)
    {
        if (depth == 0)
        {
            throw new InvalidDataException("no header");
        }

        int rowBytes = ((width * depth) + 7) / 8;
        var row = new byte[rowBytes];
        var above = new byte[rowBytes];
        var labels = new int[width * height];
        using var stream = new ZLibStream(packed, CompressionMode.Decompress);
        for (int y = 0; y < height; y++)
        {
            int filter = stream.ReadByte();
            stream.ReadExactly(row);
            Unfilter(filter, row, above);
            for (int x = 0; x < width; x++)
            {
                int bit = x * depth;
                labels[(y * width) + x] = (row[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1);
            }

            (row, above) = (above, row);
        }

        return labels;
    }

    // Filters of the specification, 9.2, for pixels of one byte or less.
    private static void Unfilter(int filter, byte[] row, byte[] above)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int left = i > 0 ? row[i - 1] : 0;
            int corner = i > 0 ? above[i - 1] : 0;
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => throw new InvalidDataException($"filter {filter}"),
            });
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        int guess = left + above - corner;
        int toLeft = Math.Abs(guess - left);
        int toAbove = Math.Abs(guess - above);
        int toCorner = Math.Abs(guess - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
