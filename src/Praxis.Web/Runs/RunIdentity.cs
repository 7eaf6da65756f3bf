using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Opens runs by identity only: a path of the file system is never taken for a run.</summary>
internal static class RunIdentity
{
    /// <summary>Opens a run, whole or partial.</summary>
    /// <exception cref="RefusalException">There is no such run.</exception>
    public static RunFolder Open(RunStore store, string id)
    {
        if (!RunFolder.IsName(id))
        {
            throw new RefusalException(
                404, $"run \"{Shown(id)}\" cannot be a run's name; 'praxis runs' lists the runs");
        }

        try
        {
            // Below the store, and nowhere else.
            return RunFolder.Open(Path.Combine(store.Root, id));
        }
        catch (UsageException)
        {
            string? near = NearestName.Of(id, store.List().Select(static run => run.Id));
            throw new RefusalException(404, $"run {id} is not in {Path.GetFileName(store.Root)}; "
                + (near is null ? "'praxis runs' lists the runs" : $"did you mean {near}? 'praxis runs' lists all"));
        }
    }

    /// <summary>Opens a run that is whole.</summary>
    /// <exception cref="RefusalException">There is no such run, or it is not whole.</exception>
    public static RunFolder OpenWhole(RunStore store, string id)
    {
        RunFolder folder = Open(store, id);
        return folder.IsWhole
            ? folder
            : throw new RefusalException(409, RunStore.WhyNotWhole(folder));
    }

    /// <summary>Reads of a run what may be moved away meanwhile.</summary>
    /// <exception cref="RefusalException">The run was renamed or deleted since it was opened.</exception>
    public static T Read<T>(RunFolder folder, Func<RunFolder, T> read)
    {
        try
        {
            return read(folder);
        }
        catch (InputException damaged) when (Directory.Exists(folder.Path))
        {
            // Where the store lies on the server is nobody's business.
            throw new InputException(
                damaged.Message.Replace(
                    Path.GetDirectoryName(folder.Path) + "/", string.Empty, StringComparison.Ordinal),
                damaged);
        }
        catch (Exception unread)
            when (unread is IOException or UnauthorizedAccessException && Directory.Exists(folder.Path))
        {
            throw new InputException(
                $"{folder.Id}: a file of the run is missing or cannot be read; the run folder is damaged", unread);
        }
        catch (Exception exception)
            when (exception is PraxisException or IOException && !Directory.Exists(folder.Path))
        {
            throw new RefusalException(
                404, $"run {folder.Id} was renamed or deleted meanwhile; 'praxis runs' lists the runs", exception);
        }
    }

    /// <summary>Whether there is such a run.</summary>
    public static bool IsThere(RunStore store, string id) => RunFolder.IsName(id)
        && (Directory.Exists(Path.Combine(store.Root, id))
            || Directory.Exists(Path.Combine(store.Root, id + RunFolder.PartialSuffix)));

    private static string Shown(string text) => new(
        [.. text.Take(80).Select(static letter => char.IsControl(letter) ? '?' : letter)]);
}
