using Praxis.Core;

namespace Praxis.App;

/// <summary>Makes learning curves of the kept events: the loss, and each validation metric, against the
/// epoch.</summary>
internal static class LearningCurves
{
    /// <summary>The curves, each with its best epochs; a phase of the fit that has epochs is a series.</summary>
    public static IReadOnlyList<(Chart Chart, IReadOnlyList<ChartMark> Marks)> Of(IReadOnlyList<FitEvent> events) =>
        Of(ByPhase(events));

    /// <summary>The curves of several runs side by side; a phase of a run that has epochs is a series.</summary>
    public static IReadOnlyList<(Chart Chart, IReadOnlyList<ChartMark> Marks)> Of(
        IReadOnlyList<(string Run, IReadOnlyList<FitEvent> Events)> runs) =>
        Of([.. runs.SelectMany(static run =>
        {
            List<(string Phase, List<EpochEvent> Epochs)> phases = ByPhase(run.Events);
            return phases.Count == 1
                ? [(run.Run, phases[0].Epochs)]
                : phases.Select(phase => ($"{run.Run}: {phase.Phase}", phase.Epochs));
        })]);

    private static IReadOnlyList<(Chart Chart, IReadOnlyList<ChartMark> Marks)> Of(
        List<(string Phase, List<EpochEvent> Epochs)> phases)
    {
        if (phases.Count == 0)
        {
            return [];
        }

        IEnumerable<string> metrics = phases.SelectMany(phase => phase.Epochs)
            .SelectMany(epoch => epoch.Metrics.Keys)
            .Distinct();
        return
        [
            Curve(
                "loss",
                "Training loss by epoch: falling means learning",
                "mean loss",
                phases,
                epoch => epoch.Loss),
            .. metrics.Select(metric => Curve(
                metric,
                $"Validation {metric} by epoch",
                metric,
                phases,
                epoch => epoch.Metrics.TryGetValue(metric, out double value) ? value : double.NaN)),
            .. Told(phases),
        ];
    }

    // What steps told besides the loss: one chart of each phase in which they did.
    private static IEnumerable<(Chart Chart, IReadOnlyList<ChartMark> Marks)> Told(
        List<(string Phase, List<EpochEvent> Epochs)> phases)
    {
        foreach ((string phase, List<EpochEvent> epochs) in phases)
        {
            string[] names = [.. epochs.SelectMany(static epoch => epoch.StepMetrics?.Keys ?? []).Distinct()];
            if (names.Length > 0)
            {
                double[] numbers = [.. epochs.Select(static epoch => (double)epoch.Epoch)];
                yield return (
                    new Chart(
                        "steps",
                        $"Mean over the steps of an epoch, {phase}",
                        "epoch",
                        names.Length == 1 ? names[0] : "mean",
                        ChartKind.Line,
                        [
                            .. names.Select(name => new ChartSeries(
                                name,
                                numbers,
                                [.. epochs.Select(epoch => epoch.StepMetrics?.GetValueOrDefault(name, double.NaN)
                                    ?? double.NaN)])),
                        ]),
                    []);
            }
        }
    }

    private static (Chart Chart, IReadOnlyList<ChartMark> Marks) Curve(
        string name,
        string title,
        string label,
        List<(string Phase, List<EpochEvent> Epochs)> phases,
        Func<EpochEvent, double> value)
    {
        ChartSeries[] series = [.. phases.Select(phase => new ChartSeries(
            phase.Phase.Length == 0 ? name : phase.Phase,
            [.. phase.Epochs.Select(epoch => (double)epoch.Epoch)],
            [.. phase.Epochs.Select(value)]))];
        ChartMark[] marks = [.. phases.SelectMany((phase, i) => phase.Epochs.Where(epoch => epoch.IsBest).TakeLast(1)
            .Select(epoch => new ChartMark(i, epoch.Epoch, "best epoch")))];
        return (new Chart(name, title, "epoch", label, ChartKind.Line, series), marks);
    }

    private static List<(string Phase, List<EpochEvent> Epochs)> ByPhase(IReadOnlyList<FitEvent> events)
    {
        var phases = new List<(string Phase, List<EpochEvent> Epochs)>();
        string phase = string.Empty;
        foreach (FitEvent happened in events)
        {
            if (happened is PhaseEvent named)
            {
                phase = named.Name;
            }
            else if (happened is EpochEvent epoch)
            {
                if (phases.Count == 0 || phases[^1].Phase != phase)
                {
                    phases.Add((phase, []));
                }

                phases[^1].Epochs.Add(epoch);
            }
        }

        return phases;
    }
}
