using System.Globalization;
using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>What a cross-validation says.</summary>
internal sealed class ValidationReport(SelectionPosterior posterior, CrossValidation validation)
{
    private const int Bins = 10;
    private const int ListedUnits = 30;

    /// <summary>How well rows were foretold by fits without them.</summary>
    internal ResultTable Table(Dictionary<string, double> metrics)
    {
        bool[] outcomes = validation.Outcomes;
        double share = outcomes.Count(static outcome => outcome) / (double)outcomes.Length;
        double[] plain = [.. outcomes.Select(_ => share)];
        var rows = new List<IReadOnlyList<object?>>();
        (string Name, Func<double[], double> Measure, Func<double[], double> Error)[] measures =
        [
            (
                "AUC",
                values => BinaryMetrics.AreaUnderCurve(values, outcomes),
                values => BinaryMetrics.AreaError(values, outcomes)),
            (
                "Brier score",
                values => BinaryMetrics.Brier(values, outcomes),
                values => BinaryMetrics.MeanError(
                    [.. values.Select((value, row) => BinaryMetrics.Brier([value], [outcomes[row]]))])),
            (
                "log loss",
                values => BinaryMetrics.LogLoss(values, outcomes),
                values => BinaryMetrics.MeanError(
                    [.. values.Select((value, row) => BinaryMetrics.LogLoss([value], [outcomes[row]]))])),
        ];
        foreach ((string name, Func<double[], double> measure, Func<double[], double> error) in measures)
        {
            double[] values = [.. validation.Probabilities.Select(measure)];
            metrics["cross-validated " + name] = values.Average();
            rows.Add([
                name,
                values.Average(),
                GraphTables.Known(validation.Probabilities.Average(error)),
                Deviation(values),
                validation.ByHighest.Average(measure),
                validation.ByMedian.Average(measure),
                measure(plain)]);
        }

        double size = validation.Selected.Average(static set => set.Count);
        metrics["mean size of the folds' models"] = size;
        double[] sizes = [.. validation.Selected.Select(static set => (double)set.Count)];
        rows.Add(["units (between fits)", size, null, Deviation(sizes), null, size, 0]);
        return new ResultTable(
            "cross-validation",
            $"Cross-validation: {validation.Probabilities.Length} x {validation.FoldCount} parts, each foretold by a "
            + "fit without it, by the average over models, by its highest-probability and median models, and by "
            + "the share of outcomes alone",
            [
                "measure", "average over models", "error of rows", "between repeats", "highest model", "median model",
                "share alone",
            ],
            rows);
    }

    /// <summary>How far fits of parts chose the same.</summary>
    internal ResultTable Stability(Dictionary<string, double> metrics)
    {
        double stability = BinaryMetrics.Stability(validation.Selected, posterior.UnitNames.Count);
        double jaccard = BinaryMetrics.Jaccard(validation.Selected);
        int empty = validation.Selected.Count(static set => set.Count == 0);
        if (double.IsFinite(stability))
        {
            metrics["selection stability"] = stability;
        }

        string measured = double.IsNaN(jaccard) ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"; pairs that chose anything share {100 * jaccard:F0} % in the mean (Jaccard)");
        measured += double.IsNaN(stability) ? "" : string.Create(
            CultureInfo.InvariantCulture, $"; agreement beyond chance {stability:F2} of 1 (Kuncheva's index)");
        return new ResultTable(
            "stability",
            $"Units of the median models of {validation.Selected.Count} fits, of which {empty} chose none{measured}",
            ["unit", "share of fits", "probability in the whole"],
            [
                .. validation.Selected.SelectMany(static set => set).GroupBy(static unit => unit)
                    .OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key)
                    .Take(ListedUnits)
                    .Select(group => (IReadOnlyList<object?>)[
                        posterior.UnitNames[group.Key],
                        group.Count() / (double)validation.Selected.Count,
                        posterior.Units[group.Key].Probability]),
            ]);
    }

    /// <summary>Foretold probabilities against what came, in ten parts of as many rows.</summary>
    internal static Chart Calibration(CrossValidation validation)
    {
        (double Probability, bool Outcome)[] all =
        [
            .. validation.Probabilities.SelectMany(values =>
                values.Select((value, row) => (value, validation.Outcomes[row]))).OrderBy(static one => one.value),
        ];
        int bins = Math.Min(Bins, Math.Max(2, validation.Outcomes.Length / 10));
        (double X, double Y, double Error)[] points =
        [
            .. Enumerable.Range(0, bins).Select(bin =>
            {
                (double Probability, bool Outcome)[] part =
                    all[(int)((long)all.Length * bin / bins)..(int)((long)all.Length * (bin + 1) / bins)];
                double share = part.Count(static one => one.Outcome) / (double)part.Length;
                double rows = part.Length / (double)validation.Probabilities.Length;
                return (part.Average(static one => one.Probability), share,
                    2 * Math.Sqrt(Math.Max(share * (1 - share), 0.25 / rows) / rows));
            }),
        ];
        return new Chart(
            "calibration",
            "Cross-validated probabilities against the share of positive outcomes, with two errors; the line is where "
            + "both are the same",
            "foretold probability",
            "share of positive outcomes",
            ChartKind.Line,
            [
                new ChartSeries(
                    "rows", [.. points.Select(static one => one.X)], [.. points.Select(static one => one.Y)])
                {
                    Low = [.. points.Select(static one => Math.Max(0, one.Y - one.Error))],
                    High = [.. points.Select(static one => Math.Min(1, one.Y + one.Error))],
                    IsScattered = true,
                },
                new ChartSeries("perfect", [0, 1], [0, 1]),
            ]);
    }

    private static double? Deviation(double[] values) =>
        values.Length < 2 ? null : Math.Sqrt(BinaryMetrics.Variance(values));
}
