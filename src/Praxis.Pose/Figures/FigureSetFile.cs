using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Writes and reads sets of figures: an index in JSON and its samples beside it in one binary file.</summary>
/// <remarks>docs/formats/pose-figures.md has the layout.</remarks>
public static class FigureSetFile
{
    private const string Format = "praxis-figures";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>Writes a set: the samples first, then the index, so that an index never stands without them.</summary>
    /// <param name="path">The index; its name ends in .json. The samples go to the same name with .bin.</param>
    /// <param name="set">The set.</param>
    /// <exception cref="ArgumentException">The path does not end in .json.</exception>
    /// <exception cref="StorageException">The disk is full, or the folder is missing or cannot be written.</exception>
    public static void Write(string path, FigureSet set)
    {
        string samples = SamplesPath(path);
        int length = FigureRecord.Length(set.Size);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AtomicFile.Write(samples, stream =>
        {
            var record = new byte[length];
            foreach (FigureSample sample in set.Samples)
            {
                FigureRecord.Write(sample, record);
                hash.AppendData(record);
                stream.Write(record);
            }
        });
        var index = new Content(
            Format,
            Version,
            set.Split.ToString().ToLowerInvariant(),
            set.Seed,
            set.Size,
            set.Samples.Count,
            length,
            Convert.ToHexStringLower(hash.GetHashAndReset()),
            [.. PoseSkeleton.Lsp.Joints],
            [.. Enum.GetNames<FigurePart>()]);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(index, Strict) + "\n");
    }

    /// <summary>Reads a set.</summary>
    /// <param name="path">The index.</param>
    /// <returns>The set, all of it in memory.</returns>
    /// <exception cref="InputException">A file is absent, cut off, of another version or changed since; one line with
    /// the mend.</exception>
    public static FigureSet Read(string path)
    {
        Content index = ReadIndex(path);
        FigureSplit split = Check(path, index);
        string samplesPath = SamplesPath(path);
        try
        {
            using FileStream stream = File.OpenRead(samplesPath);
            long wanted = (long)index.Count * index.RecordBytes;
            if (stream.Length != wanted)
            {
                throw new InputException(
                    $"{samplesPath}: has {stream.Length} bytes where {path} tells of {wanted}; draw the set again");
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var record = new byte[index.RecordBytes];
            var samples = new FigureSample[index.Count];
            for (int i = 0; i < samples.Length; i++)
            {
                stream.ReadExactly(record);
                hash.AppendData(record);
                samples[i] = FigureRecord.Read(record, split, index.Size);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset()) == index.Sha256
                ? new FigureSet(split, index.Seed, index.Size, samples)
                : throw new InputException(
                    $"{samplesPath}: was changed since it was written (SHA-256 differs); draw the set again");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{samplesPath}: cannot be read; put it beside {path}", unreadable);
        }
    }

    private static string SamplesPath(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        ? path[..^".json".Length] + ".bin"
        : throw new ArgumentException($"the index of figures must end in .json; got {path}", nameof(path));

    private static Content ReadIndex(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException($"{path}: is not the index of figures; give the file that ends in .json");
        }

        try
        {
            return JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Strict)
                ?? throw new InputException($"{path}: is empty; draw the set again");
        }
        catch (JsonException malformed)
        {
            throw new InputException(
                $"{path}:{malformed.LineNumber + 1}: is not an index of figures; draw the set again", malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check the path of the figures", unreadable);
        }
    }

    private static FigureSplit Check(string path, Content index)
    {
        if (index.Format != Format || index.Version != Version)
        {
            throw new InputException(
                $"{path}: is {index.Format} version {index.Version}; this program reads {Format} version {Version}");
        }

        if (index.Size is < 1 or > 4096 || index.Count < 0 || index.RecordBytes != FigureRecord.Length(index.Size))
        {
            throw new InputException(
                $"{path}: size {index.Size}, count {index.Count} and record_bytes {index.RecordBytes} do not fit; "
                + "draw the set again");
        }

        return Enum.TryParse(index.Split, ignoreCase: true, out FigureSplit split) && Enum.IsDefined(split)
            ? split
            : throw new InputException(
                $"{path}: split \"{index.Split}\" is none of "
                + string.Join(", ", Enum.GetNames<FigureSplit>()).ToLowerInvariant());
    }

    private sealed record Content(
        string Format,
        int Version,
        string Split,
        ulong Seed,
        int Size,
        int Count,
        int RecordBytes,
        [property: JsonPropertyName("sha256")] string Sha256,
        string[] Joints,
        string[] Parts);
}
