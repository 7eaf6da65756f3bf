using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The folder ".praxis" beside the runs, where the server keeps what must survive it; one server at a
/// time.</summary>
internal sealed class ServerFolder : IDisposable
{
    private readonly FileStream _hold;

    /// <summary>Makes the folder where it is not there, and takes it.</summary>
    /// <param name="store">The runs.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    /// <exception cref="EnvironmentException">Another server has it.</exception>
    public ServerFolder(RunStore store)
    {
        Root = Path.Combine(Path.GetFullPath(store.Root), ".praxis");
        try
        {
            Directory.CreateDirectory(Root);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(
                    Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{store.Root}: cannot be written ({exception.Message}); choose another folder with --runs", exception);
        }

        string path = Path.Combine(Root, "server.lock");
        try
        {
            _hold = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new EnvironmentException(
                $"{store.Root}: another praxis serve has these runs; stop it or choose another folder with --runs",
                exception);
        }
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>A folder inside, made where it is not there.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    /// <inheritdoc/>
    public void Dispose() => _hold.Dispose();
}
