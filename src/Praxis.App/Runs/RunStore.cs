using System.Collections.Concurrent;
using Praxis.Core;

namespace Praxis.App;

/// <summary>All runs under one folder.</summary>
public sealed class RunStore
{
    private const string DeletedPrefix = ".deleted-";
    private readonly ConcurrentDictionary<string, (RunEntry Line, (DateTime, DateTime) Stamp)> _lines =
        new(StringComparer.Ordinal);

    /// <summary>Makes the store; the folder is made with its first run.</summary>
    /// <param name="root">The folder.</param>
    public RunStore(string root = "runs") => Root = root;

    /// <summary>The folder that holds the runs.</summary>
    public string Root { get; }

    /// <summary>All runs, the newest first; damaged ones last; none that is being made or deleted.</summary>
    /// <returns>The runs.</returns>
    public IReadOnlyList<RunEntry> List() => !Directory.Exists(Root)
        ? []
        : [.. Directory.GetDirectories(Root)
            .Where(path => !Path.GetFileName(path).StartsWith('.') && File.Exists(Path.Combine(path, "run.json")))
            .Select(Kept)
            .OfType<RunEntry>()
            .OrderByDescending(run => run.Start)
            .ThenByDescending(run => run.Id, StringComparer.Ordinal)];

    /// <summary>Opens a run, whole or partial.</summary>
    /// <param name="idOrPath">The run's identity, or the path of its folder.</param>
    /// <returns>The run.</returns>
    /// <exception cref="UsageException">There is no such run.</exception>
    public RunFolder Open(string idOrPath)
    {
        string[] places = [Path.Combine(Root, idOrPath), idOrPath];
        string? found = places.FirstOrDefault(path =>
            File.Exists(Path.Combine(path, "run.json"))
                || File.Exists(Path.Combine(path + RunFolder.PartialSuffix, "run.json")));
        if (found is null)
        {
            string? near = NearestName.Of(idOrPath, List().Select(run => run.Id));
            throw new UsageException($"run {idOrPath} is not in {Root}; "
                + (near is null ? "'praxis runs' lists the runs" : $"did you mean {near}? 'praxis runs' lists all"));
        }

        return RunFolder.Open(found);
    }

    /// <summary>Opens a run that is whole.</summary>
    /// <param name="idOrPath">The run's identity, or the path of its folder.</param>
    /// <returns>The run.</returns>
    /// <exception cref="UsageException">There is no such run, or it is not whole.</exception>
    public RunFolder OpenWhole(string idOrPath)
    {
        RunFolder folder = Open(idOrPath);
        return folder.IsWhole ? folder : throw new UsageException(WhyNotWhole(folder));
    }

    /// <summary>Why a partial run cannot be used, with what mends it.</summary>
    /// <param name="folder">The run.</param>
    /// <returns>One line.</returns>
    public static string WhyNotWhole(RunFolder folder) => IsBeingFitted(folder)
        ? $"run {folder.Id} is being fitted; wait for its end"
        : $"run {folder.Id} is not whole; 'praxis resume {folder.Id}' finishes it";

    /// <summary>Makes a new partial run and holds it.</summary>
    /// <param name="manifest">Its run.json but for the identity.</param>
    /// <param name="name">The identity, or null for the method's name with the time.</param>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The run, its run.json, and what tells other processes that it is being fitted until it is
    /// disposed.</returns>
    /// <exception cref="UsageException">The name is taken or cannot be a folder's name.</exception>
    /// <exception cref="StorageException">The folder cannot be made.</exception>
    public (RunFolder Folder, RunManifest Manifest, IDisposable Hold) Create(
        RunManifest manifest, string? name, TimeProvider clock)
    {
        if (name is not null)
        {
            return Create(manifest with { Id = name });
        }

        HashSet<string> lost = [];
        while (true)
        {
            string id = NewId(manifest.Method, clock, lost.Contains);
            try
            {
                return Create(manifest with { Id = id });
            }
            catch (UsageException)
            {
                // Another process took the name since it was found free: the next one, then.
                lost.Add(id);
            }
        }
    }

    /// <summary>A name of the method and the time that no run has.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="isTaken">Whether somebody else claims a name.</param>
    /// <returns>The name; it is not claimed yet.</returns>
    public string FreeName(string method, TimeProvider clock, Func<string, bool> isTaken) =>
        NewId(method, clock, isTaken);

    /// <summary>Refuses a name that cannot be a run's, or that a run has.</summary>
    /// <param name="id">The name.</param>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public void RequireFree(string id)
    {
        RunFolder.RequireName(id);
        if (IsTaken(id))
        {
            throw Taken(id);
        }
    }

    /// <summary>Whether a process is fitting inside a run.</summary>
    /// <param name="folder">The run.</param>
    /// <returns>True while one is.</returns>
    public static bool IsBeingFitted(RunFolder folder)
    {
        if (folder.IsWhole || !File.Exists(RunLock.PathOf(folder)))
        {
            return false;
        }

        using FileStream? hold = RunLock.TryTake(Path.GetDirectoryName(folder.Path)!, folder.Id);
        return hold is null;
    }

    /// <summary>Gives a run another name.</summary>
    /// <param name="id">The run.</param>
    /// <param name="newId">Its new name.</param>
    /// <exception cref="UsageException">There is no such run, it is being fitted, or the name cannot be
    /// used.</exception>
    /// <exception cref="StorageException">The folder cannot be changed.</exception>
    public void Rename(string id, string newId)
    {
        RunFolder folder = Open(id);
        RequireFree(newId);
        using FileStream hold = RunLock.Take(folder);
        using FileStream newHold = RunLock.Take(Path.GetFullPath(Root), newId);
        RunManifest manifest = folder.ReadManifest();
        string path = Path.Combine(
            Path.GetFullPath(Root), folder.IsWhole ? newId : newId + RunFolder.PartialSuffix);
        Change(folder, () => Directory.Move(folder.Path, path));
        RunFolder.Open(path).WriteManifest(manifest with { Id = newId });
    }

    /// <summary>Deletes a run: it is first renamed, so that half of a run never stands under its name.</summary>
    /// <param name="id">The run.</param>
    /// <exception cref="UsageException">There is no such run, or it is being fitted.</exception>
    /// <exception cref="StorageException">The folder cannot be changed.</exception>
    public void Delete(string id)
    {
        RunFolder folder = Open(id);
        using FileStream hold = RunLock.Take(folder);
        string doomed = Path.Combine(Path.GetFullPath(Root), DeletedPrefix + folder.Id);
        Change(folder, () =>
        {
            if (Directory.Exists(doomed))
            {
                Directory.Delete(doomed, recursive: true);
            }

            Directory.Move(folder.Path, doomed);
            File.Delete(Path.Combine(doomed, "run.json"));
            Directory.Delete(doomed, recursive: true);
        });
    }

    private (RunFolder Folder, RunManifest Manifest, IDisposable Hold) Create(RunManifest manifest)
    {
        RequireFree(manifest.Id);
        string root = Path.GetFullPath(Root);
        FileStream hold;
        try
        {
            Directory.CreateDirectory(root);
            Sweep(root);
            hold = RunLock.Take(root, manifest.Id);
        }
        catch (UsageException exception)
        {
            throw Taken(manifest.Id, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{Root}: cannot be written ({exception.Message}); choose another folder with --out", exception);
        }

        try
        {
            return (RunFolder.Create(Root, manifest), manifest, hold);
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    private UsageException Taken(string id, Exception? cause = null) =>
        new($"--name {id}: a run of that name exists in {Root}; choose another name", cause);

    // What processes that were killed left: folders that were to become runs or to go, and locks.
    private static void Sweep(string root)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(root, ".*").ToArray())
        {
            string name = Path.GetFileName(path);
            string? id = new[] { RunFolder.UnbornPrefix, DeletedPrefix }
                .Where(name.StartsWith).Select(prefix => name[prefix.Length..])
                .FirstOrDefault(RunLock.IdOf(name));
            if (id is null || !RunFolder.IsName(id))
            {
                continue;
            }

            try
            {
                // Taking and freeing a lock that nobody holds removes its file.
                using FileStream? hold = RunLock.TryTake(root, id);
                if (hold is not null && Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // What cannot be removed is in nobody's way.
            }
        }
    }

    private static void Change(RunFolder folder, Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{folder.Path}: cannot be changed ({exception.Message}); check its rights", exception);
        }
    }

    private string NewId(string method, TimeProvider clock, Func<string, bool> isTaken)
    {
        string id = $"{method}-{clock.GetUtcNow():yyyyMMdd-HHmmss}";
        string free = id;
        for (int number = 2; IsTaken(free) || isTaken(free); number++)
        {
            free = $"{id}-{number}";
        }

        return free;
    }

    private bool IsTaken(string id)
    {
        string path = Path.Combine(Root, id);
        return Path.Exists(path) || Path.Exists(path + RunFolder.PartialSuffix);
    }

    // The line of a run; null where it went, or got another name, since its folder was seen.
    private RunEntry? Kept(string path)
    {
        try
        {
            RunEntry line = Line(RunFolder.Open(path));
            return line.State == RunState.Damaged && !Directory.Exists(path) ? null : line;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    // A whole run's results may have megabytes of pictures: its line is read again when its files have changed.
    private RunEntry Line(RunFolder folder)
    {
        string path = folder.Path;
        if (!folder.IsWhole)
        {
            return Read(folder);
        }

        (DateTime, DateTime) stamp =
            (File.GetLastWriteTimeUtc(Path.Combine(path, "run.json")), File.GetLastWriteTimeUtc(folder.ResultsPath));
        if (_lines.TryGetValue(path, out (RunEntry Line, (DateTime, DateTime) Stamp) kept) && kept.Stamp == stamp)
        {
            return kept.Line;
        }

        RunEntry line = Read(folder);
        _lines[path] = (line, stamp);
        return line;
    }

    /// <summary>The line of a run in the listing.</summary>
    /// <param name="folder">The run.</param>
    /// <returns>The line; its state is damaged when it cannot be read.</returns>
    public static RunEntry Read(RunFolder folder)
    {
        try
        {
            RunManifest manifest = folder.ReadManifest();
            if (!folder.IsWhole)
            {
                return new RunEntry(folder.Id, manifest.Method, RunState.Partial, manifest.Start, null, null, null)
                {
                    DataPath = manifest.DataPath,
                    IsBeingFitted = IsBeingFitted(folder),
                };
            }

            (string? name, double? value) = folder.ReadResults().Metrics
                .Select(metric => ((string?)metric.Key, (double?)metric.Value)).FirstOrDefault();
            return new RunEntry(
                folder.Id, manifest.Method, RunState.Whole, manifest.Start, manifest.End - manifest.Start, name, value)
            {
                DataPath = manifest.DataPath,
            };
        }
        catch (InputException)
        {
            return new RunEntry(folder.Id, string.Empty, RunState.Damaged, null, null, null, null);
        }
    }
}
