using Praxis.Core;

namespace Praxis.Pose;

/// <summary>How much of heat maps and of region maps lies on the person who is looked for, and on others: a network
/// that is not confused has it on the former.</summary>
/// <remarks>Drawn figures alone say which pixel shows whom.</remarks>
internal static class MassOnPeople
{
    private const int MostPeople = 200;

    /// <summary>Means over the people of each set.</summary>
    /// <param name="predictor">The network.</param>
    /// <param name="sets">The tests.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <returns>A row for each set of drawn figures; null without one.</returns>
    internal static ResultTable? TableOf(
        PosePredictor predictor, IReadOnlyList<PoseTestSet> sets, FitContext context)
    {
        List<IReadOnlyList<object?>> rows =
        [
            .. sets.Where(static set =>
                    set.Examples.Count > 0 && set.Examples.All(static one => one.Figure is not null))
                .Select(set => RowOf(predictor, set, context)),
        ];
        return rows.Count == 0 ? null : new ResultTable(
            "mass",
            "Where the maps' mass lies, in percent; area is what a map without knowledge would have",
            [
                "set", "area of the person", "area of another", "heat on the person", "heat on another",
                "regions on the person", "regions on another",
            ],
            rows);
    }

    /// <summary>Shares of a map on two kinds of pixels.</summary>
    /// <param name="map">[h, w] or several of them; what is below 0 counts as 0.</param>
    /// <param name="bins">h w.</param>
    /// <param name="kindOf">0 the person, 1 another, else nobody, of a bin.</param>
    /// <returns>Shares of the mass; NaN where there is none.</returns>
    internal static (double Person, double Other) Shares(ReadOnlySpan<float> map, int bins, Func<int, int> kindOf)
    {
        Span<double> sums = stackalloc double[3];
        for (int i = 0; i < map.Length; i++)
        {
            sums[kindOf(i % bins) switch { 0 => 0, 1 => 1, _ => 2 }] += Math.Max(0, map[i]);
        }

        double all = sums[0] + sums[1] + sums[2];
        return (sums[0] / all, sums[1] / all);
    }

    private static IReadOnlyList<object?> RowOf(PosePredictor predictor, PoseTestSet set, FitContext context)
    {
        PoseExample[] people = [.. set.Examples.Take(MostPeople)];
        var shares = new double[people.Length][];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.ThreadCount,
            CancellationToken = context.Cancellation,
        };
        Parallel.For(0, people.Length, parallel, i => shares[i] = SharesOf(predictor, people[i]));
        return
        [
            set.Name,
            .. Enumerable.Range(0, shares[0].Length).Select(column =>
            {
                double[] known = [.. shares.Select(row => row[column]).Where(double.IsFinite)];
                return (object?)(known.Length == 0 ? null : Math.Round(100 * known.Average(), 1));
            }),
        ];
    }

    private static double[] SharesOf(PosePredictor predictor, PoseExample one)
    {
        (float[] heat, CropTransform crop) = predictor.LastMaps(one.Image, one.Person.Box);
        int bins = heat.Length / predictor.Skeleton.Count;
        int[] kinds = [.. Enumerable.Range(0, bins).Select(bin => KindOf(one, predictor.PlaceOf(bin, crop)))];
        (double person, double other) = Shares(heat, bins, bin => kinds[bin]);
        (double regionPerson, double regionOther) = predictor.Attention(one.Image, one.Person.Box) is { } attention
            ? Shares(attention.Map, bins, bin => kinds[bin])
            : (double.NaN, double.NaN);
        return
        [
            kinds.Count(static kind => kind == 0) / (double)bins,
            kinds.Count(static kind => kind == 1) / (double)bins,
            person,
            other,
            regionPerson,
            regionOther,
        ];
    }

    private static int KindOf(PoseExample one, (double X, double Y) place)
    {
        int column = (int)Math.Floor(place.X);
        int row = (int)Math.Floor(place.Y);
        if (column < 0 || row < 0 || column >= one.Image.Width || row >= one.Image.Height)
        {
            return 2;
        }

        int pixel = (row * one.Image.Width) + column;
        return one.Figure!.IsTarget(pixel) ? 0 : one.Figure.Labels[pixel] == FigureSample.OtherLabel ? 1 : 2;
    }
}
