using System.Globalization;
using Praxis.Core;

namespace Praxis.Recommend;

internal static class RecommendCharts
{
    private const int CurvePoints = 200;
    private static readonly int[] HistoryBounds = [1, 2, 5, 10, 20, 50, 100, 200, int.MaxValue];

    public static Chart MainMetric(
        string metric,
        IReadOnlyList<(string Name, RankingResult Result)> methods,
        IReadOnlyList<ConfidenceInterval> intervals)
    {
        var series = new ChartSeries(
            metric,
            Positions(methods.Count),
            [.. intervals.Select(static interval => interval.Estimate)])
        {
            Low = [.. intervals.Select(static interval => interval.Low)],
            High = [.. intervals.Select(static interval => interval.High)],
        };
        return new Chart(
            "main-metric",
            $"{metric} on the test cases, with 95 % intervals",
            "method",
            metric,
            ChartKind.Bar,
            [series])
        {
            Categories = [.. methods.Select(static method => method.Name)],
        };
    }

    // Mean of the metric by number of events before the target; empty classes are left out.
    public static Chart ByHistoryLength(string metric, IReadOnlyList<(string Name, RankingResult Result)> methods)
    {
        IReadOnlyList<int> lengths = methods[0].Result.HistoryLengths;
        var counts = new int[HistoryBounds.Length - 1];
        foreach (int length in lengths)
        {
            counts[ClassOf(length)]++;
        }

        int[] kept = [.. Enumerable.Range(0, counts.Length).Where(index => counts[index] > 0)];
        var series = new List<ChartSeries>();
        foreach ((string name, RankingResult result) in methods)
        {
            var sums = new double[counts.Length];
            double[] values = result.Values(metric);
            for (int i = 0; i < values.Length; i++)
            {
                sums[ClassOf(lengths[i])] += values[i];
            }

            double[] means = [.. kept.Select(index => sums[index] / counts[index])];
            series.Add(new ChartSeries(name, Positions(kept.Length), means));
        }

        return new Chart(
            "by-history-length",
            $"{metric} by length of the history: who is served well?",
            "events before the target (users)",
            metric,
            ChartKind.Bar,
            series)
        {
            Categories = [.. kept.Select(index => $"{ClassName(index)} ({counts[index]})")],
        };
    }

    // Share of all events on the n most popular items, at ranks evenly spaced on a logarithmic axis.
    public static Chart PopularityCurve(InteractionLog log)
    {
        var counts = new int[log.ItemCount];
        foreach (int item in log.Items.Span)
        {
            counts[item]++;
        }

        Array.Sort(counts, static (left, right) => right.CompareTo(left));
        var ranks = new List<double>();
        var shares = new List<double>();
        long sum = 0;
        for (int rank = 1; rank <= counts.Length; rank++)
        {
            sum += counts[rank - 1];
            double next = ranks.Count == 0 ? 1 : ranks[^1] * Math.Pow(counts.Length, 1.0 / CurvePoints);
            if (rank >= next || rank == counts.Length)
            {
                ranks.Add(rank);
                shares.Add((double)sum / log.EventCount);
            }
        }

        return new Chart(
            "item-popularity",
            "Share of all events on the most popular items: a steep start means a few items rule",
            "number of most popular items",
            "share of events",
            ChartKind.Line,
            [new ChartSeries("share of events", ranks, shares)])
        {
            LogX = true,
        };
    }

    public static Chart HistoryLengths(InteractionLog log)
    {
        var counts = new double[HistoryBounds.Length - 1];
        for (int user = 0; user < log.UserCount; user++)
        {
            if (log.CountOf(user) > 0)
            {
                counts[ClassOf(log.CountOf(user))]++;
            }
        }

        return new Chart(
            "history-lengths",
            "Users by number of events",
            "events of a user",
            "users",
            ChartKind.Bar,
            [new ChartSeries("users", Positions(counts.Length), counts)])
        {
            Categories = [.. Enumerable.Range(0, counts.Length).Select(ClassName)],
        };
    }

    private static double[] Positions(int count) =>
        [.. Enumerable.Range(0, count).Select(static index => (double)index)];

    private static int ClassOf(int length)
    {
        int index = 0;
        while (index + 2 < HistoryBounds.Length && length >= HistoryBounds[index + 1])
        {
            index++;
        }

        return index;
    }

    private static string ClassName(int index)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        int low = HistoryBounds[index];
        int high = HistoryBounds[index + 1];
        return high == int.MaxValue ? string.Create(invariant, $"{low}+")
            : high == low + 1 ? low.ToString(invariant)
            : string.Create(invariant, $"{low}-{high - 1}");
    }
}
