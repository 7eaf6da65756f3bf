using System.Globalization;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Turns the results of several methods on the same test events into metrics, tables, figures and notes. The
/// first method is the fitted one.</summary>
internal sealed class RankingReport(
    RankingSplit split, IReadOnlyList<(string Name, TaskResult[] Tasks)> methods, FitContext context)
{
    internal RunResults Build(IReadOnlyList<string> notes)
    {
        var tables = new List<ResultTable> { MetricsTable() };
        if (methods.Count > 1)
        {
            tables.Add(DifferencesTable());
        }

        tables.Add(DataTable());
        var charts = new List<Chart>();
        for (int task = 0; task < split.Log.Tasks.Count; task++)
        {
            charts.Add(RankingCharts.MainMetric(methods, task, context));
            charts.Add(RankingCharts.Calibration(methods, task));
        }

        return new RunResults(Metrics(), tables, charts, [.. notes, .. StandingNotes()]);
    }

    private Dictionary<string, double> Metrics()
    {
        var metrics = new Dictionary<string, double>();
        foreach ((string name, TaskResult[] tasks) in methods)
        {
            foreach (TaskResult result in tasks)
            {
                foreach ((string metric, double value) in Named(result))
                {
                    metrics[$"{name}/{result.Task.Name}/{metric}"] = value;
                }
            }
        }

        return metrics;
    }

    private static IEnumerable<(string Metric, double Value)> Named(TaskResult result)
    {
        IReadOnlyList<string> names = TaskResult.Names(result.Task.Kind);
        double[] values = result.Values();
        for (int i = 0; i < names.Count; i++)
        {
            if (double.IsFinite(values[i]))
            {
                yield return (names[i], values[i]);
            }
        }

        if (result.Task.Kind == RankingTaskKind.Binary)
        {
            yield return ("AUC", result.AreaUnderCurve());
        }
    }

    private ResultTable MetricsTable()
    {
        var rows = new List<object?[]>();
        for (int task = 0; task < split.Log.Tasks.Count; task++)
        {
            RankingTask own = split.Log.Tasks[task];
            IReadOnlyList<string> names = TaskResult.Names(own.Kind);
            ConfidenceInterval[][] intervals =
            [
                .. methods.Select(method => method.Tasks[task].Intervals(context.Seed, context.ThreadCount)),
            ];
            for (int metric = 0; metric < names.Count; metric++)
            {
                rows.Add([own.Name, names[metric], .. intervals.Select(found => (object)Text(found[metric]))]);
            }

            if (own.Kind == RankingTaskKind.Binary)
            {
                rows.Add(
                [
                    own.Name,
                    "AUC",
                    .. methods.Select(method => (object)method.Tasks[task].AreaUnderCurve().ToString(
                        "F4", CultureInfo.InvariantCulture)),
                ]);
            }
        }

        TaskResult first = methods[0].Tasks[0];
        return new ResultTable(
            "metrics",
            $"Test metrics over {first.Labels.Length} events of {first.UserCount} users ± half the width of the 95 % "
                + "interval; low is good but for GAUC and AUC",
            ["task", "metric", .. methods.Select(method => method.Name)],
            rows);
    }

    private ResultTable DifferencesTable()
    {
        (string main, TaskResult[] own) = methods[0];
        var rows = new List<object?[]>();
        foreach ((string name, TaskResult[] others) in methods.Skip(1))
        {
            for (int task = 0; task < own.Length; task++)
            {
                IReadOnlyList<string> names = TaskResult.Names(own[task].Task.Kind);
                ConfidenceInterval[] differences =
                    own[task].DifferenceTo(others[task], context.Seed, context.ThreadCount);
                for (int metric = 0; metric < names.Count; metric++)
                {
                    ConfidenceInterval difference = differences[metric];
                    (double estimate, double low, double high) = difference;
                    bool isHighGood = names[metric] == "GAUC";
                    string verdict = !difference.ExcludesZero ? "no clear difference"
                        : low > 0 == isHighGood ? "better" : "worse";
                    rows.Add(
                    [
                        name, own[task].Task.Name, names[metric], Signed(estimate), Signed(low), Signed(high), verdict,
                    ]);
                }
            }
        }

        return new ResultTable(
            "differences",
            $"{main} minus each baseline, users resampled alike, with the 95 % interval",
            ["baseline", "task", "metric", "difference", "low", "high", main + " is"],
            rows);
    }

    private ResultTable DataTable()
    {
        RankingLog log = split.Log;
        var rows = new List<object?[]>
        {
            new object?[] { "users", log.Events.UserCount },
            new object?[] { "items", log.Events.ItemCount },
            new object?[] { "events", log.Events.EventCount },
            new object?[] { "context columns", Words(log.ContextColumns) },
            new object?[] { "slow columns", Words(log.SlowColumns) },
        };
        foreach (RankingPart part in Enum.GetValues<RankingPart>())
        {
            int[] events = split.EventsOf(part);
            string name = part.ToString().ToLowerInvariant();
            rows.Add([name + " events", events.Length]);
            rows.Add([name + " users", TaskResults.UsersOf(log.Events, events).Distinct().Count()]);
            for (int task = 0; task < log.Tasks.Count; task++)
            {
                double mean = log.LabelsOf(task, events).Sum(static label => (double)label) / events.Length;
                rows.Add([$"{name} mean of {log.Tasks[task].Name}", mean.ToString("G4", CultureInfo.InvariantCulture)]);
            }
        }

        rows.Add(["validated from", Moment(split.ValidationCut)]);
        rows.Add(["tested from", Moment(split.TestCut)]);
        return new ResultTable("data", "The data", ["property", "value"], rows);
    }

    private IEnumerable<string> StandingNotes()
    {
        yield return "Split by time; an event is foretold from what its user did strictly before its time: events of "
            + "one time see nothing of one another.";
        yield return "NE is the mean log loss over the entropy of the test's own rate: 1 is that rate, below 1 is "
            + "better.";
        foreach (TaskResult result in methods[0].Tasks.Where(task => task.Task.Kind == RankingTaskKind.Binary))
        {
            yield return $"GAUC of {result.Task.Name}: area under the curve inside each user, weighted by events; "
                + $"{result.SkippedUserCount} of {result.UserCount} users have one class only and are left out.";
        }

        yield return $"Intervals: percentile bootstrap over users, {Bootstrap.ResampleCount} resamples; "
            + "they do not cover the chance in training.";
        if (methods.Count > 1)
        {
            yield return "All methods learn from the training events and are tuned on the validation events; counts "
                + "and rates of the baselines go on with every event before the one foretold.";
        }
    }

    private static string Words(IReadOnlyList<RankingColumn> columns) =>
        columns.Count == 0 ? "none" : string.Join(", ", columns.Select(static column => column.Name));

    private static string Moment(long seconds) =>
        UnixTime.ToDate(seconds).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Text(ConfidenceInterval interval) => double.IsFinite(interval.Estimate)
        ? string.Create(
            CultureInfo.InvariantCulture, $"{interval.Estimate:F4} ±{(interval.High - interval.Low) / 2:F4}")
        : "–";

    private static string Signed(double value) =>
        value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
