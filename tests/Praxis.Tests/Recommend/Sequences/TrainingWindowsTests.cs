using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using Praxis.Core;
using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class TrainingWindowsTests
{
    private static readonly InteractionLog Log = TestLogs.Of(
        (0, 0, 10), (0, 1, 20), (0, 2, 20), (0, 3, 30), (0, 4, 40), (0, 5, 40),
        (1, 6, 10), (1, 7, 10),
        (2, 8, 10),
        (3, 1, 5), (3, 2, 6));

    [Fact]
    public void EventUnit_EachEvent_ForetellsTheNext()
    {
        var windows = new TrainingWindows(Split(Log), isBasket: false, maxLength: 10);

        Assert.Equal([0, 1, 3], windows.Users);
        Assert.Equal(5, windows.Longest);
        Window first = Write(windows, 0);
        Assert.Equal([0, 1, 2, 3, 4], first.Items);
        Assert.Equal([10, 20, 20, 30, 40], first.Times);
        Assert.Equal([1, 2, 3, 4, 5], first.Targets);
        Assert.Equal([20, 20, 30, 40, 40], first.NextTimes);
    }

    // What was learnt is what is asked: tokens of a history look from the same times as they did in training.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_NextTimes_AreThoseOfAQuery(bool isBasket) =>
        Gen.Int[0, 9].Array[2, 20].Sample(steps =>
        {
            // Half of the steps are none, so that baskets are large; the last is one, so that something is foretold.
            long time = 0;
            long[] times = [.. steps.Select(step => time += Math.Max(0, step - 4)), time + 1];
            InteractionLog log = TestLogs.Of([.. times.Select(static (at, i) => (0, i, at))]);
            var windows = new TrainingWindows(Split(log), isBasket, maxLength: 30);
            Window learnt = Write(windows, 0);
            HistoryQuery query = new(learnt.Items, learnt.Times, learnt.NextTimes[^1]);
            SequenceBatch asked = SequenceBatch.FromQueries([query], maxLength: 30, isBasket);
            Assert.Equal(learnt.NextTimes, asked.NextTimes);
        });

    [Fact]
    public void EventUnit_LongHistory_KeepsTheNewest()
    {
        var windows = new TrainingWindows(Split(Log), isBasket: false, maxLength: 2);

        Window window = Write(windows, 0);

        Assert.Equal(2, windows.Longest);
        Assert.Equal([3, 4], window.Items);
        Assert.Equal([4, 5], window.Targets);
        Assert.Equal([40, 40], window.NextTimes);
    }

    [Fact]
    public void EventUnit_HeldOutEvents_AreNeverForetold()
    {
        RecommendSplit split = Split(Log) with { TrainEnds = [3, 2, 1, 1] };

        var windows = new TrainingWindows(split, isBasket: false, maxLength: 10);

        Assert.Equal([0, 1], windows.Users);
        Assert.Equal([1, 2], Write(windows, 0).Targets);
    }

    [Fact]
    public void BasketUnit_EachEvent_ForetellsAnItemOfTheNextBasket()
    {
        var windows = new TrainingWindows(Split(Log), isBasket: true, maxLength: 10);

        Assert.Equal([0, 3], windows.Users);
        Window first = Write(windows, 0);
        Assert.Equal([0, 1, 2, 3], first.Items);
        Assert.Equal([20, 30, 30, 40], first.NextTimes);
        Assert.Contains(first.Targets[0], new[] { 1, 2 });
        Assert.Equal([3, 3], first.Targets[1..3]);
        Assert.Contains(first.Targets[3], new[] { 4, 5 });
    }

    [Fact]
    public void BasketUnit_WindowThatBeginsInsideABasket_StillForetellsTheNext()
    {
        Window window = Write(new TrainingWindows(Split(Log), isBasket: true, maxLength: 2), 0);

        Assert.Equal([2, 3], window.Items);
        Assert.Equal(3, window.Targets[0]);
        Assert.Equal([30, 40], window.NextTimes);
    }

    [Fact]
    public void BasketUnit_Draws_ReachEveryItemOfTheNextBasket()
    {
        var windows = new TrainingWindows(Split(Log), isBasket: true, maxLength: 10);
        var random = new RandomStream(3, 0);

        int[] drawn = [.. Enumerable.Range(0, 100).Select(_ => Write(windows, 0, random).Targets[0])];

        Assert.Equal([1, 2], drawn.Distinct().Order());
        Assert.InRange(drawn.Count(item => item == 1), 30, 70);
    }

    [Fact]
    public void Windows_AnyLog_AgreeWithTheDefinition() => Gen.Select(
            Gen.Select(Gen.Int[0, 4], Gen.Int[0, 9], Gen.Int[0, 12]).Array[6, 60], Gen.Bool, Gen.Int[1, 12])
        .Sample(
            (rows, isBasket, maxLength) =>
            {
                InteractionLog log = TestLogs.Of([.. rows.Select(row => (row.Item1, row.Item2, (long)row.Item3))]);
                int[] expected = [.. Enumerable.Range(0, log.UserCount).Where(user => EndOf(log, user, isBasket) > 0)];
                if (expected.Length == 0)
                {
                    Assert.Throws<InputException>(() => new TrainingWindows(Split(log), isBasket, maxLength));
                    return;
                }

                var windows = new TrainingWindows(Split(log), isBasket, maxLength);
                Assert.Equal(expected, windows.Users);
                Assert.All(expected, user => AssertByDefinition(log, windows, user, isBasket, maxLength));
            },
            threads: 1,
            iter: 500);

    [Fact]
    public void Log_WithNothingToForetell_IsRefused()
    {
        InteractionLog log = TestLogs.Of((0, 0, 1), (0, 1, 1), (1, 0, 2));

        InputException error = Assert.Throws<InputException>(() => new TrainingWindows(Split(log), isBasket: true, 5));

        Assert.StartsWith("no user has two baskets to learn from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Epoch_AllBatches_HoldEveryUserOnceAndDifferFromEpochToEpoch()
    {
        InteractionLog log = TestLogs.Random(50, 20, 600, 5);
        var windows = new TrainingWindows(Split(log), isBasket: false, maxLength: 8);
        var sequences = new TrainingSequences(windows, null, batchSize: 16, seed: 9);

        int[][] epochs = [.. new[] { 0, 1 }.Select(epoch => (int[])[.. AllItems(sequences, epoch)])];

        Assert.Equal(4, sequences.StepCount);
        Assert.Equal(windows.Users.SelectMany(user => Write(windows, user).Items).Order(), epochs[0].Order());
        Assert.Equal(epochs[0].Order(), epochs[1].Order());
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.Equal(epochs[0], AllItems(new TrainingSequences(windows, null, batchSize: 16, seed: 9), 0));
        Assert.NotEqual(epochs[0], AllItems(new TrainingSequences(windows, null, batchSize: 16, seed: 10), 0));
    }

    // The hash was taken before windows could be shortened.
    [Theory]
    [InlineData(false, "03A21A8F6D8EE5DA")]
    [InlineData(true, "BA5E6B1C6EE89B7F")]
    public void Batches_NotShortened_KeepTheirBytes(bool isBasket, string expected)
    {
        var windows = new TrainingWindows(Split(TestLogs.Random(50, 20, 600, 5)), isBasket, maxLength: 8);
        var sequences = new TrainingSequences(windows, null, batchSize: 16, seed: 9);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int step = 0; step < 2 * sequences.StepCount; step++)
        {
            SequenceBatch batch = sequences.Batch(step / sequences.StepCount, step % sequences.StepCount);
            hash.AppendData(MemoryMarshal.AsBytes<int>([.. batch.Offsets, .. batch.Items, .. batch.Targets]));
            hash.AppendData(MemoryMarshal.AsBytes<long>([.. batch.Times, .. batch.NextTimes]));
        }

        Assert.Equal(expected, Convert.ToHexString(hash.GetHashAndReset())[..16]);
    }

    private static IEnumerable<int> AllItems(TrainingSequences sequences, int epoch) =>
        Enumerable.Range(0, sequences.StepCount).SelectMany(step => sequences.Batch(epoch, step).Items);

    // How many leading events have something behind them to foretell.
    private static int EndOf(InteractionLog log, int user, bool isBasket)
    {
        long[] times = log.TimesOf(user).ToArray();
        return times.Length == 0 ? 0 : isBasket ? times.Count(time => time < times[^1]) : times.Length - 1;
    }

    private static void AssertByDefinition(
        InteractionLog log, TrainingWindows windows, int user, bool isBasket, int maxLength)
    {
        int[] items = log.ItemsOf(user).ToArray();
        long[] times = log.TimesOf(user).ToArray();
        int end = EndOf(log, user, isBasket);
        int start = Math.Max(0, end - maxLength);
        Assert.Equal(end - start, windows.Of(user).TokenCount);
        Window window = Write(windows, user);
        Assert.Equal(items[start..end], window.Items);
        Assert.Equal(times[start..end], window.Times);
        for (int i = start; i < end; i++)
        {
            long next = isBasket ? times.First(time => time > times[i]) : times[i + 1];
            Assert.Equal(next, window.NextTimes[i - start]);
            int[] allowed = isBasket ? [.. items.Where((_, place) => times[place] == next)] : [items[i + 1]];
            Assert.Contains(window.Targets[i - start], allowed);
        }
    }

    private static RecommendSplit Split(InteractionLog log)
    {
        var none = new EvaluationSet([], [], []);
        int[] all = [.. Enumerable.Range(0, log.UserCount).Select(log.CountOf)];
        return new RecommendSplit(log, all, none, none, SeenItemsAreRemoved: false, HoldsOutBaskets: false);
    }

    private static Window Write(TrainingWindows windows, int user, RandomStream? random = null)
    {
        int length = windows.Of(user).TokenCount;
        var window = new Window(new int[length], new long[length], new int[length], new long[length]);
        random ??= new RandomStream(1, 0);
        windows.Of(user).Write(
            windows.IsBasket ? random : null, window.Items, window.Times, window.Targets, window.NextTimes);
        return window;
    }

    private sealed record Window(int[] Items, long[] Times, int[] Targets, long[] NextTimes);
}
