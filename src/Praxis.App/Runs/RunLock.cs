using Praxis.Core;

namespace Praxis.App;

/// <summary>Held from before a run is made, or resumed, until it is whole or given up; the operating system frees it
/// when the process dies. It lies beside the run, which changes its name when it becomes whole.</summary>
internal static class RunLock
{
    private const string Suffix = ".lock";

    // What the operating system says of a file that another one holds: EAGAIN, or ERROR_SHARING_VIOLATION.
    private const int HeldOnLinux = 11;
    private const int HeldOnMac = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);
    private const int MostMoments = 5;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

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
        try
        {
            // Who only asks whether a run is being fitted holds it for a moment.
            for (int moment = 0; moment < MostMoments; moment++)
            {
                if (TryTake(root, id) is { } hold)
                {
                    return hold;
                }

                Thread.Sleep(Moment);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{root}: cannot be written ({exception.Message}); choose another folder with --out", exception);
        }

        throw new UsageException($"run {id} is being fitted by another process; wait for its end");
    }

    /// <summary>Takes the lock of a run, or gives null where another process holds it.</summary>
    /// <exception cref="IOException">The folder of the runs cannot be written.</exception>
    public static FileStream? TryTake(string root, string id)
    {
        string path = PathOf(root, id);
        try
        {
            return new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (exception.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows)
        {
            return null;
        }
    }

    /// <summary>The run whose lock has a file's name; null where it is no lock's.</summary>
    public static string? IdOf(string name) =>
        name.StartsWith('.') && name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length + 1
            ? name[1..^Suffix.Length]
            : null;

    private static string PathOf(string root, string id) => Path.Combine(root, $".{id}{Suffix}");
}
