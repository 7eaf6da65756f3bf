using System.Globalization;
using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>A posterior over models as tables, for files, reports and answers.</summary>
internal static class SelectionLists
{
    // Draws from which the ends of an interval can be told: of fewer, 2.5 % are less than one.
    private const int LeastDraws = 40;
    private const int MostShown = 12;

    /// <summary>Units of some probability and more; where there are none, a line says so.</summary>
    internal static ResultTable AtLeast(SelectionPosterior posterior, double threshold, FitContext context)
    {
        ResultTable table = Inclusion(posterior, threshold);
        if (table.Rows.Count == 0)
        {
            double greatest = posterior.Units.Max(static unit => unit.Probability);
            context.Report(new NoticeEvent(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"no unit has a probability of {threshold} or more, the greatest is {greatest:G3}; pass "
                    + $"--threshold"),
                IsWarning: false));
        }

        return table;
    }

    /// <summary>Units with their probabilities, the most probable first.</summary>
    internal static ResultTable Inclusion(SelectionPosterior posterior, double least) => new(
        "inclusion",
        "Inclusion probabilities",
        ["unit", "columns", "probability", "error", "R-hat"],
        [
            .. posterior.Units.Index().Where(one => one.Item.Probability >= least)
                .OrderByDescending(static one => one.Item.Probability).ThenBy(static one => one.Index)
                .Select(one => (IReadOnlyList<object?>)[
                    posterior.UnitNames[one.Index],
                    posterior.Members[one.Index].Length,
                    one.Item.Probability,
                    double.IsNaN(one.Item.Error) ? null : one.Item.Error,
                    double.IsNaN(one.Item.RHat) ? null : one.Item.RHat]),
        ]);

    /// <summary>Coefficients of what was ever in, averaged over models.</summary>
    /// <param name="posterior">The posterior.</param>
    /// <param name="ofPrepared">Whether by unit of the prepared columns, not of those given.</param>
    internal static ResultTable Coefficients(SelectionPosterior posterior, bool ofPrepared = false)
    {
        var values = new SortedDictionary<int, List<double>>();
        foreach (SparseCoefficients draw in posterior.Draws)
        {
            double[] own = ofPrepared ? [.. draw.Values] : AsGiven(posterior, draw);
            for (int i = 0; i < draw.Columns.Count; i++)
            {
                if (!values.TryGetValue(draw.Columns[i], out List<double>? list))
                {
                    values.Add(draw.Columns[i], list = []);
                }

                list.Add(own[i]);
            }
        }

        int count = posterior.Draws.Count;
        return new ResultTable(
            "coefficients",
            $"Coefficients of the columns {Given(posterior)}: mean over all draws, and what they are in the draws that "
            + "have them",
            ["column", "share of draws", "mean", "mean where in", "2.5 %", "97.5 %"],
            [
                .. values.OrderByDescending(static one => one.Value.Count).ThenBy(static one => one.Key).Select(one =>
                {
                    double[] sorted = [.. one.Value.Order()];
                    return (IReadOnlyList<object?>)[
                        NameOf(posterior, one.Key),
                        sorted.Length / (double)count,
                        sorted.Sum() / count,
                        sorted.Average(),
                        sorted.Length < LeastDraws ? null : Quantile(sorted, .025),
                        sorted.Length < LeastDraws ? null : Quantile(sorted, .975)];
                }),
            ]);
    }

    /// <summary>The highest-probability model and the median model, with coefficients at their modes.</summary>
    internal static ResultTable Chosen(SelectionPosterior posterior)
    {
        return new ResultTable(
            "chosen",
            "The highest-probability model, and the median model of the units above one half; coefficients of columns "
            + Given(posterior),
            ["model", "probability", "size", "units and coefficients"],
            [Row("highest probability", posterior.Highest), Row("median", posterior.Median)]);

        IReadOnlyList<object?> Row(string name, ChosenModel model)
        {
            var units = model.Units.ToHashSet();
            (int Column, double Value)[] values =
                [.. model.Coefficients.Columns.Zip(AsGiven(posterior, model.Coefficients))];
            string text = string.Join(", ", values.Take(MostShown).Select(one => string.Create(
                CultureInfo.InvariantCulture, $"{NameOf(posterior, one.Column)} {one.Value:G4}")));
            return
            [
                name,
                posterior.Models.FirstOrDefault(known => units.SetEquals(known.Units))?.Probability,
                units.Count,
                values.Length == 0 ? "(none)"
                    : values.Length > MostShown ? $"{text} and {values.Length - MostShown} more" : text,
            ];
        }
    }

    /// <summary>The most probable models.</summary>
    internal static ResultTable Models(SelectionPosterior posterior) => new(
        "models",
        "The most probable models",
        ["probability", "size", "units"],
        [
            .. posterior.Models.Select(model => (IReadOnlyList<object?>)[
                model.Probability,
                model.Units.Count,
                model.Units.Count == 0
                    ? "(none)"
                    : string.Join(" + ", model.Units.Select(unit => posterior.UnitNames[unit]))]),
        ]);

    /// <summary>Edges, the most probable first.</summary>
    internal static ResultTable Edges(SelectionPosterior posterior, double least) => new(
        "edges",
        "Edges of the graph",
        ["variable", "neighbour", "probability", "error", "R-hat", "partial correlation"],
        [
            .. posterior.Edges.Where(edge => edge.Probability >= least)
                .OrderByDescending(static edge => edge.Probability).ThenBy(static edge => edge.To)
                .ThenBy(static edge => edge.From)
                .Select(edge => (IReadOnlyList<object?>)[
                    posterior.Names[edge.From], posterior.Names[edge.To], edge.Probability, edge.Error,
                    double.IsNaN(edge.RHat) ? null : edge.RHat, edge.PartialCorrelation]),
        ]);

    /// <summary>The largest set of units whose expected share of false ones is at most so much.</summary>
    internal static ResultTable FalseDiscovery(SelectionPosterior posterior)
    {
        double[] sorted = [.. posterior.Units.Select(static unit => unit.Probability).OrderDescending()];
        return new ResultTable(
            "false-discovery",
            "Units that can be named when at most so many of them may be false, in the mean",
            ["share of false units", "units", "least probability"],
            [
                .. ((double[])[0.01, 0.05, 0.1, 0.2]).Select(share =>
                {
                    int count = Count(sorted, share);
                    return (IReadOnlyList<object?>)[share, count, count == 0 ? null : sorted[count - 1]];
                }),
            ]);
    }

    /// <summary>A quantile of sorted numbers, between neighbours.</summary>
    internal static double Quantile(double[] sorted, double probability)
    {
        double place = probability * (sorted.Length - 1);
        int low = (int)place;
        int high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((place - low) * (sorted[high] - sorted[low]));
    }

    /// <summary>The name of a coefficient.</summary>
    internal static string NameOf(SelectionPosterior posterior, int column) =>
        column < 0 ? posterior.ForcedNames[-1 - column] : posterior.Names[column];

    private static string Given(SelectionPosterior posterior) =>
        posterior.HasIntercept ? "as given" : "less their means";

    // Of the columns as given; the intercept is where all of them are zero, not where they are at their means.
    private static double[] AsGiven(SelectionPosterior posterior, SparseCoefficients coefficients)
    {
        int intercepts = posterior.HasIntercept ? 1 : 0;
        int covariates = posterior.ForcedNames.Count - intercepts;
        var values = new double[coefficients.Values.Count];
        double shift = 0;
        int intercept = -1;
        for (int i = 0; i < values.Length; i++)
        {
            int column = coefficients.Columns[i];
            int place = column >= 0 ? covariates + column : -1 - column - intercepts;
            if (place < 0)
            {
                intercept = i;
                values[i] = coefficients.Values[i];
                continue;
            }

            values[i] = coefficients.Values[i] / posterior.Deviations[place];
            shift += values[i] * posterior.Means[place];
        }

        if (intercept >= 0)
        {
            values[intercept] -= shift;
        }

        return values;
    }

    private static int Count(double[] sorted, double share)
    {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            sum += 1 - sorted[i];
            if (sum <= share * (i + 1))
            {
                count = i + 1;
            }
        }

        return count;
    }
}
