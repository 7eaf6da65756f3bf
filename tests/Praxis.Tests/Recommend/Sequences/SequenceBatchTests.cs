using CsCheck;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class SequenceBatchTests
{
    private static readonly Gen<int[]> Lengths = Gen.Int[1, 300].Array[1, 40];

    [Fact]
    public void Shard_AnyBatch_KeepsAllTokensOfWholeUsersInOrder() =>
        Gen.Select(Lengths, Gen.Int[1, 12], Gen.Int[1, 600]).Sample((lengths, most, least) =>
        {
            SequenceBatch batch = Numbered(lengths);

            SequenceBatch[] shards = batch.Shard(most, least);

            Assert.InRange(shards.Length, 1, Math.Min(most, lengths.Length));
            Assert.True(shards.Length <= Math.Max(1, batch.TokenCount / least));
            Assert.Equal(lengths, shards.SelectMany(LengthsOf));
            Assert.Equal(batch.Items, shards.SelectMany(shard => shard.Items));
            Assert.Equal(batch.Times, shards.SelectMany(shard => shard.Times));
            Assert.Equal(batch.NextTimes, shards.SelectMany(shard => shard.NextTimes));
            Assert.Equal(batch.Targets, shards.SelectMany(shard => shard.Targets));
            Assert.Equal(batch.Places(), shards.SelectMany(shard => shard.Places()));
            int row = 0;
            foreach (SequenceBatch shard in shards)
            {
                Assert.Equal(row, shard.FirstRow);
                Assert.Equal(0, shard.Offsets[0]);
                Assert.Equal(shard.TokenCount, shard.Offsets[^1]);
                Assert.True(shard.UserCount > 0);
                row += shard.TokenCount;
            }
        }, threads: 1, iter: 300);

    [Fact]
    public void Shard_Twice_CutsAlike() => Gen.Select(Lengths, Gen.Int[1, 12], Gen.Int[1, 600]).Sample(
        (lengths, most, least) => Assert.Equal(
            Numbered(lengths).Shard(most, least).Select(shard => shard.FirstRow),
            Numbered(lengths).Shard(most, least).Select(shard => shard.FirstRow)),
        threads: 1,
        iter: 100);

    [Theory]
    [InlineData(new[] { 1000, 1, 1, 1 }, new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 1, 1, 1, 1000 }, new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 100, 100, 100, 100 }, new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 50, 50, 50, 50, 50, 50, 50, 50 }, new[] { 2, 2, 2, 2 })]
    public void Shard_UsersOverTheGoal_StayWhole(int[] lengths, int[] usersOfShards) =>
        Assert.Equal(usersOfShards, Numbered(lengths).Shard(most: 4, leastTokens: 1).Select(shard => shard.UserCount));

    [Fact]
    public void Shard_EqualUsers_MakesEqualParts()
    {
        SequenceBatch[] shards = Numbered([.. Enumerable.Repeat(10, 80)]).Shard(most: 8, leastTokens: 64);

        Assert.Equal(Enumerable.Repeat(100, 8), shards.Select(shard => shard.TokenCount));
    }

    [Fact]
    public void Shard_OfAShard_CountsRowsFromTheWholeBatch()
    {
        SequenceBatch second = Numbered([4, 4, 4, 4]).Shard(most: 2, leastTokens: 1)[1];

        Assert.Equal([8, 12], second.Shard(most: 2, leastTokens: 1).Select(shard => shard.FirstRow));
    }

    [Fact]
    public void FromQueries_LongHistories_AreCutToTheNewest()
    {
        HistoryQuery[] queries =
        [
            new(new[] { 1, 2, 3, 4 }, new long[] { 10, 20, 30, 40 }, 99),
            new(new[] { 5 }, new long[] { 7 }, 8),
            new(default, default, 5),
            new(new[] { 6, 7, 8 }, new long[] { 1, 1, 2 }, 2),
        ];

        SequenceBatch batch = SequenceBatch.FromQueries(queries, maxLength: 3, isBasket: false);

        Assert.Equal([0, 3, 4, 4, 7], batch.Offsets);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], batch.Items);
        Assert.Equal([20, 30, 40, 7, 1, 1, 2], batch.Times);
        Assert.Equal([30, 40, 99, 8, 1, 2, 2], batch.NextTimes);
        Assert.Equal([0, 1, 2, 0, 0, 1, 2], batch.Places());
        Assert.Empty(batch.Targets);
    }

    [Fact]
    public void FromQueries_OfBaskets_LookFromTheNextBasket()
    {
        HistoryQuery[] queries =
        [
            new(new[] { 1, 2, 3, 4, 5 }, new long[] { 10, 20, 20, 30, 30 }, 99),
            new(new[] { 6, 7 }, new long[] { 1, 1 }, 1),
        ];

        Assert.Equal(
            [20, 30, 30, 99, 99, 1, 1],
            SequenceBatch.FromQueries(queries, maxLength: 5, isBasket: true).NextTimes);
    }

    // Every token can be told from every other.
    private static SequenceBatch Numbered(int[] lengths)
    {
        int[] offsets = [0, .. lengths.Select((_, user) => lengths.Take(user + 1).Sum())];
        int[] items = [.. Enumerable.Range(0, offsets[^1])];
        return new SequenceBatch(
            offsets,
            items,
            [.. items.Select(item => 1000L + item)],
            [.. items.Select(item => 5000L + item)],
            [.. items.Select(item => 9000 + item)]);
    }

    private static IEnumerable<int> LengthsOf(SequenceBatch batch) =>
        Enumerable.Range(0, batch.UserCount).Select(user => batch.Offsets[user + 1] - batch.Offsets[user]);
}
