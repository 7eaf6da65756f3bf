namespace Praxis.EndToEnd.Tests;

/// <summary>What of a run must not depend on when and how it was made.</summary>
internal static class RunBytes
{
    /// <summary>The model's files and metrics.json by relative path, as hexadecimal text.</summary>
    public static SortedDictionary<string, string> Of(string run)
    {
        string[] files =
        [
            Path.Combine(run, "metrics.json"),
            .. Directory.GetFiles(Path.Combine(run, "model"), "*", SearchOption.AllDirectories),
        ];
        Assert.True(files.Length > 2, $"{run} holds no model");
        return new SortedDictionary<string, string>(
            files.ToDictionary(
                file => Path.GetRelativePath(run, file),
                file => Convert.ToHexString(File.ReadAllBytes(file))),
            StringComparer.Ordinal);
    }

    /// <summary>The names inside a folder, sorted; not those of hidden files, as a process that was killed leaves the
    /// one that it held.</summary>
    public static IReadOnlyList<string> Names(string folder) => Directory.Exists(folder)
        ? [.. new DirectoryInfo(folder).GetFileSystemInfos().Select(static entry => entry.Name)
            .Where(static name => !name.StartsWith('.'))
            .Order(StringComparer.Ordinal)]
        : [];
}
