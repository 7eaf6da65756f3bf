namespace Praxis.Bayes;

/// <summary>Options of selection that change nothing beside the engine.</summary>
internal static class IdleSelectionOptions
{
    private static readonly string[] OfChains = ["chains", "warm-up", "draws", "thin"];
    private static readonly string[] OfSearches =
        ["iterations", "restarts", "screened", "drawn", "screening", "patience", "walk"];

    /// <summary>Options of chains where there are none, and of searches where there are none.</summary>
    /// <param name="engine">How models are found.</param>
    internal static IEnumerable<(string Flag, string Use)> Of(SelectionEngine engine) =>
    [
        .. engine == SelectionEngine.Metropolis ? [] : Pairs(OfChains, "--engine metropolis"),
        .. engine is SelectionEngine.Metropolis or SelectionEngine.Enumerate
            ? Pairs(OfSearches, "--engine reduced, full and ladder")
            : [],
    ];

    /// <summary>Options of searches, which Gibbs chains have no use for.</summary>
    internal static IEnumerable<(string Flag, string Use)> OfGibbs() =>
        Pairs(["max-size", .. OfSearches], "the other engines");

    private static IEnumerable<(string Flag, string Use)> Pairs(IEnumerable<string> flags, string use) =>
        flags.Select(flag => (flag, use));
}
