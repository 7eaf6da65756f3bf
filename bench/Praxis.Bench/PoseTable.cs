using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>Tables over the fits of <see cref="PoseArms"/>: means over seeds, and differences to an arm of the same
/// seeds with their intervals over pictures and seeds.</summary>
internal sealed class PoseTable
{
    // Fake limbs are made as pasted parts are: that set stands apart from the mean.
    private const string Apart = "fake";
    private readonly (string Arm, PoseArmResult[] Runs)[] _arms;
    private readonly PoseArmResult[] _basis;
    private readonly string _against;
    private readonly string[] _sets;
    private readonly string[] _harder;

    private PoseTable(string folder, string against)
    {
        _against = against;
        _arms = [.. ReadAll(folder)];
        _basis = _arms.First(one => one.Arm == against).Runs;
        string[] names = [.. _basis[0].Sets.Select(static set => set.Name).Where(static name => !name.Contains('/'))];
        _sets = [.. names.Where(static name => !name.Contains(PoseRobustness.Mark))];
        _harder = [.. names.Where(static name => name.Contains(PoseRobustness.Mark))];
    }

    /// <summary>Prints them.</summary>
    /// <param name="folder">Of the fits.</param>
    /// <param name="against">The arm to compare with.</param>
    internal static int Run(string folder, string against)
    {
        var table = new PoseTable(folder, against);
        table.Arms();
        table.Confusions();
        table.Harder();
        table.Joins();
        table.Generators();
        string versions = string.Join(", ", table._arms.SelectMany(static one => one.Runs)
            .Select(static one => one.Version).Distinct().Order(StringComparer.Ordinal));
        Console.WriteLine($"Made by {versions}.");
        return 0;
    }

    private static IEnumerable<(string Arm, PoseArmResult[] Runs)> ReadAll(string folder) =>
        Directory.GetFiles(folder, "*" + PoseArmResult.Suffix)
            .Order(StringComparer.Ordinal)
            .Select(static path => (Path: path, Name: Path.GetFileName(path)[..^PoseArmResult.Suffix.Length]))
            .GroupBy(static one => one.Name[..one.Name.LastIndexOf('-')], static one => PoseArmResult.Read(one.Path))
            .Select(static group => (group.Key, group.OrderBy(static one => one.Seed).ToArray()));

    private void Arms()
    {
        Header("arm | seeds | weights | minutes", ["all but " + Apart, .. _sets]);
        foreach ((string arm, PoseArmResult[] runs) in _arms)
        {
            (PoseArmResult[] own, PoseArmResult[] paired) = Paired(runs);
            string[] others = [.. _sets.Where(static set => set != Apart)];
            string[][] columns = [others, .. _sets.Select(static set => (string[])[set])];
            IEnumerable<string> cells = columns.Select(sets => arm == _against
                ? FormattableString.Invariant($"{Mean(own, sets):F1}")
                : Cell(Mean(own, sets), Shares(paired, sets), Shares(own, sets), Counts(own, sets)));
            double minutes = runs.Average(static one => one.Seconds) / 60;
            Row([arm, $"{own.Length}", $"{runs[0].Weights}", FormattableString.Invariant($"{minutes:F1}"), .. cells]);
        }
    }

    private void Confusions()
    {
        Header("arm: sides swapped / another person, % of joints", _sets);
        foreach ((string arm, PoseArmResult[] runs) in _arms)
        {
            Row([arm, .. _sets.Select(set =>
                Rate(runs, set, static one => one.SwappedSides) + " / "
                + Rate(runs, set, static one => one.WrongPerson))]);
        }
    }

    // The same people with parts pasted over them or partly hidden.
    private void Harder()
    {
        Header("arm", [_sets[0], .. _harder]);
        foreach ((string arm, PoseArmResult[] runs) in _arms)
        {
            Row([arm, .. ((string[])[_sets[0], .. _harder]).Select(set =>
                FormattableString.Invariant($"{Mean(runs, [set]):F1}"))]);
        }
    }

    // Ways to join maps against their mean, which costs as many passes.
    private void Joins()
    {
        const string mean = "mean-map";
        Header("arm | maps joined by", _sets);
        foreach ((string arm, PoseArmResult[] runs) in _arms)
        {
            string[] ways = [.. runs[0].Sets.Where(one => one.Name.StartsWith(_sets[0] + "/", StringComparison.Ordinal))
                .Select(one => one.Name[(_sets[0].Length + 1)..])];
            foreach (string way in ways)
            {
                Row([arm, way, .. _sets.Select(set =>
                {
                    string[] own = [$"{set}/{way}"];
                    string[] other = [$"{set}/{mean}"];
                    return way == mean
                        ? FormattableString.Invariant($"{Mean(runs, own):F1}")
                        : Cell(Mean(runs, own), Shares(runs, other), Shares(runs, own), Counts(runs, own));
                })]);
            }
        }
    }

    private void Generators()
    {
        Header("generator | epoch | at bounds | mean | between types | between pictures", []);
        foreach ((string arm, PoseArmResult[] runs) in _arms.Where(static one => one.Runs[0].Placements.Count > 0))
        {
            int epochs = runs[0].Placements.Count;
            foreach (int epoch in ((int[])[0, epochs / 4, epochs / 2, epochs - 1]).Distinct())
            {
                PlacementSpread[] all = [.. runs.Select(one => one.Placements[epoch])];
                Row(
                [
                    arm,
                    $"{epoch + 1}",
                    FormattableString.Invariant($"{all.Average(static one => one.AtBounds):F3}"),
                    Triple(all, static one => one.Mean),
                    Triple(all, static one => one.BetweenTypes),
                    Triple(all, static one => one.BetweenPictures),
                ]);
            }
        }

        Console.WriteLine();
    }

    private (PoseArmResult[] Own, PoseArmResult[] Paired) Paired(PoseArmResult[] runs)
    {
        ulong[] seeds = [.. runs.Select(static one => one.Seed).Intersect(_basis.Select(static one => one.Seed))];
        return (
            [.. runs.Where(one => seeds.Contains(one.Seed))], [.. _basis.Where(one => seeds.Contains(one.Seed))]);
    }

    private static PoseSetResult Set(PoseArmResult run, string name) => run.Sets.First(one => one.Name == name);

    private static double Mean(PoseArmResult[] runs, string[] sets) =>
        runs.Average(run => sets.Average(name => Set(run, name).Percent));

    private static double[][] Shares(PoseArmResult[] runs, string[] sets) =>
        [.. runs.Select(run => sets.SelectMany(name => Set(run, name).Shares).ToArray())];

    private static double[] Counts(PoseArmResult[] runs, string[] sets) =>
        [.. sets.SelectMany(name => Set(runs[0], name).Counts)];

    private static string Rate(PoseArmResult[] runs, string set, Func<PoseSetResult, double> pick)
    {
        double rate = runs.Average(run => pick(Set(run, set)));
        return rate < 0 ? "–" : FormattableString.Invariant($"{100 * rate:F1}");
    }

    private static string Cell(double mean, double[][] basis, double[][] own, double[] counts)
    {
        if (own.Length == 0)
        {
            return "–";
        }

        var difference = PairedBootstrap.Of(basis, own, counts);
        string interval = FormattableString.Invariant($"{100 * difference.Low:F1} to {100 * difference.High:F1}");
        return FormattableString.Invariant($"{mean:F1} ({100 * difference.Difference:+0.0;-0.0;0.0}: {interval})");
    }

    private static string Triple(PlacementSpread[] all, Func<PlacementSpread, IReadOnlyList<double>> pick) =>
        string.Join(", ", Enumerable.Range(0, 3).Select(i =>
            FormattableString.Invariant($"{all.Average(one => pick(one)[i]):F2}")));

    private static void Header(string first, IReadOnlyList<string> sets)
    {
        string[] names = [.. first.Split(" | "), .. sets];
        Console.WriteLine();
        Row(names);
        Console.WriteLine("|" + string.Concat(names.Select(static _ => "---|")));
    }

    private static void Row(IEnumerable<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
