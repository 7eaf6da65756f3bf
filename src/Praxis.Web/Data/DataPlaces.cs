using Praxis.Core;

namespace Praxis.Web;

/// <summary>Where data of a fit may come from: the sample, an upload, or a path below an allowed folder.</summary>
public sealed class DataPlaces
{
    private const string UploadPrefix = "upload:";
    private const string BundledPrefix = "sample:";
    private static readonly string[] BundledEndings = [".bvh", ".txt", ".png", ".jpg"];
    private const int MostLinks = 40;
    private readonly UploadStore _uploads;
    private readonly string _samples;

    internal DataPlaces(ServeOptions options, UploadStore uploads, string sampleRoot)
    {
        _uploads = uploads;
        _samples = sampleRoot;
        Folders = [.. options.DataFolders.Select(static folder => Directory.Exists(folder)
            ? RealPath(Path.GetFullPath(folder))
            : throw new InputException($"{folder}: no such folder; check the path given to --data"))];
    }

    /// <summary>The allowed folders, in full.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>Finds the data that a user names.</summary>
    /// <param name="place">"upload:ID", "sample:FILE" of <see cref="Bundled"/>, or a path below an allowed
    /// folder.</param>
    /// <returns>The full path, with links resolved.</returns>
    /// <exception cref="PraxisException">It is not there, or it is not allowed.</exception>
    public string Resolve(string place)
    {
        if (IsUpload(place))
        {
            return _uploads.PathOf(place[UploadPrefix.Length..]);
        }

        if (place.StartsWith(BundledPrefix, StringComparison.Ordinal))
        {
            string name = place[BundledPrefix.Length..];
            return Bundled(name.Split('/')[0]).Contains(name)
                ? Path.Combine(_samples, name)
                : throw new InputException($"{place}: no such bundled file");
        }

        if (place.Length is 0 or > 4096 || place.Any(char.IsControl))
        {
            throw new InputException("data must be the path of a file or folder, or upload:ID");
        }

        // Who asks for what is not allowed does not learn whether it is there.
        IEnumerable<string> candidates = Path.IsPathRooted(place)
            ? [place]
            : Folders.Select(folder => Path.Combine(folder, place));
        foreach (string candidate in candidates.Select(Path.GetFullPath).Where(IsAllowed))
        {
            if (Path.Exists(candidate) && RealPath(candidate) is var real && IsAllowed(real))
            {
                return real;
            }
        }

        throw new InputException(Folders.Count == 0
            ? $"{place}: no data folder is allowed; start praxis serve with --data FOLDER, or upload the file"
            : $"{place}: no such file or folder below {string.Join(", ", Folders)}");
    }

    /// <summary>Clips and pictures that come with the program and were not learnt from, to try a run on.</summary>
    /// <param name="family">The family of the run's method.</param>
    /// <returns>Their paths below the samples, in order; "sample:" before one makes it a place.</returns>
    public IReadOnlyList<string> Bundled(string family)
    {
        string folder = Path.Combine(_samples, family);
        return !Directory.Exists(folder) || family is "." or ".." || family.Length == 0
            ? []
            :
            [
                .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Where(static file => BundledEndings.Contains(Path.GetExtension(file))
                        && !file.Contains("/train/", StringComparison.Ordinal))
                    .Select(file => Path.GetRelativePath(_samples, file))
                    .Order(StringComparer.Ordinal),
            ];
    }

    /// <summary>Whether a place is that of an upload.</summary>
    internal static bool IsUpload(string place) => place.StartsWith(UploadPrefix, StringComparison.Ordinal);

    /// <summary>The content of an allowed folder: folders end with a slash.</summary>
    /// <param name="folder">A path below an allowed folder.</param>
    /// <returns>Names, in order.</returns>
    /// <exception cref="PraxisException">It is not there, or it is not allowed.</exception>
    public IReadOnlyList<string> List(string folder)
    {
        string path = Resolve(folder);
        if (!Directory.Exists(path))
        {
            throw new InputException($"{folder}: is a file; name a folder");
        }

        return
        [
            .. Directory.GetDirectories(path).Select(static inner => Path.GetFileName(inner) + "/"),
            .. Directory.GetFiles(path).Select(static inner => Path.GetFileName(inner)).Order(StringComparer.Ordinal),
        ];
    }

    private bool IsAllowed(string path) => Folders.Any(folder =>
        path == folder
        || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal));

    // Every part of the path may be a link, and so may what a link leads to.
    private static string RealPath(string path)
    {
        string real = Path.GetPathRoot(path)!;
        var parts = new Stack<string>(Enumerable.Reverse(Parts(path)));
        int links = 0;
        while (parts.TryPop(out string? part))
        {
            string next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (info.LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new InputException($"{path}: too many links");
            }

            string full = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(full)!;
            foreach (string step in Enumerable.Reverse(Parts(full)))
            {
                parts.Push(step);
            }
        }

        return real;
    }

    private static string[] Parts(string path) => path[Path.GetPathRoot(path)!.Length..]
        .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}
