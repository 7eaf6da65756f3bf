using System.Security.Cryptography;

namespace Praxis.Core;

/// <summary>What a data file was when a run read it.</summary>
/// <param name="Path">The path as the run saw it.</param>
/// <param name="ByteCount">Its size in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
public sealed record Fingerprint(string Path, long ByteCount, string Sha256)
{
    /// <summary>Reads a file, or every file of a folder of data, and fingerprints it.</summary>
    /// <param name="path">A file or folder.</param>
    /// <returns>One fingerprint a file, in the order of <see cref="DataFolder.Files"/>.</returns>
    public static IReadOnlyList<Fingerprint> Of(string path) =>
        [.. (Directory.Exists(path) ? DataFolder.Files(path) : [path]).Select(OfFile)];

    /// <summary>Reads a file, or every file directly inside a folder, and fingerprints it, as runs of the first form
    /// noted them.</summary>
    /// <param name="path">A file or folder.</param>
    /// <returns>One fingerprint a file, by name.</returns>
    public static IReadOnlyList<Fingerprint> OfTopLevel(string path)
    {
        string[] files = Directory.Exists(path)
            ? [.. Directory.GetFiles(path).Order(StringComparer.Ordinal)]
            : [path];
        return [.. files.Select(OfFile)];
    }

    private static Fingerprint OfFile(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] hash = SHA256.HashData(stream);
        return new Fingerprint(file, stream.Length, Convert.ToHexStringLower(hash));
    }
}
