using System.Runtime.InteropServices;

namespace Praxis.Web;

/// <summary>What the runtime lacks: signals to other processes, and flushing a folder's entries to the disk.</summary>
internal static partial class NativeCalls
{
    /// <summary>The signal that asks a process to stop.</summary>
    internal const int Terminate = 15;

    /// <summary>Sends a signal.</summary>
    /// <returns>Whether it was sent.</returns>
    internal static bool Signal(int process, int signal) =>
        !OperatingSystem.IsWindows() && Kill(process, signal) == 0;

    /// <summary>Flushes the entries of a folder, so that a new or renamed file survives a loss of power.</summary>
    internal static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int handle = Open(path, flags: 0);
        if (handle >= 0)
        {
            _ = Flush(handle);
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
