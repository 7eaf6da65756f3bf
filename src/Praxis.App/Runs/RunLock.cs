using Praxis.Core;

namespace Praxis.App;

/// <summary>Held while a process fits inside a partial run; the operating system frees it when the process
/// dies.</summary>
internal static class RunLock
{
    /// <summary>The file that is held.</summary>
    public static string PathOf(RunFolder folder) => Path.Combine(folder.Path, "run.lock");

    /// <summary>Takes the lock; disposing the stream frees it and removes its file.</summary>
    /// <exception cref="UsageException">Another process holds it.</exception>
    public static FileStream Take(RunFolder folder)
    {
        string path = PathOf(folder);
        try
        {
            return new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new UsageException(
                $"run {folder.Id} is being fitted by another process; wait for its end", exception);
        }
    }
}
