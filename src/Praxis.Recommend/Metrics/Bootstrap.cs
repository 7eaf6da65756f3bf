using Praxis.Numerics;

namespace Praxis.Recommend;

// Percentile bootstrap of means over cases (one case a user, so resampling cases resamples users). Resample r draws its
// cases from stream r of the seed, so two results on the same cases are resampled alike, at any thread count.
internal static class Bootstrap
{
    public const int ResampleCount = 1000;
    private const double Tail = 0.025;

    // Values row-major [cases, columns]; an interval for each column's mean.
    public static ConfidenceInterval[] Means(double[] values, int columns, ulong seed, int threadCount)
    {
        int cases = values.Length / columns;
        return Statistics(
            values, columns, sums => [.. sums.Select(sum => sum / cases)], columns, seed, threadCount);
    }

    // Intervals of any statistics of the columns' sums over the cases; a statistic that is not a number in some
    // resample, as of a sample of one class, is left out of that one.
    public static ConfidenceInterval[] Statistics(
        double[] values, int columns, Func<double[], double[]> statistics, int count, ulong seed, int threadCount)
    {
        int cases = values.Length / columns;
        var resampled = new double[count * ResampleCount];
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

                double[] found = statistics(scratch.Sums);
                for (int statistic = 0; statistic < count; statistic++)
                {
                    resampled[(statistic * ResampleCount) + resample] = found[statistic];
                }
            },
            CancellationToken.None);
        var total = new double[columns];
        for (int row = 0; row < cases; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                total[column] += values[(row * columns) + column];
            }
        }

        double[] estimates = statistics(total);
        var intervals = new ConfidenceInterval[count];
        for (int statistic = 0; statistic < count; statistic++)
        {
            double[] all = [.. resampled.AsSpan(statistic * ResampleCount, ResampleCount)];
            double[] sorted = Array.FindAll(all, double.IsFinite);
            sorted = sorted.Length > 0 ? sorted : all;
            Array.Sort(sorted);
            intervals[statistic] = new ConfidenceInterval(
                estimates[statistic], Quantile(sorted, Tail), Quantile(sorted, 1 - Tail));
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
