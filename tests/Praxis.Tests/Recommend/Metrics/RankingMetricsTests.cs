using CsCheck;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Metrics;

public sealed class RankingMetricsTests
{
    [Theory]
    [InlineData(1, 10, 1, 1)]
    [InlineData(3, 10, 1, 0.5)]
    [InlineData(10, 10, 1, 0.28906482631788782)]
    [InlineData(11, 10, 0, 0)]
    public void Metrics_OneTarget_AreTheStandardFormulas(int rank, int cutoff, double hit, double ndcg)
    {
        Assert.Equal(hit, RankingMetrics.HitRate([rank], cutoff));
        Assert.Equal(ndcg, RankingMetrics.Ndcg([rank], 1, cutoff), 15);
        Assert.Equal(1.0 / rank, RankingMetrics.ReciprocalRank([rank]));
    }

    [Fact]
    public void Metrics_NoTargetFound_AreZero()
    {
        var values = new double[RankingMetrics.Names.Count];
        RankingMetrics.Write([], 2, values);
        Assert.All(values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Ndcg_AllPlacesHoldTargets_IsOne() => Assert.Equal(1, RankingMetrics.Ndcg([1, 2, 3], 5, 3), 15);

    [Fact]
    public void Ndcg_MissedTarget_StaysInTheIdeal()
    {
        double ideal = 1 + (1 / Math.Log2(3));
        Assert.Equal(1 / ideal, RankingMetrics.Ndcg([1], 2, 10), 15);
    }

    [Fact]
    public void Write_RandomRanks_EqualsBinaryRelevanceReference() =>
        Gen.Select(Gen.Int[1, 300].Array[0, 8], Gen.Int[0, 3]).Sample((drawn, missed) =>
        {
            int[] ranks = [.. drawn.Distinct().Order()];
            int targets = Math.Max(1, ranks.Length + missed);
            var values = new double[RankingMetrics.Names.Count];
            RankingMetrics.Write(ranks, targets, values);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.Equal(Reference(RankingMetrics.Names[i], ranks, targets), values[i], 12);
            }
        });

    private static double Reference(string name, int[] ranks, int targets)
    {
        if (name == "MRR")
        {
            return ranks.Select(rank => 1.0 / rank).DefaultIfEmpty(0).Max();
        }

        string[] parts = name.Split('@');
        int cutoff = int.Parse(parts[1]);
        bool[] relevant = [.. Enumerable.Range(1, cutoff).Select(ranks.Contains)];
        if (parts[0] == "HR")
        {
            return relevant.Any(isTarget => isTarget) ? 1 : 0;
        }

        double gain = relevant.Select((isTarget, place) => isTarget ? 1 / Math.Log2(place + 2) : 0).Sum();
        return gain / Enumerable.Range(0, Math.Min(cutoff, targets)).Sum(place => 1 / Math.Log2(place + 2));
    }
}
