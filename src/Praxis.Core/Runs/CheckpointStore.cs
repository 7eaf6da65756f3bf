namespace Praxis.Core;

/// <summary>Keeps the newest checkpoint of a fit as a whole folder; a kill at any moment leaves the one
/// before.</summary>
public sealed class CheckpointStore
{
    private const string Prefix = "checkpoint-";
    private const string Unfinished = ".tmp";

    // What a checkpoint of the same number replaces stands aside, whole, until that one has its name.
    private const string Replaced = ".old";
    private readonly string _folder;

    /// <summary>Makes the store.</summary>
    /// <param name="folder">Its folder; made when the first checkpoint is saved.</param>
    public CheckpointStore(string folder) => _folder = folder;

    /// <summary>Writes a checkpoint into a temporary folder, renames it, then drops the older ones.</summary>
    /// <param name="name">Who saves, as in "hstu"; names do not disturb each other.</param>
    /// <param name="number">A number that grows with every save, as the global step.</param>
    /// <param name="write">Writes files into the folder it is given.</param>
    /// <exception cref="StorageException">The disk is full or the folder cannot be written.</exception>
    public void Save(string name, long number, Action<string> write)
    {
        string parent = Path.Combine(_folder, name);
        string final = Path.Combine(parent, $"{Prefix}{number:D12}");
        string temporary = final + Unfinished;
        try
        {
            Directory.CreateDirectory(parent);
            foreach (string left in Directory.GetDirectories(parent, "*" + Unfinished))
            {
                Directory.Delete(left, recursive: true);
            }

            Directory.CreateDirectory(temporary);
            write(temporary);
            if (Directory.Exists(final))
            {
                DeleteIfThere(final + Replaced);
                Directory.Move(final, final + Replaced);
            }

            Directory.Move(temporary, final);
            foreach (string old in Directory.GetDirectories(parent).Where(path => path != final))
            {
                Directory.Delete(old, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw new StorageException(
                $"{final}: cannot be written ({exception.Message}); free or choose another disk", exception);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Whether no checkpoint of any name is whole, so that resuming would save no work.</summary>
    public bool IsEmpty => !Directory.Exists(_folder)
        || Directory.GetDirectories(_folder)
            .SelectMany(Directory.GetDirectories)
            .All(path => path.EndsWith(Unfinished, StringComparison.Ordinal));

    /// <summary>The folder of the newest whole checkpoint of that name, or null.</summary>
    /// <param name="name">Who saved.</param>
    /// <returns>The folder, or null when there is none.</returns>
    public string? Latest(string name)
    {
        string parent = Path.Combine(_folder, name);
        return !Directory.Exists(parent)
            ? null
            : Directory.GetDirectories(parent, Prefix + "*")
                .Where(path => !path.EndsWith(Unfinished, StringComparison.Ordinal))
                .OrderByDescending(NumberOf, StringComparer.Ordinal)
                .ThenBy(path => path.Length)
                .FirstOrDefault();
    }

    /// <summary>Drops all checkpoints; called when the run is whole.</summary>
    public void Clear() => DeleteIfThere(_folder);

    private static string NumberOf(string path) =>
        path.EndsWith(Replaced, StringComparison.Ordinal) ? path[..^Replaced.Length] : path;

    // It is not yet known by any name but its own; the failure before is the one to tell.
    private static void TryDelete(string folder)
    {
        try
        {
            DeleteIfThere(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next save tries again.
        }
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
