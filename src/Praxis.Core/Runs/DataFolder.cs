namespace Praxis.Core;

/// <summary>The files of a folder of data: what readers read and runs fingerprint, so that both see the same.</summary>
public static class DataFolder
{
    // Hidden files and folders are those of programs: version control, thumbnails, wastebaskets.
    private static readonly EnumerationOptions Plain = new() { IgnoreInaccessible = true };

    /// <summary>All files of a folder and of the folders in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Paths that begin with the folder's, in ordinal order of their places inside it. Hidden files and
    /// folders, folders of runs and folders below it that may not be opened are left out; a link is followed, unless it
    /// leads back above itself.</returns>
    /// <exception cref="IOException">There is no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder itself may not be opened.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        // The folder itself must be one that can be opened.
        _ = Directory.EnumerateFileSystemEntries(folder).Any();
        return
        [
            .. Below(folder, [Real(Path.GetFullPath(folder))]).OrderBy(
                file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'),
                StringComparer.Ordinal),
        ];
    }

    // The way: where each folder from the first one to this one truly is.
    private static IEnumerable<string> Below(string folder, string[] way)
    {
        foreach (string file in Directory.GetFiles(folder, "*", Plain))
        {
            yield return file;
        }

        foreach (string child in Directory.GetDirectories(folder, "*", Plain))
        {
            string real = Real(Path.Combine(way[^1], Path.GetFileName(child)));
            bool leadsBack = way.Any(above => above == real)
                || way[^1].StartsWith(Path.TrimEndingDirectorySeparator(real) + Path.DirectorySeparatorChar,
                    StringComparison.Ordinal);
            if (!leadsBack && !IsOfRun(child))
            {
                foreach (string file in Below(child, [.. way, real]))
                {
                    yield return file;
                }
            }
        }
    }

    private static string Real(string folder) =>
        Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;

    // Runs, and comparisons of sizes, change with every fit.
    private static bool IsOfRun(string folder) => File.Exists(Path.Combine(folder, "scale.json"))
        || (File.Exists(Path.Combine(folder, "run.json")) && File.Exists(Path.Combine(folder, "log.txt")));
}
