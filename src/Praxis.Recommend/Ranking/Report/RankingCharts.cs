using Praxis.Core;

namespace Praxis.Recommend;

internal static class RankingCharts
{
    private const int CalibrationGroups = 10;

    internal static Chart MainMetric(
        IReadOnlyList<(string Name, TaskResult[] Tasks)> methods, int task, FitContext context)
    {
        RankingTask own = methods[0].Tasks[task].Task;
        string metric = TaskResult.Names(own.Kind)[0];
        ConfidenceInterval[] intervals =
        [
            .. methods.Select(method => method.Tasks[task].Intervals(context.Seed, context.ThreadCount)[0]),
        ];
        var series = new ChartSeries(
            metric,
            [.. methods.Select(static (_, index) => (double)index)],
            [.. intervals.Select(static interval => interval.Estimate)])
        {
            Low = [.. intervals.Select(static interval => interval.Low)],
            High = [.. intervals.Select(static interval => interval.High)],
        };
        return new Chart(
            $"{own.Name}-{metric}",
            $"{metric} of {own.Name} on the test events, with 95 % intervals: low is good",
            "method",
            metric,
            ChartKind.Bar,
            [series])
        {
            Categories = [.. methods.Select(static method => method.Name)],
        };
    }

    // Tenths of the events by prediction: mean prediction against mean label.
    internal static Chart Calibration(IReadOnlyList<(string Name, TaskResult[] Tasks)> methods, int task)
    {
        string name = methods[0].Tasks[task].Task.Name;
        var series = new List<ChartSeries>();
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach ((string method, TaskResult[] tasks) in methods)
        {
            float[] predictions = [.. tasks[task].Predictions];
            float[] labels = [.. tasks[task].Labels];
            if (predictions.Min() == predictions.Max())
            {
                continue;
            }

            Array.Sort(predictions, labels);
            var x = new List<double>();
            var y = new List<double>();
            for (int group = 0; group < CalibrationGroups; group++)
            {
                int first = (int)((long)group * labels.Length / CalibrationGroups);
                int end = (int)((group + 1L) * labels.Length / CalibrationGroups);
                if (end > first)
                {
                    x.Add(Mean(predictions.AsSpan(first..end)));
                    y.Add(Mean(labels.AsSpan(first..end)));
                }
            }

            series.Add(new ChartSeries(method, x, y));
            low = Math.Min(low, x[0]);
            high = Math.Max(high, x[^1]);
        }

        series.Add(new ChartSeries("as foretold", [low, high], [low, high]));
        return new Chart(
            $"{name}-calibration",
            $"What happened against what was foretold, {name}: on the diagonal a forecast means what it says",
            "mean forecast of a tenth of the events",
            "mean of what happened",
            ChartKind.Line,
            series);
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
