using System.Globalization;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.App;

/// <summary>Turns the runs of a grid into the law quality = a + b ln C, its table and its figure.</summary>
internal sealed class ScaleResults
{
    private const int LeastForLaw = 3;
    private readonly string _name;
    private readonly string _metric;
    private readonly FinishedRun[] _runs;
    private readonly double[] _flops;
    private readonly double[] _quality;

    /// <summary>Reads operations and quality out of the runs.</summary>
    /// <exception cref="InputException">A run does not tell its operations, or has no such metric.</exception>
    public ScaleResults(string name, ScaleOrder order, IReadOnlyList<FinishedRun> runs)
    {
        _name = name;
        _metric = MetricName(order, runs[0]);
        _runs = [.. runs.OrderBy(Flops).ThenBy(run => run.Manifest.Id, StringComparer.Ordinal)];
        _flops = [.. _runs.Select(Flops)];
        _quality = [.. _runs.Select(run => run.Results.Metrics[_metric])];
    }

    /// <summary>The results.</summary>
    public RunResults Build()
    {
        LogarithmicLaw? law = _flops.Distinct().Count() >= LeastForLaw
            ? LogarithmicLaw.Fit(_flops, _quality)
            : null;
        return new RunResults(Metrics(law), [Table(law)], [Figure(law)], [.. Notes(law)]);
    }

    private static double Flops(FinishedRun run) => run.Results.TrainingFlops is > 0 and { } flops
        ? flops
        : throw new InputException(
            $"run {run.Manifest.Id} does not tell the operations of its training; delete it and scale again");

    /// <summary>The metric to plot, as runs name it.</summary>
    /// <exception cref="InputException">A run has no such metric.</exception>
    public static string MetricName(ScaleOrder order, FinishedRun run)
    {
        string method = order.Fit.Method;
        string name = order.Metric is null ? run.Results.Metrics.Keys.First() : $"{method}/{order.Metric}";
        return run.Results.Metrics.ContainsKey(name)
            ? name
            : throw new InputException(
                $"--metric {order.Metric} is not a metric of {method}; known are "
                + string.Join(", ", run.Results.Metrics.Keys
                    .Where(key => key.StartsWith(method + "/", StringComparison.Ordinal))
                    .Select(key => key[(method.Length + 1)..])));
    }

    private Dictionary<string, double> Metrics(LogarithmicLaw? law)
    {
        var metrics = new Dictionary<string, double> { [$"best {_metric}"] = _quality.Max() };
        if (law is not null)
        {
            metrics["intercept"] = law.Intercept;
            metrics["slope"] = law.Slope;
            metrics["r-squared"] = law.RSquared;
        }

        return metrics;
    }

    private ResultTable Table(LogarithmicLaw? law)
    {
        IReadOnlyList<object?>[] rows = [.. _runs.Select((run, i) => (IReadOnlyList<object?>)
        [
            run.Manifest.Id,
            .. ScaleOrder.GridOptions.Select(flag => (object?)Option(run, flag)),
            string.Create(CultureInfo.InvariantCulture, $"{_flops[i]:0.00e+0}"),
            _quality[i],
            law?.At(_flops[i]),
        ])];
        string[] columns =
            ["run", "width", "layers", "length", "training FLOPs", _metric, .. law is null ? [] : new[] { "law" }];
        return new ResultTable(
            "sizes",
            law is null ? "Sizes by operations of training" : $"Sizes by operations of training; {Words(law)}",
            columns,
            law is null ? [.. rows.Select(row => (IReadOnlyList<object?>)[.. row.Take(columns.Length)])] : rows);
    }

    private Chart Figure(LogarithmicLaw? law)
    {
        var sizes = new ChartSeries("sizes", _flops, _quality) { IsScattered = true };
        double[] ends = [_flops[0], _flops[^1]];
        return new Chart(
            "scaling",
            law is null ? $"{_metric} by training compute" : $"{_metric} by training compute; {Words(law)}",
            "training FLOPs",
            _metric,
            ChartKind.Line,
            law is null ? [sizes] : [sizes, new ChartSeries("a + b ln C", ends, [.. ends.Select(law.At)])])
        {
            LogX = true,
        };
    }

    private IEnumerable<string> Notes(LogarithmicLaw? law)
    {
        yield return law is null
            ? $"No law is fitted to fewer than {LeastForLaw} different operation counts."
            : $"Least squares of {_metric} on ln C over the {_runs.Length} sizes of {_name}; one seed, one data set.";
        yield return "C counts the matrix products of maps, attention pairs and candidates, forward and backward, "
            + "over the real lengths and all epochs done, those after the best included. "
            + "1 PetaFLOP/s-day is 8.64e19 FLOPs.";
        yield return "Quality is each run's test metric at its best validation epoch; choose no size by it.";
    }

    private static long Option(FinishedRun run, string flag)
    {
        // run.json names options in camel case.
        string[] words = flag.Split('-');
        IEnumerable<string> others = words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
        string name = words[0] + string.Concat(others);
        return run.Manifest.Options.GetProperty(name).GetInt64();
    }

    private static string Words(LogarithmicLaw law) => string.Create(
        CultureInfo.InvariantCulture,
        $"{law.Intercept:G4} {(law.Slope < 0 ? '-' : '+')} {Math.Abs(law.Slope):G4} ln C, R² {law.RSquared:F3}");
}
