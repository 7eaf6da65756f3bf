using Praxis.Core;
using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class StochasticLengthTests
{
    public static TheoryData<SubsequenceSelection> Selections => [.. Enum.GetValues<SubsequenceSelection>()];

    [Theory]
    [InlineData(1.6, 256, 445, 776, 1351)]
    [InlineData(1.7, 362, 652, 1176, 2120)]
    [InlineData(1.8, 512, 955, 1782, 3326)]
    [InlineData(1.9, 724, 1398, 2702, 5220)]
    public void Threshold_IsThePapersL(double alpha, params int[] expected)
    {
        int[] longest = [1024, 2048, 4096, 8192];

        Assert.Equal(expected, longest.Select(n => Rule(alpha, n).Threshold));
    }

    [Fact]
    public void Threshold_WholePower_IsNotRoundedDown() => Assert.Equal(128, Rule(1.4, 1024).Threshold);

    [Theory]
    [InlineData(1.1)]
    [InlineData(1.6)]
    [InlineData(1.9)]
    public void ExpectedCost_AnyLength_IsAtMostTwiceNToAlpha(double alpha)
    {
        const int longest = 1000;
        StochasticLength rule = Rule(alpha, longest);
        Assert.All(Enumerable.Range(1, longest), n =>
        {
            double all = rule.ProbabilityOfAll(n);
            double cost = (all * n * n) + ((1 - all) * rule.Threshold * rule.Threshold);
            Assert.InRange(cost, 1, 2 * Math.Pow(longest, alpha));
            Assert.InRange(rule.MeanLength(n), Math.Min(n, rule.Threshold), n);
        });
    }

    [Fact]
    public void ProbabilityOfAll_IsNToAlphaByTheSquareOfLongHistories()
    {
        StochasticLength rule = Rule(1.5, 100);

        Assert.Equal(31, rule.Threshold);
        Assert.Equal(1, rule.ProbabilityOfAll(31));
        Assert.Equal(1000.0 / 1024, rule.ProbabilityOfAll(32), 12);
        Assert.Equal(0.1, rule.ProbabilityOfAll(100), 12);
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void Shorten_AnyDraw_KeepsAllOrExactlyLInOrderWithTheirTimes(SubsequenceSelection selection)
    {
        StochasticLength rule = Rule(1.3, 60, selection);
        TrainingWindow window = Window(60);
        Assert.Equal(14, rule.Threshold);

        int[] lengths = [.. Enumerable.Range(0, 300).Select(index =>
        {
            TrainingWindow drawn = rule.Shorten(window, (ulong)index);
            int[] items = drawn.Items.ToArray();
            Assert.Equal(items.Order(), items);
            Assert.Equal(items.Distinct(), items);
            Assert.Equal(items.Select(TimeOf), drawn.Times.ToArray());
            Assert.Equal(60, items[^1]);
            Assert.Equal(items.Length - 1, drawn.TokenCount);
            return drawn.TokenCount;
        })];

        Assert.Equal([14, 60], lengths.Distinct().Order());
    }

    [Fact]
    public void Shorten_ShortHistory_IsTheWindowItself()
    {
        TrainingWindow window = Window(14);

        Assert.Equal(window, Rule(1.3, 60).Shorten(window, 3));
    }

    [Fact]
    public void Shorten_Greedy_KeepsTheNewest()
    {
        StochasticLength rule = Rule(1.3, 60, SubsequenceSelection.Greedy);
        TrainingWindow window = Window(60);

        TrainingWindow drawn = Enumerable.Range(0, 9).Select(index => rule.Shorten(window, (ulong)index))
            .First(candidate => candidate.TokenCount < 60);

        Assert.Equal(Enumerable.Range(46, 15), drawn.Items.ToArray());
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void Shorten_EventsOfOneTime_StillKeepsExactlyL(SubsequenceSelection selection)
    {
        var window = new TrainingWindow(Enumerable.Range(0, 61).ToArray(), new long[61], 60);

        Assert.Contains(
            Enumerable.Range(0, 9).Select(index => Rule(1.3, 60, selection).Shorten(window, (ulong)index).TokenCount),
            length => length == 14);
    }

    [Fact]
    public void Keep_Events_ForetellTheNextKeptEventAtItsTime()
    {
        Written written = Write(Window(5).Keep([0, 3]), null);

        Assert.Equal([0, 3], written.Items);
        Assert.Equal([TimeOf(0), TimeOf(3)], written.Times);
        Assert.Equal([3, 5], written.Targets);
        Assert.Equal([TimeOf(3), TimeOf(5)], written.NextTimes);
    }

    [Fact]
    public void Keep_Baskets_ForetellAKeptItemOfTheNextKeptBasket()
    {
        // Baskets 0 1 | 2 3 4 | 5 | 6 7, the last of which is only foretold.
        var window = new TrainingWindow(
            new[] { 0, 1, 2, 3, 4, 5, 6, 7 }, new long[] { 10, 10, 20, 20, 20, 30, 40, 40 }, 6);
        var random = new RandomStream(1, 0);

        Written[] draws = [.. Enumerable.Range(0, 60).Select(_ => Write(window.Keep([1, 2, 4]), random))];

        Assert.All(draws, draw => Assert.Equal([1, 2, 4], draw.Items));
        Assert.All(draws, draw => Assert.Equal([20, 40, 40], draw.NextTimes));
        Assert.Equal([2, 4], draws.Select(draw => draw.Targets[0]).Distinct().Order());
        Assert.Equal([6, 7], draws.Select(draw => draw.Targets[1]).Distinct().Order());
        Assert.Equal([6, 7], draws.Select(draw => draw.Targets[2]).Distinct().Order());
    }

    [Fact]
    public void Batches_AreDrawnAnewForEveryUserAndEpochAndAgainTheSame()
    {
        TrainingWindows windows = Windows();
        StochasticLength rule = Rule(1.4, windows.Longest);
        TrainingSequences Sequences() => new(windows, rule, batchSize: windows.Users.Length, seed: 4);
        TrainingSequences sequences = Sequences();

        // The order of users differs between epochs, so their tokens are compared as sets.
        string[] epochs = [.. Enumerable.Range(0, 5).Select(epoch => Sorted(sequences.Batch(epoch, 0)))];

        Assert.Equal(5, epochs.Distinct().Count());
        Assert.Equal(sequences.Batch(3, 0).Items, Sequences().Batch(3, 0).Items);
        Assert.Equal(sequences.Batch(3, 0).Offsets, Sequences().Batch(3, 0).Offsets);
        Assert.All(
            Enumerable.Range(0, 5), epoch => Assert.True(sequences.Batch(epoch, 0).TokenCount < TokenCount(windows)));
    }

    [Fact]
    public void Options_AlphaTwo_MakesNoRuleAndWarnsOfASelection()
    {
        var events = new List<FitEvent>();
        var context = new FitContext { Report = events.Add };

        Assert.Null(new HstuOptions().CreateStochasticLength(100, context));
        Assert.Null(new SasrecOptions().CreateStochasticLength(100, context));
        Assert.Empty(events);
        Assert.Null(new HstuOptions { Subsequence = SubsequenceSelection.Greedy }.CreateStochasticLength(100, context));
        Assert.True(Assert.IsType<NoticeEvent>(Assert.Single(events)).IsWarning);
        Assert.Equal(50, new HstuOptions { StochasticLength = 1.7 }.CreateStochasticLength(100, context)!.Threshold);
    }

    [Fact]
    public void Describe_SaysWhoIsShortenedAndByHowMuch()
    {
        (int, int, long)[] events = [.. Enumerable.Range(0, 101).Select(i => (0, i, (long)i)),
            (1, 0, 1), (1, 1, 2), (1, 2, 3)];
        var none = new EvaluationSet([], [], []);
        var split = new RecommendSplit(TestLogs.Of(events), [101, 3], none, none, false, false);

        string sentence = Rule(1.5, 100).Describe(new TrainingWindows(split, isBasket: false, maxLength: 100));

        Assert.Equal(
            "stochastic length: most passes see 31 events of a longer history (1 of 2 users have one), "
            + "in the mean 20 events a user instead of 51",
            sentence);
    }

    private static StochasticLength Rule(
        double alpha, int longest, SubsequenceSelection selection = SubsequenceSelection.FeatureWeighted) =>
        new(alpha, selection, longest, seed: 7);

    // Item i at a time that grows ever faster, so that ages differ.
    private static TrainingWindow Window(int tokenCount) => new(
        Enumerable.Range(0, tokenCount + 1).ToArray(),
        Enumerable.Range(0, tokenCount + 1).Select(TimeOf).ToArray(),
        tokenCount);

    private static long TimeOf(int item) => 100L + ((long)item * item);

    private static TrainingWindows Windows()
    {
        var none = new EvaluationSet([], [], []);
        InteractionLog log = TestLogs.Random(10, 20, 600, 5);
        int[] all = [.. Enumerable.Range(0, log.UserCount).Select(log.CountOf)];
        return new TrainingWindows(new RecommendSplit(log, all, none, none, false, false), isBasket: false, 100);
    }

    private static int TokenCount(TrainingWindows windows) => windows.Users.Sum(user => windows.Of(user).TokenCount);

    private static string Sorted(SequenceBatch batch) => string.Join(' ', batch.Times.Order());

    private static Written Write(TrainingWindow window, RandomStream? random)
    {
        int length = window.TokenCount;
        var written = new Written(new int[length], new long[length], new int[length], new long[length]);
        window.Write(random, written.Items, written.Times, written.Targets, written.NextTimes);
        return written;
    }

    private sealed record Written(int[] Items, long[] Times, int[] Targets, long[] NextTimes);
}
