using Praxis.Core;

namespace Praxis.App;

/// <summary>Finds the data of a run and fingerprints it.</summary>
internal static class DataPlace
{
    /// <summary>The data's path: the given one, or the sample's.</summary>
    public static string Resolve(Method method, string? dataPath, string sampleRoot) =>
        dataPath ?? Path.Combine(sampleRoot, method.Sample.Path);

    /// <summary>Fingerprints data and the files that its options name, all of which must be there.</summary>
    public static IReadOnlyList<Fingerprint> Fingerprint(Method method, string path, object inputOptions) =>
    [
        .. Files(method, path, inputOptions)
            .SelectMany(static file => Fingerprint(file.Flag, file.Path, Core.Fingerprint.Of)),
    ];

    /// <summary>Fingerprints data as a run noted its own, to be compared with them.</summary>
    public static IReadOnlyList<Fingerprint> FingerprintAs(
        RunManifest run, Method method, string path, object inputOptions) =>
    [
        .. Files(method, path, inputOptions).SelectMany(file => Fingerprint(
            file.Flag,
            file.Path,
            run.FormatVersion >= RunManifest.NestedDataFormat ? Core.Fingerprint.Of : Core.Fingerprint.OfTopLevel)),
    ];

    /// <summary>Refuses data, or files that its options name, which are not there.</summary>
    public static void RequireThere(Method method, string path, object inputOptions)
    {
        foreach ((string flag, string file) in Files(method, path, inputOptions))
        {
            RequireThere(flag, file);
        }
    }

    /// <summary>Whether two lists of fingerprints tell of the same bytes, wherever they lie.</summary>
    public static bool IsSame(IReadOnlyList<Fingerprint> left, IReadOnlyList<Fingerprint> right) =>
        left.Select(file => file.Sha256).SequenceEqual(right.Select(file => file.Sha256));

    /// <summary>Whether two runs noted the same data. Runs of the first form noted nothing in folders of a folder: what
    /// they noted must be among what the other one did.</summary>
    public static bool IsSame(RunManifest left, RunManifest right)
    {
        bool[] isNested = [.. new[] { left, right }.Select(
            static run => run.FormatVersion >= RunManifest.NestedDataFormat)];
        if (isNested[0] == isNested[1])
        {
            return IsSame(left.Data, right.Data);
        }

        RunManifest older = isNested[0] ? right : left;
        HashSet<string> noted = [.. (isNested[0] ? left : right).Data.Select(static file => file.Sha256)];
        return older.Data.All(file => noted.Contains(file.Sha256));
    }

    /// <summary>Whether two paths are spellings of one.</summary>
    public static bool IsSamePlace(string left, string right) => Spelt(left) == Spelt(right);

    private static string Spelt(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private static IEnumerable<(string Flag, string Path)> Files(Method method, string path, object inputOptions) =>
        method.InputOptions.Specs
            .Select(spec => (spec.Flag, Text: OptionSpec.Format(spec.Get(inputOptions))))
            .Where(one => method.IsInputFile(one.Flag, one.Text))
            .Select(static one => ($"--{one.Flag}", one.Text))
            .Prepend(("--data", path));

    private static void RequireThere(string flag, string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new InputException($"{path}: no such file or folder; check the path given to {flag}");
        }
    }

    private static IReadOnlyList<Fingerprint> Fingerprint(
        string flag, string path, Func<string, IReadOnlyList<Fingerprint>> read)
    {
        RequireThere(flag, path);
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})", exception);
        }
    }
}
