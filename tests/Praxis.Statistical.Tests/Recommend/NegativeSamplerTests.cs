using Praxis.Recommend;

namespace Praxis.Statistical.Tests.Recommend;

public sealed class NegativeSamplerTests
{
    private const int Tokens = 400;
    private const int Negatives = 128;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(97)]
    [InlineData(1000)]
    public void Draw_Items_AreUniform(int itemCount)
    {
        var counts = new int[itemCount];
        for (ulong step = 0; step < 5; step++)
        {
            Count(Drawn(itemCount, seed: 1, step), counts);
        }

        AssertUniform(counts);
    }

    [Fact]
    public void Draw_PlacesOfATokenAndNeighbours_AreIndependent()
    {
        const int ItemCount = 10;
        int[] drawn = Drawn(ItemCount, seed: 2, step: 3);
        int[] next = Drawn(ItemCount, seed: 2, step: 4);
        var insideToken = new int[ItemCount * ItemCount];
        var acrossSteps = new int[ItemCount * ItemCount];
        for (int i = 0; i < drawn.Length; i++)
        {
            acrossSteps[(drawn[i] * ItemCount) + next[i]]++;
            if (i % 2 == 1)
            {
                insideToken[(drawn[i - 1] * ItemCount) + drawn[i]]++;
            }
        }

        AssertUniform(insideToken);
        AssertUniform(acrossSteps);
    }

    [Fact]
    public void Draw_InShards_GivesTheDrawsOfTheWhole()
    {
        var sampler = new NegativeSampler(50, 7, seed: 4);
        SequenceBatch whole = Batch(users: 40, length: 5);
        var expected = new int[whole.TokenCount * sampler.CandidateCount];
        sampler.Draw(whole, step: 6, expected);

        int[] sharded =
        [
            .. whole.Shard(most: 8, leastTokens: 10).SelectMany(shard =>
            {
                var own = new int[shard.TokenCount * sampler.CandidateCount];
                sampler.Draw(shard, step: 6, own);
                return own;
            }),
        ];

        Assert.Equal(expected, sharded);
        Assert.Equal(whole.Targets, expected.Where((_, place) => place % sampler.CandidateCount == 0));
    }

    private static int[] Drawn(int itemCount, ulong seed, ulong step)
    {
        var sampler = new NegativeSampler(itemCount, Negatives, seed);
        SequenceBatch batch = Batch(users: 8, length: Tokens / 8);
        var candidates = new int[Tokens * sampler.CandidateCount];
        sampler.Draw(batch, step, candidates);
        return [.. candidates.Where((_, place) => place % sampler.CandidateCount != 0)];
    }

    private static SequenceBatch Batch(int users, int length)
    {
        int[] offsets = [.. Enumerable.Range(0, users + 1).Select(user => user * length)];
        var times = new long[users * length];
        int[] targets = [.. Enumerable.Range(0, times.Length).Select(t => t % 50)];
        return new SequenceBatch(offsets, new int[times.Length], times, times, targets);
    }

    private static void Count(int[] items, int[] counts)
    {
        foreach (int item in items)
        {
            counts[item]++;
        }
    }

    // Pearson's chi-square inside the quantiles that a standard normal has at -4 and 4 (Wilson and Hilferty).
    private static void AssertUniform(int[] counts)
    {
        double expected = counts.Sum() / (double)counts.Length;
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        double freedom = counts.Length - 1;
        double share = 2 / (9 * freedom);
        double low = freedom * Math.Pow(1 - share - (4 * Math.Sqrt(share)), 3);
        double high = freedom * Math.Pow(1 - share + (4 * Math.Sqrt(share)), 3);
        Assert.InRange(chiSquare, low, high);
    }
}
