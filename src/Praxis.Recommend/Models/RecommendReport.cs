using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Praxis.Core;

namespace Praxis.Recommend;

// Turns the results of several methods on the same test cases into metrics, tables, figures and notes. The first method
// is the fitted one.
internal sealed class RecommendReport
{
    public const string MainMetric = "NDCG@10";

    // Beyond, the results of a run would be larger than most models.
    private const int MostKeptCases = 50_000;
    private static readonly string[] ComparedMetrics = ["NDCG@10", "HR@10", "MRR"];
    private readonly RecommendSplit _split;
    private readonly FitContext _context;
    private readonly IReadOnlyList<(string Name, RankingResult Result)> _methods;
    private readonly IReadOnlyList<ConfidenceInterval>[] _intervals;

    public RecommendReport(
        RecommendSplit split, IReadOnlyList<(string Name, RankingResult Result)> methods, FitContext context)
    {
        _split = split;
        _context = context;
        _methods = methods;
        _intervals = [.. methods.Select(method => method.Result.Intervals(context.Seed, context.ThreadCount))];
    }

    public RunResults Build(IReadOnlyList<string> notes)
    {
        var tables = new List<ResultTable> { MetricsTable() };
        if (_methods.Count > 1)
        {
            tables.Add(DifferencesTable());
        }

        tables.Add(LogSummary.Table(_split));
        Chart[] charts =
        [
            RecommendCharts.MainMetric(MainMetric, _methods, [.. _intervals.Select(row => row[IndexOf(MainMetric)])]),
            RecommendCharts.ByHistoryLength(MainMetric, _methods),
            RecommendCharts.PopularityCurve(_split.Log),
            RecommendCharts.HistoryLengths(_split.Log),
        ];
        return new RunResults(Metrics(), tables, charts, [.. notes, .. StandingNotes()])
        {
            UnitScores = _methods[0].Result.Count > MostKeptCases ? null : UserScores(),
        };
    }

    // Users are the same where their numbers and histories are; of one log, that is.
    private UnitScores[] UserScores()
    {
        (string name, RankingResult result) = _methods[0];
        int[] numbers = [_split.Log.EventCount, .. result.Users, .. result.HistoryLengths];
        string fingerprint = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<int>(numbers)));
        return
        [
            .. ComparedMetrics.Select(metric =>
                new UnitScores($"{name}/{metric}", "users", fingerprint, result.Values(metric), Weights: null)),
        ];
    }

    private static int IndexOf(string metric) => RankingMetrics.Names.ToList().IndexOf(metric);

    private Dictionary<string, double> Metrics()
    {
        var metrics = new Dictionary<string, double>
        {
            [$"{_methods[0].Name}/{MainMetric}"] = _methods[0].Result.Mean(MainMetric),
        };
        foreach ((string name, RankingResult result) in _methods)
        {
            foreach (string metric in RankingMetrics.Names)
            {
                metrics[$"{name}/{metric}"] = result.Mean(metric);
            }
        }

        return metrics;
    }

    private ResultTable MetricsTable()
    {
        var rows = new List<object?[]>();
        for (int metric = 0; metric < RankingMetrics.Names.Count; metric++)
        {
            var row = new object?[_methods.Count + 1];
            row[0] = RankingMetrics.Names[metric];
            for (int method = 0; method < _methods.Count; method++)
            {
                ConfidenceInterval interval = _intervals[method][metric];
                row[method + 1] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{interval.Estimate:F4} ±{(interval.High - interval.Low) / 2:F4}");
            }

            rows.Add(row);
        }

        return new ResultTable(
            "metrics",
            $"Test metrics, mean over {_methods[0].Result.Count} users ± half the width of the 95 % interval",
            ["metric", .. _methods.Select(method => method.Name)],
            rows);
    }

    private ResultTable DifferencesTable()
    {
        (string main, RankingResult mainResult) = _methods[0];
        var rows = new List<object?[]>();
        foreach ((string name, RankingResult result) in _methods.Skip(1))
        {
            IReadOnlyList<ConfidenceInterval> differences =
                mainResult.DifferenceTo(result, _context.Seed, _context.ThreadCount);
            foreach (string metric in ComparedMetrics)
            {
                ConfidenceInterval difference = differences[IndexOf(metric)];
                (double estimate, double low, double high) = difference;
                string verdict = !difference.ExcludesZero ? "no clear difference" : low > 0 ? "better" : "worse";
                rows.Add([name, metric, Signed(estimate), Signed(low), Signed(high), verdict]);
            }
        }

        return new ResultTable(
            "differences",
            $"{main} minus each baseline, user by user, with the 95 % interval",
            ["baseline", "metric", "difference", "low", "high", main + " is"],
            rows);
    }

    private static string Signed(double value) =>
        value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    private IEnumerable<string> StandingNotes()
    {
        yield return $"Ranks are among all {_split.Log.ItemCount} items, none sampled; ties count against the target.";
        yield return _split.SeenItemsAreRemoved
            ? "Items of the history are removed from the ranking; a target that repeats one of them is a miss."
            : "Items of the history can be recommended again.";
        yield return "Intervals: percentile bootstrap over users, "
            + $"{Bootstrap.ResampleCount.ToString(CultureInfo.InvariantCulture)} resamples; "
            + "they do not cover the chance in training.";
        if (_methods.Skip(1).Any())
        {
            yield return "Counted baselines learn from everything before the test, validation events included.";
        }

        if (_methods.Skip(1).Any(static method => method.Name == SasrecMethod.Baseline.Name))
        {
            yield return $"{SasrecMethod.Baseline.Name} beside it is trained with its own defaults, whatever the"
                + " options of this fit; against a tuned model, tune it too (praxis fit sasrec).";
        }
    }
}
