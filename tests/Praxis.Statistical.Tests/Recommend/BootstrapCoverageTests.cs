using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Statistical.Tests.Recommend;

/// <summary>A 95 % interval holds the truth in about 95 of 100 data sets.</summary>
public sealed class BootstrapCoverageTests(ITestOutputHelper output)
{
    private const int DataSets = 400;
    private const int Cases = 150;

    // NDCG@10 of one target whose rank is 1 to 20, all alike: half of the cases are zero.
    private static readonly double TrueMean = Enumerable.Range(1, 20).Average(Gain);

    [Fact]
    public void Means_ManyDataSets_CoverTheTruth()
    {
        int covered = Enumerable.Range(0, DataSets).Count(set =>
        {
            var random = new RandomStream(7, (ulong)set);
            double[] values = [.. Enumerable.Range(0, Cases).Select(_ => Gain(1 + random.NextInt(20)))];
            ConfidenceInterval interval = Bootstrap.Means(values, columns: 1, seed: (ulong)set, threadCount: 1)[0];
            return interval.Low <= TrueMean && TrueMean <= interval.High;
        });

        output.WriteLine($"{covered} of {DataSets}");
        Assert.InRange(covered / (double)DataSets, 0.91, 0.98);
    }

    [Fact]
    public void Differences_OfPairedCases_CoverTheTruthAndAreShorter()
    {
        int covered = 0;
        double pairedWidth = 0;
        double alone = 0;
        int columns = RankingMetrics.Names.Count;
        for (int set = 0; set < DataSets; set++)
        {
            // Both methods meet the same easy and hard cases; the second gains 0.1 less on about every second.
            var random = new RandomStream(8, (ulong)set);
            var first = new double[Cases * columns];
            var second = new double[Cases * columns];
            for (int row = 0; row < Cases; row++)
            {
                double shared = Gain(1 + random.NextInt(20));
                first[row * columns] = shared;
                second[row * columns] = shared - (random.NextInt(2) == 0 ? 0.1 : 0);
            }

            int[] users = [.. Enumerable.Range(0, Cases)];
            var left = new RankingResult(users, users, first);
            var right = new RankingResult(users, users, second);
            ConfidenceInterval difference = left.DifferenceTo(right, (ulong)set, 1)[0];
            ConfidenceInterval own = left.Intervals((ulong)set, 1)[0];
            covered += difference.Low <= 0.05 && 0.05 <= difference.High ? 1 : 0;
            pairedWidth += difference.High - difference.Low;
            alone += own.High - own.Low;
        }

        output.WriteLine($"{covered} of {DataSets}");
        Assert.InRange(covered / (double)DataSets, 0.91, 0.98);
        Assert.True(pairedWidth < alone / 2);
    }

    private static double Gain(int rank) => rank <= 10 ? 1 / Math.Log2(rank + 1) : 0;
}
