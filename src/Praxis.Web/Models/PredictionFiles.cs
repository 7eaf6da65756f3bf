using System.Security.Cryptography;

namespace Praxis.Web;

/// <summary>Files that predictions made, as a BVH or an overlay: kept for a while under random names.</summary>
public sealed class PredictionFiles
{
    private const int NameBytes = 16;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly string _folder;
    private readonly TimeProvider _clock;

    internal PredictionFiles(ServerFolder folder, TimeProvider clock)
    {
        _folder = folder.Folder("predictions");
        _clock = clock;
    }

    /// <summary>A new random name.</summary>
    /// <returns>32 hexadecimal digits.</returns>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));

    /// <summary>The folder to write a prediction's files into; old ones are removed meanwhile.</summary>
    /// <param name="id">A name of <see cref="NewId"/>.</param>
    /// <returns>The path.</returns>
    public string FolderOf(string id)
    {
        foreach (string old in Directory.GetDirectories(_folder)
            .Where(path => _clock.GetUtcNow() - Directory.GetCreationTimeUtc(path) > Kept))
        {
            Directory.Delete(old, recursive: true);
        }

        return Directory.CreateDirectory(Path.Combine(_folder, id)).FullName;
    }

    /// <summary>The files of a prediction.</summary>
    /// <param name="id">Its name.</param>
    /// <returns>File names, in order; empty when there is none.</returns>
    public IReadOnlyList<string> List(string id) => IsId(id) && Directory.Exists(Path.Combine(_folder, id))
        ? [.. Directory.GetFiles(Path.Combine(_folder, id))
            .Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Where a file of a prediction lies.</summary>
    /// <param name="id">The prediction's name.</param>
    /// <param name="file">The file's name.</param>
    /// <returns>The path.</returns>
    /// <exception cref="RefusalException">There is no such file.</exception>
    public string PathOf(string id, string file) => List(id).Contains(file)
        ? Path.Combine(_folder, id, file)
        : throw new RefusalException(404, "there is no such file; files of a prediction are kept for an hour");

    private static bool IsId(string id) => id.Length == NameBytes * 2 && id.All(char.IsAsciiHexDigitLower);
}
