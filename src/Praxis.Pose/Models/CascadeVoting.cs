namespace Praxis.Pose;

/// <summary>One place of a joint from several: cascade voting fusion.</summary>
/// <remarks>Reconstruction of RANet's CVF from the ASDA repository's fusion of scales and stages;
/// docs/methods/ranet.md. All rules are independent of the order of the candidates and move with them.</remarks>
internal static class CascadeVoting
{
    /// <summary>Votes.</summary>
    /// <param name="candidates">Places with their peaks, at least one.</param>
    /// <param name="votes">What the first vote goes by, as the peaks or log odds of visibility: one for each.</param>
    /// <returns>The mean place and peak of those left.</returns>
    internal static DetectedJoint Vote(IReadOnlyList<DetectedJoint> candidates, IReadOnlyList<double> votes)
    {
        double mean = votes.Average();
        DetectedJoint[] sure =
        [
            .. candidates.Where((_, i) => votes[i] >= mean - (1e-12 * Math.Abs(mean))),
        ];
        return Mean(Near(sure.Length > 0 ? sure : [.. candidates]));
    }

    /// <summary>The median in each coordinate, with the mean peak.</summary>
    internal static DetectedJoint Median(IReadOnlyList<DetectedJoint> candidates) => new(
        Middle([.. candidates.Select(static one => one.X)]),
        Middle([.. candidates.Select(static one => one.Y)]),
        candidates.Average(static one => one.Score));

    // Those no farther (L1) from the mean place than the mean distance; where two clusters are as far, the one with the
    // greater sum of peaks.
    private static DetectedJoint[] Near(DetectedJoint[] places)
    {
        DetectedJoint middle = Mean(places);
        double[] distances =
        [
            .. places.Select(one => Math.Abs(one.X - middle.X) + Math.Abs(one.Y - middle.Y)),
        ];
        double mean = distances.Average();
        double slack = 1e-9 * (1 + mean);
        DetectedJoint[] kept = [.. places.Where((_, i) => distances[i] <= mean + slack)];
        if (kept.Length < places.Length || mean <= slack)
        {
            return kept.Length > 0 ? kept : [places[Array.IndexOf(distances, distances.Min())]];
        }

        // All are equally far from the middle, as two clusters of one size are.
        DetectedJoint[][] clusters =
        [
            .. places.GroupBy(one => (Math.Round(one.X / slack), Math.Round(one.Y / slack)))
                .Select(static group => group.ToArray()),
        ];
        return clusters.Length == 2 && clusters.All(static cluster => cluster.Length > 1)
            ? clusters
                .OrderByDescending(static cluster => cluster.Sum(static one => (double)one.Score))
                .ThenBy(static cluster => cluster[0].X)
                .ThenBy(static cluster => cluster[0].Y)
                .First()
            : places;
    }

    private static DetectedJoint Mean(DetectedJoint[] places) => new(
        places.Average(static one => one.X),
        places.Average(static one => one.Y),
        places.Average(static one => one.Score));

    private static double Middle(double[] values)
    {
        Array.Sort(values);
        int half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
