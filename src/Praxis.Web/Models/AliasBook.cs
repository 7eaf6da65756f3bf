using System.Text.Json;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>A name that points to a run.</summary>
/// <param name="Name">The name, as in "production".</param>
/// <param name="RunId">The run.</param>
/// <param name="Moved">When it was last pointed, in UTC.</param>
public sealed record RunAlias(string Name, string RunId, DateTimeOffset Moved);

/// <summary>Names that point to runs, kept on disk; a name moves from one run to another in one step.</summary>
public sealed class AliasBook
{
    private readonly JobEnvironment _environment;
    private readonly ModelRegistry _models;
    private readonly string _path;
    private readonly Lock _lock = new();
    private volatile IReadOnlyDictionary<string, RunAlias> _aliases;

    internal AliasBook(JobEnvironment environment, ServerFolder folder, ModelRegistry models)
    {
        _environment = environment;
        _models = models;
        _path = Path.Combine(folder.Root, "aliases.json");
        _aliases = Load(_path).ToDictionary(static alias => alias.Name, StringComparer.Ordinal);
    }

    /// <summary>All names, in order.</summary>
    /// <returns>The names.</returns>
    public IReadOnlyList<RunAlias> List() => [.. _aliases.Values.OrderBy(static alias => alias.Name)];

    /// <summary>The run that a name points to, or null.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name with its run, or null.</returns>
    public RunAlias? Find(string name) => _aliases.GetValueOrDefault(name);

    /// <summary>Points a name to a whole run.</summary>
    /// <param name="name">The name; made when it is new.</param>
    /// <param name="runId">The run.</param>
    /// <returns>The name with its run.</returns>
    /// <exception cref="PraxisException">The name cannot be used, or the run is not there, not whole, or its model
    /// cannot be read.</exception>
    public RunAlias Set(string name, string runId)
    {
        if (!RunFolder.IsName(name))
        {
            throw new InputException(
                "an alias must be 1 to 120 letters, digits, '-', '_' or '.', with neither '.' nor '-' at the beginning "
                    + $"and no {RunFolder.PartialSuffix} at the end");
        }

        // Before the name moves: a model that cannot be read gets no questions, and one that can is open for them.
        _models.Open(runId);
        lock (_lock)
        {
            RunFolder folder = RunIdentity.OpenWhole(_environment.Store, runId);
            var alias = new RunAlias(name, folder.Id, _environment.Clock.GetUtcNow());
            Keep([.. _aliases.Values.Where(other => other.Name != name), alias]);
            return alias;
        }
    }

    /// <summary>Removes a name; its run stays.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            if (!_aliases.ContainsKey(name))
            {
                return false;
            }

            Keep([.. _aliases.Values.Where(other => other.Name != name)]);
            return true;
        }
    }

    /// <summary>The run that a name points to once a change under way is done, or null.</summary>
    internal RunAlias? FindSettled(string name)
    {
        lock (_lock)
        {
            return Find(name);
        }
    }

    /// <summary>Renames a run and points all its names to its new identity.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="newId">Its new identity.</param>
    /// <param name="rename">Moves its folder.</param>
    internal void Rename(string runId, string newId, Action rename)
    {
        lock (_lock)
        {
            rename();
            if (_aliases.Values.Any(alias => alias.RunId == runId))
            {
                Keep([.. _aliases.Values.Select(alias => alias.RunId == runId ? alias with { RunId = newId } : alias)]);
            }
        }
    }

    private static RunAlias[] Load(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<RunAlias[]>(File.ReadAllBytes(path), PraxisJson.Indented)!
                : [];
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message}); mend or remove it", exception);
        }
    }

    private void Keep(RunAlias[] aliases)
    {
        AtomicFile.WriteText(_path, JsonSerializer.Serialize(aliases, PraxisJson.Indented) + "\n");
        NativeCalls.FlushFolder(Path.GetDirectoryName(_path)!);
        _aliases = aliases.ToDictionary(static alias => alias.Name, StringComparer.Ordinal);
    }
}
