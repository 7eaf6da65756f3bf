using CsCheck;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Metrics;

public sealed class TopKTests
{
    [Fact]
    public void Select_MoreThanCandidates_GivesAllCandidates()
    {
        var items = new int[10];
        int count = TopK.Select([1, float.NegativeInfinity, 3, float.NaN], items);
        Assert.Equal([2, 0], items[..count]);
    }

    [Fact]
    public void Select_RandomScores_EqualsStableSort() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 200], Gen.Int[0, 30]).Sample((levels, count) =>
        {
            float[] scores = [.. levels.Select(level => level == 9 ? float.NaN : (float)level)];
            int[] expected =
            [
                .. Enumerable.Range(0, scores.Length).Where(item => !float.IsNaN(scores[item]))
                    .OrderByDescending(item => scores[item]).Take(count),
            ];
            var items = new int[count];
            Assert.Equal(expected, items[..TopK.Select(scores, items)]);
        });
}
