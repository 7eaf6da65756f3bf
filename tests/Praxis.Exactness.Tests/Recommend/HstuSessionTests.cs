using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class HstuSessionTests : IDisposable
{
    private const int ItemCount = 40;
    private static readonly HstuOptions Options = new() { Width = 12, HeadCount = 2, LayerCount = 3, MaxLength = 30 };
    private readonly FittedSequenceModel<HstuOptions> _model = Model(seed: 5);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Score_GrowingHistory_IsThatOfTheModel()
    {
        var session = new HstuSession(_model, 1 << 24);
        (int[] items, long[] times) = History(1, 29);
        for (int length = 1; length <= items.Length; length += length % 3 == 0 ? 4 : 1)
        {
            HistoryQuery query = Query(items, times, length, wait: length * 977);
            AssertEqual(Scores(_model, query), Scores(session, "u", query));
        }

        Assert.Equal(1, session.Cache.Misses);
        Assert.True(session.Cache.Hits > 5);
    }

    // Baskets of one to four events: the newest one grows, and looks from the request until a later one is there.
    [Fact]
    public void Score_GrowingBaskets_IsThatOfTheModel()
    {
        using FittedSequenceModel<HstuOptions> model = Model(seed: 5, TargetUnit.Basket);
        var session = new HstuSession(model, 1 << 24);
        (int[] items, long[] times) = History(1, 29);
        long[] baskets = [.. times.Select((_, i) => times[i - (i % 4)])];
        for (int length = 1; length <= items.Length; length++)
        {
            HistoryQuery query = Query(items, baskets, length, wait: length * 977);
            float[] own = Scores(session, "u", query);
            AssertEqual(Scores(model, query), own);
            if (length > 2)
            {
                Assert.NotEqual(Scores(_model, query), own);
            }
        }

        Assert.Equal(1, session.Cache.Misses);
    }

    [Fact]
    public void Score_SameHistoryAtAnotherTime_IsThatOfTheModel()
    {
        var session = new HstuSession(_model, 1 << 24);
        (int[] items, long[] times) = History(2, 20);
        float[] now = Scores(session, "u", Query(items, times, 20, wait: 5));
        HistoryQuery later = Query(items, times, 20, wait: 40_000_000);
        AssertEqual(Scores(_model, later), Scores(session, "u", later));
        Assert.NotEqual(now, Scores(session, "u", later));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(18)]
    public void Score_ChangedEvent_IsNeverAnsweredFromTheCache(int changed)
    {
        var session = new HstuSession(_model, 1 << 24);
        (int[] items, long[] times) = History(3, 20);
        _ = Scores(session, "u", Query(items, times, 20, wait: 5));
        int[] otherItems = [.. items];
        otherItems[changed] = (otherItems[changed] + 1) % ItemCount;
        HistoryQuery otherItem = Query(otherItems, times, 20, wait: 5);
        AssertEqual(Scores(_model, otherItem), Scores(session, "u", otherItem));

        long[] otherTimes = [.. times];
        for (int i = changed + 1; i < otherTimes.Length; i++)
        {
            otherTimes[i] += 10_000_000;
        }

        HistoryQuery otherTime = Query(items, otherTimes, 20, wait: 5);
        AssertEqual(Scores(_model, otherTime), Scores(session, "u", otherTime));
    }

    [Fact]
    public void Score_HistoryBecomesShorterOrLongerThanTheWindow_IsThatOfTheModel()
    {
        var session = new HstuSession(_model, 1 << 24);
        (int[] items, long[] times) = History(4, 60);
        foreach (int length in new[] { 25, 10, 30, 31, 32, 60, 12 })
        {
            HistoryQuery query = Query(items, times, length, wait: 60);
            AssertEqual(Scores(_model, query), Scores(session, "u", query));
        }
    }

    [Fact]
    public void Score_AnotherModel_HasASessionOfItsOwn()
    {
        using FittedSequenceModel<HstuOptions> other = Model(seed: 6);
        var session = new HstuSession(_model, 1 << 24);
        var otherSession = new HstuSession(other, 1 << 24);
        (int[] items, long[] times) = History(5, 20);
        HistoryQuery query = Query(items, times, 20, wait: 60);
        _ = Scores(session, "u", query);
        AssertEqual(Scores(other, query), Scores(otherSession, "u", query));
    }

    [Fact]
    public void Score_SmallBudget_KeepsWithinIt()
    {
        (int[] items, long[] times) = History(6, 20);
        HistoryQuery query = Query(items, times, 20, wait: 60);
        var unbounded = new HstuSession(_model, 1 << 24);
        _ = Scores(unbounded, "one", query);
        long budget = (2 * unbounded.Cache.Bytes) + 1;
        var session = new HstuSession(_model, budget);
        for (int user = 0; user < 9; user++)
        {
            AssertEqual(Scores(_model, query), Scores(session, $"user {user % 4}", query));
            Assert.InRange(session.Cache.Bytes, 1, budget);
        }

        Assert.Equal(2, session.Cache.Count);
        Assert.True(session.Forget("user 0"));
        Assert.False(session.Forget("user 0"));
    }

    [Fact]
    public void Score_ManyThreadsAndFewUsers_IsThatOfTheModel()
    {
        var session = new HstuSession(_model, 1 << 20);
        (int[] items, long[] times) = History(7, 29);
        float[][] expected = [.. Enumerable.Range(1, 29)
            .Select(length => Scores(_model, Query(items, times, length, wait: 60)))];
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, index =>
        {
            int length = 1 + (int)(RandomStream.At(8, 8, (ulong)index) % 29);
            AssertEqual(
                expected[length - 1],
                Scores(session, $"user {index % 3}", Query(items, times, length, wait: 60)));
        });
    }

    private static FittedSequenceModel<HstuOptions> Model(ulong seed, TargetUnit unit = TargetUnit.Event)
    {
        var encoder = new HstuModel(Options, seed);
        foreach (Parameter parameter in encoder.Parameters)
        {
            SequenceBatches.Floats(seed++, parameter.Values.Length, 0.4).CopyTo(parameter.Values);
        }

        var table = new ItemTable(
            new Parameter("items", [ItemCount, Options.Width], SequenceBatches.Floats(seed, ItemCount * 12, 0.3)),
            Options.Similarity);
        return new FittedSequenceModel<HstuOptions>(
            Options with { Unit = unit }, encoder, table, training: null);
    }

    private static (int[] Items, long[] Times) History(ulong seed, int length)
    {
        SequenceBatch batch = SequenceBatches.Random(seed, [length], ItemCount);
        return (batch.Items, batch.Times);
    }

    private static HistoryQuery Query(int[] items, long[] times, int length, long wait) =>
        new(items.AsMemory(0, length), times.AsMemory(0, length), times[length - 1] + wait);

    private static float[] Scores(FittedSequenceModel<HstuOptions> model, HistoryQuery query)
    {
        var scores = new float[ItemCount];
        model.Score([query], scores);
        return scores;
    }

    private static float[] Scores(HstuSession session, string user, HistoryQuery query)
    {
        var scores = new float[ItemCount];
        session.Score(user, query, scores);
        return scores;
    }

    // Cosines: both ways round differently in the last bits.
    private static void AssertEqual(float[] expected, float[] actual)
    {
        for (int item = 0; item < expected.Length; item++)
        {
            Assert.Equal(expected[item], actual[item], 1e-5f);
        }
    }
}
