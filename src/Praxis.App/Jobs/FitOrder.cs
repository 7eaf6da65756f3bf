namespace Praxis.App;

/// <summary>What a user asks of a new run.</summary>
/// <param name="Method">The method's name.</param>
public sealed record FitOrder(string Method)
{
    /// <summary>The data file or folder; null for the bundled sample.</summary>
    public string? DataPath { get; init; }

    /// <summary>The run's identity; null for the method's name with the time.</summary>
    public string? Name { get; init; }

    /// <summary>The run to go on from, by identity or path; null to begin anew.</summary>
    public string? ContinueFrom { get; init; }

    /// <summary>Input options as typed, by flag without dashes.</summary>
    public IReadOnlyDictionary<string, string> InputValues { get; init; } = new Dictionary<string, string>();

    /// <summary>Options of the method as typed, by flag without dashes.</summary>
    public IReadOnlyDictionary<string, string> OptionValues { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed of all random streams.</summary>
    /// <value>42 unless given.</value>
    public ulong Seed { get; init; } = 42;

    /// <summary>How many threads the fit may use; the result does not depend on it.</summary>
    /// <value>All processors unless given.</value>
    public int ThreadCount { get; init; } = Environment.ProcessorCount;

    /// <summary>How long the fit may train; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
