using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>Options of methods that search over models, besides those of chains.</summary>
public abstract record ModelSearchOptions : ChainOptions
{
    /// <summary>The most variables of a model; 0 for half the rows.</summary>
    [Range(0, 10_000)]
    public int MaxSize { get; init; }

    /// <summary>Moves of each search.</summary>
    [Range(1, 1_000_000)]
    public int Iterations { get; init; } = 150;

    /// <summary>Searches from other random streams, put together.</summary>
    [Range(1, 256)]
    public int Restarts { get; init; } = 4;

    /// <summary>Moves of the Metropolis-Hastings chain behind each search, by which models that no search met get their
    /// share; 0 for none, -1 for 10000, and 0 with the paper's preset.</summary>
    [Range(-1, 100_000_000)]
    public int Walk { get; init; } = -1;

    /// <summary>Candidates to add that stand highest in the screening.</summary>
    [Range(1, 100_000)]
    public int Screened { get; init; } = 10;

    /// <summary>Candidates to add that are drawn from the others.</summary>
    [Range(0, 100_000)]
    public int Drawn { get; init; } = 10;

    /// <summary>By what candidates are screened: that of the preset (score; paper: marginal), score, marginal, working,
    /// deviance or pearson.</summary>
    public ScreeningStatistic Screening { get; init; } = ScreeningStatistic.Preset;

    /// <summary>Moves without a new model near the best after which a search ends; 0 to go on to the last, -1 for 50,
    /// and 0 with the paper's preset or a ladder.</summary>
    [Range(-1, 1_000_000)]
    public int Patience { get; init; } = -1;
}

/// <summary>How models are found.</summary>
public enum SelectionEngine
{
    /// <summary>Search by screened neighbours.</summary>
    Reduced,

    /// <summary>Search by all neighbours.</summary>
    Full,

    /// <summary>Search without swaps by a ladder of temperatures.</summary>
    Ladder,

    /// <summary>Metropolis-Hastings chains over models.</summary>
    Metropolis,

    /// <summary>All models of at most 20 variables.</summary>
    Enumerate,
}
