namespace Praxis.Core;

/// <summary>Keeps the newest checkpoint of a fit as a whole folder; a kill at any moment leaves the one
/// before.</summary>
public sealed class CheckpointStore
{
    private const string Prefix = "checkpoint-";
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
        string final = Path.Combine(_folder, name, $"{Prefix}{number:D12}");
        string temporary = final + ".tmp";
        try
        {
            DeleteIfThere(temporary);
            Directory.CreateDirectory(temporary);
            write(temporary);
            DeleteIfThere(final);
            Directory.Move(temporary, final);
            foreach (string old in Directory.GetDirectories(Path.Combine(_folder, name)).Where(path => path != final))
            {
                Directory.Delete(old, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{final}: cannot be written ({exception.Message}); free or choose another disk", exception);
        }
    }

    /// <summary>Whether no checkpoint of any name is whole, so that resuming would save no work.</summary>
    public bool IsEmpty => !Directory.Exists(_folder)
        || Directory.GetDirectories(_folder)
            .SelectMany(Directory.GetDirectories)
            .All(path => path.EndsWith(".tmp", StringComparison.Ordinal));

    /// <summary>The folder of the newest whole checkpoint of that name, or null.</summary>
    /// <param name="name">Who saved.</param>
    /// <returns>The folder, or null when there is none.</returns>
    public string? Latest(string name)
    {
        string parent = Path.Combine(_folder, name);
        return !Directory.Exists(parent)
            ? null
            : Directory.GetDirectories(parent, Prefix + "*")
                .Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal))
                .Max(StringComparer.Ordinal);
    }

    /// <summary>Drops all checkpoints; called when the run is whole.</summary>
    public void Clear() => DeleteIfThere(_folder);

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
