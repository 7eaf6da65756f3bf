using System.IO.Compression;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads NumPy's <c>.npz</c> archives: a zip file with an <c>.npy</c> file for each array.</summary>
/// <remarks>Arrays as <see cref="NpyFile"/> reads them; besides, a single number comes as an array of one, and one of
/// more than two dimensions as a matrix of its first dimension by all others.</remarks>
public static class NpzFile
{
    private const string Ending = ".npy";

    /// <summary>The names of the arrays.</summary>
    /// <param name="path">The file.</param>
    /// <returns>In the order of the archive.</returns>
    /// <exception cref="InputException">The file is absent or no archive.</exception>
    public static IReadOnlyList<string> Names(string path)
    {
        using FileStream file = InputFile.Open(path);
        using ZipArchive archive = Open(path, file);
        return [.. archive.Entries.Where(IsArray).Select(Name)];
    }

    /// <summary>Reads some arrays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Names of arrays; those that are not in the archive are passed over.</param>
    /// <returns>The arrays found, by name.</returns>
    /// <exception cref="InputException">The file is absent, no archive or damaged, or an array is not of numbers.
    /// </exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path, IReadOnlyCollection<string> names)
    {
        using FileStream file = InputFile.Open(path);
        using ZipArchive archive = Open(path, file);
        var arrays = new Dictionary<string, NpyArray>();
        foreach (ZipArchiveEntry entry in archive.Entries.Where(IsArray))
        {
            if (names.Contains(Name(entry)))
            {
                using var bytes = new MemoryStream(Content(path, entry), writable: false);
                arrays[Name(entry)] = NpyFile.Read($"{path}/{entry.FullName}", bytes, isReshaped: true);
            }
        }

        return arrays;
    }

    private static ZipArchive Open(string path, FileStream file)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read);
        }
        catch (InvalidDataException wrong)
        {
            throw new InputException(
                $"{path}: is not an .npz archive or is cut off; save it with numpy.savez or copy it again", wrong);
        }
    }

    private static byte[] Content(string path, ZipArchiveEntry entry)
    {
        var damaged = new InputException($"{path}/{entry.FullName}: is damaged; copy the file again");
        try
        {
            if (entry.Length > Array.MaxLength)
            {
                throw new InputException(
                    $"{path}/{entry.FullName}: is larger than {Array.MaxLength} bytes; save a part");
            }

            using Stream stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            byte[] content = bytes.ToArray();
            return content.Length == entry.Length && Checksum(content) == entry.Crc32 ? content : throw damaged;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException or NotSupportedException)
        {
            throw new InputException(damaged.Message, wrong);
        }
    }

    // CRC-32 of zip and gzip, bit by bit through a table of one byte.
    private static uint Checksum(byte[] bytes)
    {
        Span<uint> table = stackalloc uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint entry = i;
            for (int bit = 0; bit < 8; bit++)
            {
                entry = (entry >> 1) ^ ((entry & 1) * 0xEDB88320);
            }

            table[(int)i] = entry;
        }

        uint checksum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            checksum = (checksum >> 8) ^ table[(byte)(checksum ^ value)];
        }

        return ~checksum;
    }

    private static bool IsArray(ZipArchiveEntry entry) => entry.FullName.EndsWith(Ending, StringComparison.Ordinal);

    private static string Name(ZipArchiveEntry entry) => entry.FullName[..^Ending.Length];
}
