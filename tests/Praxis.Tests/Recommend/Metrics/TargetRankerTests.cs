using CsCheck;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Metrics;

public sealed class TargetRankerTests
{
    [Fact]
    public void Rank_ConstantScores_PutsTargetLast() =>
        Assert.Equal([5], new TargetRanker(5).Rank([2, 2, 2, 2, 2], [0], []).ToArray());

    [Fact]
    public void Rank_NotANumberEverywhere_PutsTargetLast() =>
        Assert.Equal([3], new TargetRanker(3).Rank([float.NaN, float.NaN, float.NaN], [1], []).ToArray());

    [Fact]
    public void Rank_SeenItemAbove_IsNotCounted() =>
        Assert.Equal([2], new TargetRanker(4).Rank([9, 8, 7, 6], [2], [0, 0]).ToArray());

    [Fact]
    public void Rank_TargetAmongRemoved_IsMissButCounts()
    {
        var ranker = new TargetRanker(4);
        Assert.Equal([1], ranker.Rank([9, 8, 7, 6], [0, 1], [0]).ToArray());
        Assert.Equal(2, ranker.TargetCount);
    }

    [Fact]
    public void Rank_RepeatedAndUnknownTargets_CountOnceEach()
    {
        var ranker = new TargetRanker(3);
        Assert.Equal([1, 2], ranker.Rank([3, 2, 1], [0, 1, 0, 7, 7], []).ToArray());
        Assert.Equal(3, ranker.TargetCount);
    }

    [Fact]
    public void Rank_RandomCases_EqualsSortingReference() =>
        Gen.Select(
                Gen.Int[0, 4].Array[1, 60],
                Gen.Int[0, 70].Array[1, 6],
                Gen.Int[0, 59].Array[0, 12])
            .Sample((levels, targets, removed) =>
            {
                float[] scores = [.. levels.Select(level => level == 4 ? float.NegativeInfinity : (float)level)];
                int[] seen = [.. removed.Where(item => item < scores.Length)];
                int[] found =
                [
                    .. targets.Distinct()
                        .Where(item => item < scores.Length && !seen.Contains(item) && levels[item] < 4),
                ];
                int[] order =
                [
                    .. Enumerable.Range(0, scores.Length).Where(item => !seen.Contains(item))
                        .OrderByDescending(item => scores[item]).ThenBy(item => found.Contains(item)),
                ];
                int[] expected = [.. found.Select(item => Array.IndexOf(order, item) + 1).Order()];
                var ranker = new TargetRanker(scores.Length);
                ranker.Rank(scores, [0], []);
                Assert.Equal(expected, ranker.Rank(scores, targets, removed).ToArray());
                Assert.Equal(targets.Distinct().Count(), ranker.TargetCount);
            });
}
