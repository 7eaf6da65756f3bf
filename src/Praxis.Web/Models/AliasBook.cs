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
    /// <summary>All names, in order.</summary>
    /// <returns>The names.</returns>
    public IReadOnlyList<RunAlias> List() => [];

    /// <summary>The run that a name points to, or null.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name with its run, or null.</returns>
    public RunAlias? Find(string name) => null;

    /// <summary>Points a name to a whole run.</summary>
    /// <param name="name">The name; made when it is new.</param>
    /// <param name="runId">The run.</param>
    /// <returns>The name with its run.</returns>
    /// <exception cref="PraxisException">The name cannot be used, or the run is not there or not whole.</exception>
    public RunAlias Set(string name, string runId) => throw new UsageException("aliases are not there yet");

    /// <summary>Removes a name; its run stays.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name) => false;
}
