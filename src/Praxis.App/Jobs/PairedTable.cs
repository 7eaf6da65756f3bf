using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.App;

/// <summary>Differences of runs from the first, pair by pair over the units that both were tested on.</summary>
internal static class PairedTable
{
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
                if (other is not null && first.Weights.Any(static weight => weight > 0))
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

    private static object?[] Row(string name, UnitScores first, UnitScores other, string run)
    {
        var paired = PairedBootstrap.Of([first.Values], [other.Values], first.Weights, seed: 1);
        string sure = paired.Low > 0 ? "higher" : paired.High < 0 ? "lower" : "undecided";
        return
        [
            name, run, paired.Difference, paired.Low, paired.High, sure,
            $"{first.Values.Count} {first.Unit}",
        ];
    }
}
