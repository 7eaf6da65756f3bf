using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.App;

/// <summary>Differences of runs from the first, pair by pair over the units that both were tested on.</summary>
internal static class PairedTable
{
    // A page waits for them: no more than a second or so.
    private const int MostDrawn = 20_000_000;
    private const int MostDraws = 10_000;
    private const int LeastDraws = 1000;

    /// <summary>A row for each metric that a run shares with the first on the same units; none where there are none.
    /// </summary>
    internal static ResultTable Of(IReadOnlyList<FinishedRun> runs)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (UnitScores first in runs[0].Results.UnitScores ?? [])
        {
            string name = CompareJob.Own(first.Metric, runs[0].Manifest.Method);
            foreach (FinishedRun run in runs.Skip(1))
            {
                UnitScores? other = run.Results.UnitScores?.FirstOrDefault(
                    scores => CompareJob.Own(scores.Metric, run.Manifest.Method) == name
                        && scores.Fingerprint == first.Fingerprint);
                if (other is not null && first.Weights?.Any(static weight => weight > 0) is not false)
                {
                    rows.Add(Row(name, first, other, run.Manifest.Id));
                }
            }
        }

        return new ResultTable(
            "paired",
            "Differences from the first run on the same units, with 95 % intervals by drawing units again",
            ["metric", "run", "difference", "low", "high", "sure", "units"],
            rows);
    }

    /// <summary>What units the first run and another were tested on, where a metric of both is of different ones; null
    /// where none is.</summary>
    internal static string? DifferentUnits(FinishedRun first, FinishedRun run) =>
        (first.Results.UnitScores ?? []).FirstOrDefault(own => run.Results.UnitScores?.Any(scores =>
            CompareJob.Own(scores.Metric, run.Manifest.Method) == CompareJob.Own(own.Metric, first.Manifest.Method)
            && scores.Fingerprint != own.Fingerprint) == true)?.Unit;

    private static object?[] Row(string name, UnitScores first, UnitScores other, string run)
    {
        int draws = Math.Clamp(MostDrawn / Math.Max(1, first.Values.Count), LeastDraws, MostDraws);
        var paired = PairedBootstrap.Of([first.Values], [other.Values], first.Weights, seed: 1, draws);
        string sure = paired.Low > 0 ? "higher" : paired.High < 0 ? "lower" : "undecided";
        return
        [
            name, run, paired.Difference, paired.Low, paired.High, sure,
            $"{first.Values.Count} {first.Unit}",
        ];
    }
}
