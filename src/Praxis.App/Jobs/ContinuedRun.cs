using Praxis.Core;

namespace Praxis.App;

/// <summary>The run that another one goes on from.</summary>
internal static class ContinuedRun
{
    /// <summary>Finds a whole run of a method.</summary>
    /// <returns>The path of its folder, absolute.</returns>
    /// <exception cref="UsageException">There is no such run, it is not whole, or it is of another method.</exception>
    public static string Find(RunStore store, string idOrPath, Method method)
    {
        RunFolder folder = store.OpenWhole(idOrPath);
        string found = folder.ReadManifest().Method;
        return found == method.Name
            ? System.IO.Path.GetFullPath(folder.Path)
            : throw new UsageException(
                $"run {folder.Id} is of {found} and cannot be continued by {method.Name}; choose another run");
    }

    /// <summary>Fingerprints of the run's model, file by file.</summary>
    public static IReadOnlyList<Fingerprint> Fingerprints(string runPath) =>
    [
        .. Directory.GetFiles(RunFolder.Open(runPath).ModelPath, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(Fingerprint.Of),
    ];

    /// <summary>The model's folder to go on from; null when the run began anew.</summary>
    /// <exception cref="InputException">That run is gone or has changed.</exception>
    public static string? ModelPath(RunManifest manifest)
    {
        if (manifest.ContinuedFrom is not { } path)
        {
            return null;
        }

        if (!Directory.Exists(path) || !DataPlace.IsSame(Fingerprints(path), manifest.ContinuedModel))
        {
            throw new InputException(
                $"{path}: is gone or has changed since run {manifest.Id} began to continue it; start a new run");
        }

        return RunFolder.Open(path).ModelPath;
    }
}
