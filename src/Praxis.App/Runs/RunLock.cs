using Praxis.Core;

namespace Praxis.App;

/// <summary>Held from before a run is made, or resumed, until it is whole or given up; the operating system frees it
/// when the process dies. It lies beside the run, which changes its name when it becomes whole.</summary>
internal static class RunLock
{
    /// <summary>The file that is held.</summary>
    public static string PathOf(RunFolder folder) => PathOf(Path.GetDirectoryName(folder.Path)!, folder.Id);

    /// <summary>Takes the lock of a run; disposing the stream frees it and removes its file.</summary>
    /// <exception cref="UsageException">Another process holds it.</exception>
    /// <exception cref="StorageException">The folder of the runs cannot be written.</exception>
    public static FileStream Take(RunFolder folder) => Take(Path.GetDirectoryName(folder.Path)!, folder.Id);

    /// <summary>Takes the lock of a run that need not be there yet.</summary>
    /// <exception cref="UsageException">Another process holds it.</exception>
    /// <exception cref="StorageException">The folder of the runs cannot be written.</exception>
    public static FileStream Take(string root, string id)
    {
        string path = PathOf(root, id);
        try
        {
            return new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new UsageException($"run {id} is being fitted by another process; wait for its end", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{root}: cannot be written ({exception.Message}); choose another folder with --out", exception);
        }
    }

    private static string PathOf(string root, string id) => Path.Combine(root, $".{id}.lock");
}
