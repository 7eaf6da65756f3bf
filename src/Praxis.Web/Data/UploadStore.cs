using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>A file that a user uploaded.</summary>
/// <param name="Id">A random name with the ending of the file, by which fits and predictions name it.</param>
/// <param name="Name">What the user called it.</param>
/// <param name="ByteCount">Its size.</param>
/// <param name="Received">When it came, in UTC.</param>
public sealed record Upload(string Id, string Name, long ByteCount, DateTimeOffset Received);

/// <summary>Uploaded files: each by its user's name in a folder with a random one, never executed, never unpacked.
/// </summary>
public sealed class UploadStore
{
    private const int NameBytes = 16;
    private const int MostName = 200;
    private const int MostGrowth = 8;
    private readonly JobEnvironment _environment;
    private readonly string _folder;

    internal UploadStore(JobEnvironment environment, ServeOptions options, ServerFolder folder)
    {
        _environment = environment;
        _folder = folder.Folder("uploads");
        Limit = options.UploadLimit;
        foreach (string left in Directory.GetFiles(_folder, "*.part"))
        {
            File.Delete(left);
        }
    }

    /// <summary>The endings that are taken, with their dots.</summary>
    public IReadOnlyList<string> Endings { get; } =
    [
        ".csv", ".tsv", ".csv.gz", ".tsv.gz", ".txt", ".dat", ".inter", ".json", ".jsonl", ".ndjson", ".parquet",
        ".npy", ".npz", ".mat", ".bvh", ".amc", ".asf", ".png", ".jpg", ".jpeg", ".webp", ".bmp",
    ];

    /// <summary>The most bytes of a file.</summary>
    public long Limit { get; }

    /// <summary>Receives a file.</summary>
    /// <param name="name">What the user calls it; only its ending decides anything.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellation">Stops and leaves nothing behind.</param>
    /// <returns>The upload.</returns>
    /// <exception cref="PraxisException">The ending is not known, the file is too large, or the disk is
    /// full.</exception>
    public async Task<Upload> Save(string name, Stream content, CancellationToken cancellation)
    {
        string ending = EndingOf(name);
        if (!Endings.Contains(ending))
        {
            throw new RefusalException(
                415, $"an upload must end in one of {string.Join(", ", Endings)}; got \"{Clean(ending)}\"");
        }

        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes)) + ending;
        string part = Path.Combine(_folder, id + ".part");
        try
        {
            long length;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                length = await Copy(content, file, cancellation);
                file.Flush(flushToDisk: true);
            }

            if (ending == ".npz")
            {
                RequireModest(part);
            }
            else if (ending.EndsWith(".gz", StringComparison.Ordinal))
            {
                await RequireModestText(part, cancellation);
            }

            var upload = new Upload(id, Clean(name), length, _environment.Clock.GetUtcNow());
            AtomicFile.WriteText(NoteOf(id), JsonSerializer.Serialize(upload, PraxisJson.Indented));
            File.Move(part, Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, id)).FullName, Plain(upload)));
            return upload;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            && exception is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw new StorageException(
                $"{_folder}: the upload cannot be kept ({exception.Message}); free or choose another disk", exception);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>All uploads, the newest first.</summary>
    /// <returns>The uploads.</returns>
    public IReadOnlyList<Upload> List() =>
    [
        .. Directory.GetFiles(_folder, "*.note").Select(Read).OfType<Upload>()
            .Where(upload => File.Exists(FileOf(upload)))
            .OrderByDescending(static upload => upload.Received),
    ];

    /// <summary>Where an upload lies.</summary>
    /// <param name="id">The upload.</param>
    /// <returns>The path.</returns>
    /// <exception cref="PraxisException">There is no such upload.</exception>
    public string PathOf(string id) => Find(id) is { } upload
        ? FileOf(upload)
        : throw new RefusalException(404, $"upload {Clean(id)} is not there; list the uploads or send it again");

    /// <summary>The upload that lies at a path; null where none does.</summary>
    internal Upload? At(string path) => List().FirstOrDefault(upload => FileOf(upload) == path);

    /// <summary>Deletes an upload.</summary>
    /// <param name="id">The upload.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id)
    {
        if (Find(id) is null)
        {
            return false;
        }

        File.Delete(NoteOf(id));
        Directory.Delete(Path.Combine(_folder, id), recursive: true);
        return true;
    }

    /// <summary>Whether a path is, or was, that of an upload.</summary>
    internal bool Owns(string path) => path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private Upload? Find(string id) =>
        IsId(id) && Read(NoteOf(id)) is { } upload && File.Exists(FileOf(upload)) ? upload : null;

    private string FileOf(Upload upload) => Path.Combine(_folder, upload.Id, Plain(upload));

    // What the user called it, with nothing in it that a file's name should not have.
    private static string Plain(Upload upload)
    {
        const int most = 100;
        string ending = upload.Id[(2 * NameBytes)..];
        string stem = upload.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
            ? upload.Name[..^ending.Length]
            : upload.Name;
        string plain = new([.. stem.Take(most).Select(static letter =>
            char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or ' ' ? letter : '_')]);
        string trimmed = plain.Trim('.', ' ');
        return trimmed.Length == 0 ? upload.Id : trimmed + ending;
    }

    private static Upload? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Upload>(File.ReadAllBytes(path), PraxisJson.Indented);
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }

    // Shown to people only: no folder, no control characters, not long.
    private static string Clean(string name)
    {
        string last = name.Split('/', '\\')[^1];
        return new string([.. last.Where(static letter => !char.IsControl(letter)).Take(MostName)]);
    }

    private bool IsId(string id) =>
        id.Length > NameBytes * 2
        && id[..(NameBytes * 2)].All(char.IsAsciiHexDigitLower)
        && Endings.Contains(id[(NameBytes * 2)..]);

    // Of "log.csv.gz" both.
    private static string EndingOf(string name)
    {
        string last = Path.GetExtension(name);
        string before = last.Equals(".gz", StringComparison.OrdinalIgnoreCase)
            ? Path.GetExtension(Path.GetFileNameWithoutExtension(name))
            : string.Empty;
        return (before + last).ToLowerInvariant();
    }

    private string NoteOf(string id) => Path.Combine(_folder, id + ".note");

    // An archive that is read must not unpack to what no memory holds.
    private void RequireModest(string path)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            long unpacked = 0;
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                unpacked += Math.Min(entry.Length, long.MaxValue / (archive.Entries.Count + 1));
            }

            if (unpacked > Limit * MostGrowth)
            {
                throw new RefusalException(
                    413, $"an upload may unpack to {Limit * MostGrowth} bytes; this one has {unpacked}");
            }
        }
        catch (InvalidDataException exception)
        {
            throw new InputException("the upload is no whole .npz archive; send it again", exception);
        }
    }

    private async Task RequireModestText(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            await using var content = new GZipStream(file, CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            long unpacked = 0;
            for (int read = 1; read > 0; unpacked += read)
            {
                read = await content.ReadAsync(buffer, cancellation);
                if (unpacked + read > Limit * MostGrowth)
                {
                    throw new RefusalException(
                        413, $"an upload may unpack to {Limit * MostGrowth} bytes; this one has more");
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw new InputException("the upload is no whole .gz file; send it again", exception);
        }
    }

    // Who sends less than a whole body has another fault than a full disk.
    private static async Task<int> Read(Stream content, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellation);
        }
        catch (IOException exception) when (exception is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw new RefusalException(400, "the upload is no whole multipart body", exception);
        }
    }

    private async Task<long> Copy(Stream content, FileStream file, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        long length = 0;
        while (await Read(content, buffer, cancellation) is var read and > 0)
        {
            length += read;
            if (length > Limit)
            {
                throw new RefusalException(413, $"an upload may have {Limit} bytes; this one has more");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return length;
    }
}
