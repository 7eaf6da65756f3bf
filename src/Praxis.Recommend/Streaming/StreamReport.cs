using System.Globalization;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Turns the windows of a stream into metrics, a table and a learning curve.</summary>
internal static class StreamReport
{
    private static readonly string[] Shown = [SequencePlan.WatchedMetric, "HR@10", "MRR"];

    /// <summary>Place of a metric among <see cref="RankingMetrics.Names"/>.</summary>
    internal static int ColumnOf(string metric) => RankingMetrics.Names.ToList().IndexOf(metric);

    /// <summary>Makes the results.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="state">The stream at its end.</param>
    /// <param name="itemCount">Items of the log.</param>
    internal static RunResults Build(string method, StreamState state, int itemCount)
    {
        int cases = state.Windows.Sum(static window => window.CaseCount);
        var notes = new List<string>
        {
            "Every window was foretold before it was learnt from: no event counts that the model had seen.",
            "A case is a user with earlier events and the first thing that the user took in the window; an item "
                + "without a row of the table is a miss.",
            "Popularity counts all events before the window; it can name any item that has appeared.",
            $"The stream ends at {Time(state.OffsetTime)}, event {Number(state.OffsetEvents)} of the log; "
                + $"{Number(state.Windows.Count == 0 ? 0 : state.Windows[^1].ItemCount)} of {Number(itemCount)} items "
                + "have a row.",
        };
        if (state.LateCount > 0)
        {
            notes.Add($"{Number(state.LateCount)} events came late and are only seen as history.");
        }

        return new RunResults(Metrics(method, state, cases), [Table(method, state)], [Curve(method, state)], notes);
    }

    private static Dictionary<string, double> Metrics(string method, StreamState state, int cases)
    {
        var metrics = new Dictionary<string, double>();
        if (cases > 0)
        {
            // The main metric comes first.
            metrics[$"{method}/{SequencePlan.WatchedMetric}"] =
                Mean(state.Windows, cases, ColumnOf(SequencePlan.WatchedMetric), isModel: true);
            for (int column = 0; column < RankingMetrics.Names.Count; column++)
            {
                metrics[$"{method}/{RankingMetrics.Names[column]}"] = Mean(state.Windows, cases, column, isModel: true);
            }

            for (int column = 0; column < RankingMetrics.Names.Count; column++)
            {
                metrics[$"popularity/{RankingMetrics.Names[column]}"] =
                    Mean(state.Windows, cases, column, isModel: false);
            }
        }

        metrics["stream/windows"] = state.Windows.Count;
        metrics["stream/cases"] = cases;
        metrics["stream/events"] = state.Windows.Sum(static window => (double)window.EventCount);
        return metrics;
    }

    private static double Mean(IReadOnlyList<WindowResult> windows, int cases, int column, bool isModel) =>
        windows.Sum(window => (isModel ? window.Sums : window.PopularitySums)[column]) / Math.Max(1, cases);

    private static ResultTable Table(string method, StreamState state) => new(
        "windows",
        "Each window, foretold before it was learnt from",
        [
            "window", "events", "cases", .. Shown.Select(name => $"{method} {name}"), "popularity NDCG@10", "loss",
            "admitted", "evicted", "items",
        ],
        [
            .. state.Windows.Select(window => (object?[])
            [
                Time(window.StartTime), window.EventCount, window.CaseCount,
                .. Shown.Select(name => (object?)Cell(window, ColumnOf(name), isModel: true)),
                Cell(window, ColumnOf(SequencePlan.WatchedMetric), isModel: false),
                Math.Round(window.Loss, 4), window.AdmittedCount, window.EvictedCount, window.ItemCount,
            ]),
        ]);

    private static double? Cell(WindowResult window, int column, bool isModel) => window.CaseCount == 0
        ? null
        : Math.Round(Mean([window], window.CaseCount, column, isModel), 4);

    private static Chart Curve(string method, StreamState state)
    {
        int column = ColumnOf(SequencePlan.WatchedMetric);
        (WindowResult Window, int Number)[] told =
        [
            .. state.Windows.Select(static (window, index) => (window, index + 1))
                .Where(static pair => pair.window.CaseCount > 0),
        ];
        double[] numbers = [.. told.Select(static pair => (double)pair.Number)];
        return new Chart(
            "learning-curve",
            $"{SequencePlan.WatchedMetric} of each window before it was learnt from",
            "window",
            SequencePlan.WatchedMetric,
            ChartKind.Line,
            [
                new ChartSeries(
                    method,
                    numbers,
                    [.. told.Select(pair => Mean([pair.Window], pair.Window.CaseCount, column, isModel: true))]),
                new ChartSeries(
                    "popularity",
                    numbers,
                    [.. told.Select(pair => Mean([pair.Window], pair.Window.CaseCount, column, isModel: false))]),
            ]);
    }

    private static string Time(long seconds) => seconds == long.MinValue
        ? "its beginning"
        : UnixTime.ToDate(seconds).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
