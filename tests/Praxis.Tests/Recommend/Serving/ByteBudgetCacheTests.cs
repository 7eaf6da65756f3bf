using CsCheck;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Serving;

public sealed class ByteBudgetCacheTests
{
    [Fact]
    public void TryTake_TakenOut_IsGoneUntilPutBack()
    {
        var cache = new ByteBudgetCache<int, string>(10);
        cache.Put(1, "one", 4, cache.Drops);

        Assert.True(cache.TryTake(1, out string? value));
        Assert.Equal("one", value);
        Assert.False(cache.TryTake(1, out _));
        cache.Put(1, value, 5, cache.Drops);
        Assert.True(cache.TryTake(1, out _));
        Assert.Equal(new CacheStatistics(0, 0, 2, 1), cache.Statistics);
    }

    [Fact]
    public void Put_OverTheBudget_DropsWhatWasUsedLongestAgo()
    {
        var cache = new ByteBudgetCache<int, string>(10);
        cache.Put(1, "one", 4, cache.Drops);
        cache.Put(2, "two", 4, cache.Drops);
        Assert.True(cache.TryTake(1, out string? one));
        cache.Put(1, one, 4, cache.Drops);
        cache.Put(3, "three", 4, cache.Drops);

        Assert.False(cache.TryTake(2, out _));
        Assert.True(cache.TryTake(1, out _));
        Assert.True(cache.TryTake(3, out _));
    }

    [Fact]
    public void Put_LargerThanTheBudget_KeepsNothingOfThatKey()
    {
        var cache = new ByteBudgetCache<int, string>(10);
        cache.Put(1, "small", 4, cache.Drops);
        cache.Put(1, "large", 11, cache.Drops);

        Assert.False(cache.TryTake(1, out _));
        Assert.Equal(0, cache.Statistics.Bytes);
    }

    [Fact]
    public void Drop_KnownKey_GivesItsBytesBack()
    {
        var cache = new ByteBudgetCache<int, string>(10);
        cache.Put(1, "one", 4, cache.Drops);

        Assert.True(cache.Drop(1));
        Assert.False(cache.Drop(1));
        Assert.Equal(0, cache.Statistics.Bytes);
    }

    // Who asked to be forgotten while a request was answered is not brought back by it.
    [Fact]
    public void Put_AfterADrop_KeepsNothing()
    {
        var cache = new ByteBudgetCache<int, string>(10);
        cache.Put(1, "one", 4, cache.Drops);
        long drops = cache.Drops;
        Assert.True(cache.TryTake(1, out string? value));
        Assert.False(cache.Drop(1));
        cache.Put(1, value, 4, drops);

        Assert.False(cache.TryTake(1, out _));
    }

    [Fact]
    public void Put_AnyOrder_KeepsTheBudgetAndTheNewest() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 12]).Array[1, 60].Sample(puts =>
        {
            var cache = new ByteBudgetCache<int, string>(20);
            foreach ((int key, int bytes) in puts)
            {
                cache.Put(key, $"{key}", bytes, cache.Drops);
                Assert.InRange(cache.Statistics.Bytes, 0, 20);
            }

            // The last value always fits.
            Assert.True(cache.TryTake(puts[^1].Item1, out _));
        });
}
