using Praxis.Core;

namespace Praxis.Web;

/// <summary>A file that a user uploaded.</summary>
/// <param name="Id">A random name with the ending of the file, by which fits and predictions name it.</param>
/// <param name="Name">What the user called it.</param>
/// <param name="ByteCount">Its size.</param>
/// <param name="Received">When it came, in UTC.</param>
public sealed record Upload(string Id, string Name, long ByteCount, DateTimeOffset Received);

/// <summary>Uploaded files: random names in one folder, never executed, never unpacked.</summary>
public sealed class UploadStore
{
    /// <summary>The endings that are taken, with their dots.</summary>
    public IReadOnlyList<string> Endings { get; } = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".parquet"];

    /// <summary>The most bytes of a file.</summary>
    public long Limit { get; } = 256L << 20;

    /// <summary>Receives a file.</summary>
    /// <param name="name">What the user calls it; only its ending decides anything.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellation">Stops and leaves nothing behind.</param>
    /// <returns>The upload.</returns>
    /// <exception cref="PraxisException">The ending is not known, the file is too large, or the disk is
    /// full.</exception>
    public Task<Upload> Save(string name, Stream content, CancellationToken cancellation) =>
        throw new UsageException("uploads are not there yet");

    /// <summary>All uploads, the newest first.</summary>
    /// <returns>The uploads.</returns>
    public IReadOnlyList<Upload> List() => [];

    /// <summary>Where an upload lies.</summary>
    /// <param name="id">The upload.</param>
    /// <returns>The path.</returns>
    /// <exception cref="PraxisException">There is no such upload.</exception>
    public string PathOf(string id) => throw new UsageException("uploads are not there yet");

    /// <summary>Deletes an upload.</summary>
    /// <param name="id">The upload.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id) => false;
}
