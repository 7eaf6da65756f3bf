using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>Tables over the fits of <see cref="PoseArms"/>: means over seeds, and differences to an arm of the same
/// seeds with their intervals over pictures and seeds.</summary>
internal sealed class PoseTable
{
    // Fake limbs are made as pasted parts are: that set stands apart from the mean.
    private const string Apart = "fake";
    private readonly IReadOnlyList<PoseFits> _arms;
    private readonly PoseFits _basis;
    private readonly string[] _sets;
    private readonly string[] _harder;

    private PoseTable(string folder, string against)
    {
        _arms = PoseFits.ReadAll(folder);
        _basis = _arms.First(one => one.Arm == against);
        string[] names =
            [.. _basis.Runs[0].Sets.Select(static set => set.Name).Where(static name => !name.Contains('/'))];
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

    private void Arms()
    {
        Header("arm | seeds | weights | minutes", ["all but " + Apart, .. _sets]);
        string[] others = [.. _sets.Where(static set => set != Apart)];
        string[][] columns = [others, .. _sets.Select(static set => (string[])[set])];
        foreach (PoseFits own in Shared())
        {
            IEnumerable<string> cells = columns.Select(sets => Cell(own, sets, _basis, sets));
            double minutes = own.Runs.Average(static one => one.Seconds) / 60;
            Row([own.Arm, $"{own.Runs.Count}", $"{own.Runs[0].Weights}", Number(minutes), .. cells]);
        }
    }

    // Arms by the seeds that the basis has too, so that rows are of the same seeds where all are there.
    private IEnumerable<PoseFits> Shared() =>
        _arms.Select(fits => fits.Of(_basis)).Where(static own => own.Runs.Count > 0);

    private void Confusions()
    {
        Header("arm: sides swapped / another person, % of joints", _sets);
        foreach (PoseFits fits in Shared())
        {
            Row([fits.Arm, .. _sets.Select(set =>
                Percent(fits.Rate(set, static one => one.SwappedSides)) + " / "
                + Percent(fits.Rate(set, static one => one.WrongPerson)))]);
        }
    }

    // The same people with parts pasted over them or partly hidden.
    private void Harder()
    {
        Header("arm", [_sets[0], .. _harder]);
        Row(["people that count", .. ((string[])[_sets[0], .. _harder]).Select(set =>
            $"{_basis.Runs[0].Set(set).Counts.Count(static joints => joints > 0)}")]);
        foreach (PoseFits fits in Shared())
        {
            Row([fits.Arm, .. ((string[])[_sets[0], .. _harder]).Select(set => Number(fits.Mean([set])))]);
        }
    }

    // Ways to join maps against their mean, which costs as many passes, and in the last column against the basis, which
    // costs a third of them.
    private void Joins()
    {
        const string mean = "mean-map";
        string[] others = [.. _sets.Where(static set => set != Apart)];
        Header("arm | maps joined by", [.. _sets, $"all but {Apart}, to {_basis.Arm}"]);
        foreach (PoseFits fits in _arms)
        {
            string[] ways = [.. fits.Runs[0].Sets.Select(static one => one.Name)
                .Where(name => name.StartsWith(_sets[0] + "/", StringComparison.Ordinal))
                .Select(name => name[(_sets[0].Length + 1)..])];
            foreach (string way in ways)
            {
                IEnumerable<string> cells = _sets.Select(set => way == mean
                    ? Number(fits.Mean([$"{set}/{way}"]))
                    : Cell(fits, [$"{set}/{way}"], fits, [$"{set}/{mean}"]));
                string[] joined = [.. others.Select(set => $"{set}/{way}")];
                Row([fits.Arm, way, .. cells, Cell(fits, joined, _basis, others)]);
            }
        }
    }

    private void Generators()
    {
        Header("generator | epoch | at bounds | mean | between types | between pictures", []);
        foreach (PoseFits fits in _arms.Where(static one => one.Runs[0].Placements.Count > 0))
        {
            int epochs = fits.Runs[0].Placements.Count;
            foreach (int epoch in ((int[])[0, epochs / 4, epochs / 2, epochs - 1]).Distinct())
            {
                PlacementSpread[] all = [.. fits.Runs.Select(one => one.Placements[epoch])];
                Row(
                [
                    fits.Arm,
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

    private static string Number(double value) => FormattableString.Invariant($"{value:F1}");

    private static string Percent(double rate) => rate < 0 ? "–" : Number(100 * rate);

    // The mean, and how it differs from the other's.
    private static string Cell(PoseFits own, string[] sets, PoseFits other, string[] otherSets)
    {
        double mean = own.Mean(sets);
        if (own.Arm == other.Arm && sets.SequenceEqual(otherSets))
        {
            return Number(mean);
        }

        PairedBootstrap difference = own.Against(other, sets, otherSets)!;
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
