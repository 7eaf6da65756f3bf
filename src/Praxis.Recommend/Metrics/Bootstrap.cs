using Praxis.Numerics;

namespace Praxis.Recommend;

// Percentile bootstrap of means over cases (one case a user, so resampling cases resamples users). Resample r draws its
// cases from stream r of the seed, so two results on the same cases are resampled alike, at any thread count.
internal static class Bootstrap
{
    public const int ResampleCount = 1000;
    private const double Tail = 0.025;

    // Values row-major [cases, columns]; an interval for each column.
    public static ConfidenceInterval[] Means(double[] values, int columns, ulong seed, int threadCount)
    {
        int cases = values.Length / columns;
        var means = new double[columns * ResampleCount];
        FixedChunks.Run(
            ResampleCount,
            threadCount,
            () => (Draws: new uint[cases], Sums: new double[columns]),
            (resample, scratch) =>
            {
                RandomStream.Fill(seed, (ulong)resample, 0, scratch.Draws);
                Array.Clear(scratch.Sums);
                foreach (uint draw in scratch.Draws)
                {
                    // The product's high word is uniform on the cases up to a bias of cases / 2^32.
                    int row = (int)(((ulong)draw * (ulong)cases) >> 32) * columns;
                    for (int column = 0; column < columns; column++)
                    {
                        scratch.Sums[column] += values[row + column];
                    }
                }

                for (int column = 0; column < columns; column++)
                {
                    means[(column * ResampleCount) + resample] = scratch.Sums[column] / cases;
                }
            },
            CancellationToken.None);
        var intervals = new ConfidenceInterval[columns];
        for (int column = 0; column < columns; column++)
        {
            Span<double> sorted = means.AsSpan(column * ResampleCount, ResampleCount);
            sorted.Sort();
            double sum = 0;
            for (int row = 0; row < cases; row++)
            {
                sum += values[(row * columns) + column];
            }

            intervals[column] = new ConfidenceInterval(sum / cases, Quantile(sorted, Tail), Quantile(sorted, 1 - Tail));
        }

        return intervals;
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double part = place - below;
        return part == 0 ? sorted[below] : ((1 - part) * sorted[below]) + (part * sorted[below + 1]);
    }
}
