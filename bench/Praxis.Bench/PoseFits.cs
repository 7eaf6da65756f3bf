using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>The fits of one arm of <see cref="PoseArms"/>, a run a seed.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Runs">By seed.</param>
internal sealed record PoseFits(string Arm, IReadOnlyList<PoseArmResult> Runs)
{
    /// <summary>All arms of a folder, by name.</summary>
    internal static IReadOnlyList<PoseFits> ReadAll(string folder) =>
    [
        .. Directory.GetFiles(folder, "*" + PoseArmResult.Suffix)
            .Order(StringComparer.Ordinal)
            .Select(static path => (Path: path, Name: Path.GetFileName(path)[..^PoseArmResult.Suffix.Length]))
            .GroupBy(static one => one.Name[..one.Name.LastIndexOf('-')], static one => PoseArmResult.Read(one.Path))
            .Select(static group => new PoseFits(group.Key, [.. group.OrderBy(static one => one.Seed)])),
    ];

    /// <summary>Those of the same seeds as another arm's.</summary>
    internal PoseFits Of(PoseFits other) =>
        this with { Runs = [.. Runs.Where(run => other.Runs.Any(one => one.Seed == run.Seed))] };

    /// <summary>Mean over runs and sets of the percentage of correct joints.</summary>
    internal double Mean(IReadOnlyList<string> sets) =>
        Runs.Average(run => sets.Average(name => run.Set(name).Percent));

    /// <summary>Mean over runs of a rate on one set; below 0 where none can be told.</summary>
    internal double Rate(string set, Func<PoseSetResult, double> pick) => Runs.Average(run => pick(run.Set(set)));

    /// <summary>How much better these sets of this arm are than those of another one, over the seeds of both; null
    /// where they share none.</summary>
    internal PairedBootstrap? Against(PoseFits other, IReadOnlyList<string> sets, IReadOnlyList<string> otherSets)
    {
        PoseFits own = Of(other);
        return own.Runs.Count == 0
            ? null
            : PairedBootstrap.Of(other.Of(this).Shares(otherSets), own.Shares(sets), own.Counts(sets));
    }

    private double[][] Shares(IReadOnlyList<string> sets) =>
        [.. Runs.Select(run => sets.SelectMany(name => run.Set(name).Shares).ToArray())];

    private double[] Counts(IReadOnlyList<string> sets) => [.. sets.SelectMany(name => Runs[0].Set(name).Counts)];
}
