using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Tells of options that were given and change nothing beside the others.</summary>
internal static class IdleOptions
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

    /// <summary>Tells of those that are not at their defaults.</summary>
    /// <typeparam name="TOptions">The method's options.</typeparam>
    /// <param name="options">The options.</param>
    /// <param name="idle">Options that change nothing, and what they are of use to.</param>
    /// <param name="context">Receives a notice for each use.</param>
    internal static void Tell<TOptions>(
        TOptions options, IEnumerable<(string Flag, string Use)> idle, FitContext context)
        where TOptions : class, new()
    {
        IReadOnlyList<OptionSpec> specs = OptionsSchema.Of<TOptions>().Specs;
        foreach (IGrouping<string, string> use in idle.GroupBy(static one => one.Use, static one => one.Flag))
        {
            string[] given =
            [
                .. specs.Where(spec => use.Contains(spec.Flag) && !Equals(spec.Get(options), spec.Default))
                    .Select(static spec => "--" + spec.Flag),
            ];
            if (given.Length > 0)
            {
                context.Report(new NoticeEvent(
                    $"{string.Join(", ", given)}: of use to {use.Key} alone, and without effect here",
                    IsWarning: false));
            }
        }
    }

    private static IEnumerable<(string Flag, string Use)> Pairs(IEnumerable<string> flags, string use) =>
        flags.Select(flag => (flag, use));
}
