using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads MATLAB's <c>.mat</c> files of level 5, which <c>save</c> writes with <c>-v6</c> and <c>-v7</c>.
/// </summary>
/// <remarks>
/// "MAT-File Format" of The MathWorks, chapter 1. Numbers of all classes, also complex, truth values, characters, cells
/// and structures, compressed or not, in both byte orders. Sparse arrays, objects and function handles are passed over
/// as <see cref="MatKind.Unread"/>. Level 4 and 7.3 (HDF5) are refused.
/// </remarks>
public static class MatFile
{
    /// <summary>The most bytes of one variable, unpacked: 1 GiB.</summary>
    internal const int MostBytes = 1 << 30;

    private const int HeaderLength = 128;
    private const int TagLength = 8;

    // Deflate makes at most 1032 bytes of one.
    private const long MostInflation = 1032;
    private const string Mend = "copy the file again, or save it with -v7";

    private static ReadOnlySpan<byte> Hdf5 => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether the name ends like a MAT file.</summary>
    /// <param name="path">A path; the file need not exist.</param>
    /// <returns>True for <c>.mat</c> in any case.</returns>
    public static bool Accepts(string path) => path.EndsWith(".mat", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads all variables.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The arrays by name, in the file's order; at least one.</returns>
    /// <exception cref="InputException">The file is absent, damaged, or of a level that is not read; one line with the
    /// mend.</exception>
    public static IReadOnlyDictionary<string, MatArray> Read(string path) => Read(path, static _ => true);

    /// <summary>Reads one variable.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name, exactly.</param>
    /// <returns>The array.</returns>
    /// <exception cref="InputException">The file cannot be used, or has no such variable; one line with the mend.
    /// </exception>
    public static MatArray Read(string path, string name)
    {
        var names = new List<string>();
        Dictionary<string, MatArray> found = Read(path, other =>
        {
            names.Add(other);
            return other == name;
        });
        return found.TryGetValue(name, out MatArray? array)
            ? array
            : throw new InputException($"{path}: has no variable {CellText.Plain(name)}; it holds"
                + $" {CellText.List(names)}; save the array under that name");
    }

    private static Dictionary<string, MatArray> Read(string path, Func<string, bool> isWanted)
    {
        try
        {
            using FileStream file = InputFile.Open(path);
            return Read(path, file, isWanted);
        }
        catch (IOException failure)
        {
            throw new InputException(
                $"{path}: cannot be read further; check the disk and copy the file again", failure);
        }
    }

    private static Dictionary<string, MatArray> Read(string path, FileStream file, Func<string, bool> isWanted)
    {
        bool isBigEndian = ReadHeader(path, file);
        var arrays = new Dictionary<string, MatArray>();
        var tag = new byte[TagLength];
        bool hasAny = false;
        while (file.Length - file.Position is long left and > 0)
        {
            long start = file.Position;
            if (left < TagLength)
            {
                throw CutOff(path, start);
            }

            file.ReadExactly(tag);
            uint type = MatCursor.UInt32(tag, isBigEndian);
            long length = MatCursor.UInt32(tag.AsSpan(4), isBigEndian);
            if (length > left - TagLength)
            {
                throw CutOff(path, start);
            }

            if (length > MostBytes)
            {
                throw TooLarge(path);
            }

            if (type is not (MatCursor.Matrix or MatCursor.Compressed))
            {
                throw new InputException($"{path}: at byte {start} stands an element of type {type} where a variable"
                    + $" should; {Mend}");
            }

            var bytes = new byte[length];
            file.ReadExactly(bytes);
            byte[] body = type == MatCursor.Compressed ? Inflate(path, start, bytes, isBigEndian) : bytes;
            var reader = new MatArrayReader(path, start, isBigEndian);
            (string name, MatArray? array) = reader.Read(body, isWanted);
            hasAny = true;
            if (array is not null)
            {
                arrays[name] = array;
            }
        }

        return hasAny ? arrays : throw new InputException($"{path}: holds no variable; save the arrays again");
    }

    /// <summary>Reads the 128 bytes in front; true for big-endian files.</summary>
    private static bool ReadHeader(string path, FileStream file)
    {
        var header = new byte[HeaderLength];
        int read = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (header.AsSpan().StartsWith(Hdf5)
            || Encoding.Latin1.GetString(header).StartsWith("MATLAB 7.3", StringComparison.Ordinal))
        {
            throw new InputException($"{path}: is a MAT file of version 7.3 (HDF5), which is not read; save it with"
                + " -v7");
        }

        if (read >= 20 && IsLevel4(header))
        {
            throw new InputException($"{path}: is a MAT file of level 4, which is not read; save it with -v7");
        }

        string order = Encoding.Latin1.GetString(header, 126, 2);
        if (read < HeaderLength || order is not ("IM" or "MI"))
        {
            throw new InputException(read < HeaderLength && header.AsSpan().StartsWith("MATLAB"u8)
                ? $"{path}: the file ends within its header; {Mend}"
                : $"{path}: is no MAT file of level 5; save it with -v7");
        }

        bool isBigEndian = order == "MI";
        int version = isBigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(124))
            : BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(124));
        return version == 0x0100
            ? isBigEndian
            : throw new InputException($"{path}: is of MAT version {version >> 8}.{version & 255}, and 1.0 is read"
                + (version == 0x0200 ? " (2.0 is 7.3, HDF5)" : "") + "; save it with -v7");
    }

    // Level 4 begins with a type of at most four digits (a thousand for each byte order), rows, columns, whether there
    // is an imaginary part, and the length of the name.
    private static bool IsLevel4(ReadOnlySpan<byte> header)
    {
        uint little = BinaryPrimitives.ReadUInt32LittleEndian(header);
        uint big = BinaryPrimitives.ReadUInt32BigEndian(header);
        bool isBig = little > 4052;
        uint type = isBig ? big : little;
        bool isKnown = type <= 4052 && type / 1000 is 0 or 1 or 2 or 3 or 4 && type / 10 % 10 <= 5 && type % 10 <= 2;
        uint imaginary = MatCursor.UInt32(header[12..], isBig);
        uint nameLength = MatCursor.UInt32(header[16..], isBig);
        return isKnown && imaginary <= 1 && nameLength is > 0 and < 256;
    }

    private static byte[] Inflate(string path, long start, byte[] compressed, bool isBigEndian)
    {
        var damaged = new InputException($"{path}: the variable at byte {start} does not unpack; {Mend}");
        try
        {
            using var stream = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
            var tag = new byte[TagLength];
            stream.ReadExactly(tag);
            uint type = MatCursor.UInt32(tag, isBigEndian);
            long length = MatCursor.UInt32(tag.AsSpan(4), isBigEndian);
            if (type != MatCursor.Matrix || length > compressed.Length * MostInflation)
            {
                throw damaged;
            }

            if (length > MostBytes)
            {
                throw TooLarge(path);
            }

            var body = new byte[length];
            stream.ReadExactly(body);

            // Reading on to the end checks the sum that zlib keeps of the content.
            return stream.Read(new byte[1]) == 0 ? body : throw damaged;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException)
        {
            throw new InputException(damaged.Message, wrong);
        }
    }

    private static InputException TooLarge(string path) =>
        new($"{path}: has a variable of more than {MostBytes >> 20} MiB; save part of it");

    private static InputException CutOff(string path, long start) =>
        new($"{path}: is cut off in the variable at byte {start}; {Mend}");
}
