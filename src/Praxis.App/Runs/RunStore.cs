using Praxis.Core;

namespace Praxis.App;

/// <summary>All runs under one folder.</summary>
public sealed class RunStore
{
    /// <summary>Makes the store; the folder is made with its first run.</summary>
    /// <param name="root">The folder.</param>
    public RunStore(string root = "runs") => Root = root;

    /// <summary>The folder that holds the runs.</summary>
    public string Root { get; }

    /// <summary>All runs, the newest first; damaged ones last.</summary>
    /// <returns>The runs.</returns>
    public IReadOnlyList<RunEntry> List() => !Directory.Exists(Root)
        ? []
        : [.. Directory.GetDirectories(Root)
            .Where(path => File.Exists(Path.Combine(path, "run.json")))
            .Select(Read)
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
        return folder.IsWhole
            ? folder
            : throw new UsageException($"run {folder.Id} is not whole; 'praxis resume {folder.Id}' finishes it");
    }

    /// <summary>Makes a new partial run.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="name">The identity, or null for the method's name with the time.</param>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The run.</returns>
    /// <exception cref="UsageException">The name is taken or cannot be a folder's name.</exception>
    public RunFolder Create(string method, string? name, TimeProvider clock)
    {
        while (name is null)
        {
            string id = NewId(method, clock);
            try
            {
                return RunFolder.Create(Root, id);
            }
            catch (UsageException) when (IsTaken(id))
            {
                // Another process took the name since it was found free: the next one, then.
            }
        }

        return RunFolder.Create(Root, name);
    }

    private string NewId(string method, TimeProvider clock)
    {
        string id = $"{method}-{clock.GetUtcNow():yyyyMMdd-HHmmss}";
        string free = id;
        for (int number = 2; IsTaken(free); number++)
        {
            free = $"{id}-{number}";
        }

        return free;
    }

    private bool IsTaken(string id)
    {
        string path = Path.Combine(Root, id);
        return Directory.Exists(path) || Directory.Exists(path + RunFolder.PartialSuffix);
    }

    private static RunEntry Read(string path)
    {
        RunFolder folder = RunFolder.Open(path);
        try
        {
            RunManifest manifest = folder.ReadManifest();
            if (!folder.IsWhole)
            {
                return new RunEntry(folder.Id, manifest.Method, RunState.Partial, manifest.Start, null, null, null)
                {
                    DataPath = manifest.DataPath,
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
