using System.Globalization;
using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>What reports say of chains, whatever they sample.</summary>
internal static class ChainReport
{
    private const double GoodRHat = 1.01;
    private const double BadRHat = 1.1;
    private const int MostTraces = 6;
    private const int MostBins = 40;

    /// <summary>How far chains agree.</summary>
    /// <param name="logPosterior">Log posterior of the draws: [chains][draws].</param>
    /// <param name="counts">Other quantities of the draws, by name; the first decides as the log posterior
    /// does.</param>
    /// <param name="rHats">R-hat of each indicator; those that are no numbers do not count.</param>
    /// <param name="metrics">Receives metrics.</param>
    /// <param name="notes">Receives a warning.</param>
    internal static ResultTable Convergence(
        IReadOnlyList<IReadOnlyList<double>> logPosterior,
        IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyList<double>> Draws)> counts,
        IEnumerable<double> rHats,
        Dictionary<string, double> metrics,
        List<string> notes)
    {
        double rHat = ChainDiagnostics.SplitRHat(logPosterior);
        double countRHat = Agreement(counts[0].Draws);
        metrics["R-hat of the log posterior"] = rHat;
        metrics["effective draws of the log posterior"] = ChainDiagnostics.EffectiveSampleSize(logPosterior);
        string verdict = rHat < GoodRHat && countRHat < GoodRHat
            ? logPosterior.Count > 1 ? "chains agree"
                : "the halves of one chain agree; two chains and more show whether others would"
            : rHat < BadRHat && countRHat < BadRHat ? "chains nearly agree; longer chains are better"
            : "chains do NOT agree: not converged";
        if (!(rHat < BadRHat && countRHat < BadRHat))
        {
            notes.Add(double.IsNaN(rHat)
                ? "No draw differs from another, or there are too few: nothing can be said of convergence."
                : "The chains have not converged (R-hat above 1.1): raise --warm-up and --draws before trusting a "
                    + "probability.");
        }

        double[] worst = [.. rHats.Where(static value => !double.IsNaN(value))];
        return new ResultTable(
            "convergence",
            $"Convergence: {verdict}",
            ["quantity", "mean", "error", "R-hat", "effective draws"],
            [
                Row("log posterior", logPosterior),
                .. counts.Select(static one => Row(one.Name, one.Draws)),
                ["greatest R-hat of an indicator", null, null, worst.Length > 0 ? worst.Max() : null, null],
                ["indicators with R-hat above 1.1", worst.Count(static value => value > BadRHat), null, null, null],
            ]);
    }

    /// <summary>Kinds of moves and how often they were taken.</summary>
    internal static ResultTable Moves(IReadOnlyList<MoveSummary> moves) => new(
        "moves",
        "Moves of the chains, warm-up included",
        ["move", "proposed", "accepted", "share"],
        [
            .. moves.Select(static move => (IReadOnlyList<object?>)[
                move.Name, move.Proposed, move.Accepted, (double)move.Accepted / move.Proposed]),
        ]);

    /// <summary>The traces of the first chains.</summary>
    internal static Chart Trace(IReadOnlyList<IReadOnlyList<double>> logPosterior, int thin) => new(
        "trace",
        "Log posterior of each chain after warm-up; chains that have converged lie over each other",
        "sweep",
        "log posterior",
        ChartKind.Line,
        [
            .. Enumerable.Range(0, Math.Min(logPosterior.Count, MostTraces)).Select(chain => new ChartSeries(
                $"chain {(chain + 1).ToString(CultureInfo.InvariantCulture)}",
                [.. logPosterior[chain].Select((_, draw) => (draw + 1.0) * thin)],
                logPosterior[chain])),
        ]);

    /// <summary>The posterior of a count, in bars of at most forty ranges.</summary>
    /// <param name="name">The chart's name.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="measure">What the bars are, as in "share of draws".</param>
    /// <param name="shares">Each number with its probability, ascending.</param>
    internal static Chart Counts(
        string name, string title, string unit, string measure, IReadOnlyList<(int Count, double Share)> shares)
    {
        int least = shares[0].Count;
        int greatest = shares[^1].Count;
        int width = ((greatest - least) / MostBins) + 1;
        (string Name, double Share)[] bins =
        [
            .. Enumerable.Range(0, ((greatest - least) / width) + 1).Select(bin => (
                width == 1 ? $"{least + bin}" : $"{least + (bin * width)}-{least + (bin * width) + width - 1}",
                shares.Where(one => (one.Count - least) / width == bin).Sum(static one => one.Share))),
        ];
        return new Chart(
            name, title, unit, measure, ChartKind.Bar,
            [
                new ChartSeries(
                    "posterior",
                    [.. bins.Select(static (_, bin) => (double)bin)],
                    [.. bins.Select(static bin => bin.Share)]),
            ])
        {
            Categories = [.. bins.Select(static bin => bin.Name)],
        };
    }

    /// <summary>Each number of draws with its share.</summary>
    internal static IReadOnlyList<(int Count, double Share)> Shares(IReadOnlyList<IReadOnlyList<double>> draws)
    {
        double total = draws.Sum(static chain => chain.Count);
        return
        [
            .. draws.SelectMany(static chain => chain).GroupBy(static value => (int)value)
                .OrderBy(static group => group.Key).Select(group => (group.Key, group.Count() / total)),
        ];
    }

    // A count that is the same in all draws of all chains has no R-hat, and agrees.
    private static double Agreement(IReadOnlyList<IReadOnlyList<double>> draws) =>
        draws.All(chain => chain.Count > 0 && chain.All(value => value == draws[0][0]))
            ? 1
            : ChainDiagnostics.SplitRHat(draws);

    private static IReadOnlyList<object?> Row(string name, IReadOnlyList<IReadOnlyList<double>> draws) =>
    [
        name,
        draws.Average(static chain => chain.Average()),
        GraphTables.Known(ChainDiagnostics.MonteCarloError(draws)),
        GraphTables.Known(ChainDiagnostics.SplitRHat(draws)),
        GraphTables.Known(ChainDiagnostics.EffectiveSampleSize(draws)),
    ];
}
