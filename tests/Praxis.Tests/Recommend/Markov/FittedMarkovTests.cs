using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Markov;

public sealed class FittedMarkovTests
{
    // Before the tests: u0 0 1 0 2, u1 0 1 3, u2 3 3; the last event of each is held out.
    private static readonly InteractionLog Log = TestLogs.Of(
        (0, 0, 1), (0, 1, 2), (0, 0, 3), (0, 2, 4), (0, 4, 5),
        (1, 0, 1), (1, 1, 2), (1, 3, 3), (1, 4, 4),
        (2, 3, 1), (2, 3, 2), (2, 4, 3));

    [Fact]
    public void Fit_Events_CountsTransitionsBeforeTheTest()
    {
        FittedMarkov markov = Fit(new MarkovOptions());
        Assert.Equal(2, markov.CountOf(0, 1));
        Assert.Equal(1, markov.CountOf(0, 2));
        Assert.Equal(1, markov.CountOf(3, 3));
        Assert.Equal(0, markov.CountOf(2, 4));
        Assert.False(markov.UsesBaskets);
    }

    [Fact]
    public void Fit_TrainingOnly_LeavesValidationOut() =>
        Assert.Equal(0, Fit(new MarkovOptions { LearnFrom = LearningPart.TrainingOnly }).CountOf(0, 2));

    [Fact]
    public void Score_KnownItem_PutsFollowersBeforePopularItems() =>
        Assert.Equal([1, 2, 0, 3, 4], Ranking(Fit(new MarkovOptions()), [3, 0], [1, 2]));

    [Fact]
    public void Score_ItemWithoutFollowers_FallsBackToPopularity() =>
        Assert.Equal([0, 3, 1, 2, 4], Ranking(Fit(new MarkovOptions()), [2], [1]));

    [Fact]
    public void Score_Basket_IsMeanOfTransitionShares()
    {
        // 0 leads to 1 twice and to 2 once, 1 to 0 and to 3 once: shares 1: 2/3, 0: 1/2, 3: 1/2, 2: 1/3.
        FittedMarkov markov = Fit(new MarkovOptions { Unit = TargetUnit.Basket });
        Assert.Equal([1, 0, 3, 2, 4], Ranking(markov, [2, 0, 1, 1], [1, 2, 2, 2]));
    }

    [Fact]
    public void Fit_Baskets_CountsEveryPairOnce()
    {
        InteractionLog log = TestLogs.Of(
            (0, 0, 1), (0, 1, 1), (0, 1, 1), (0, 2, 2), (0, 3, 2), (0, 0, 3), (0, 4, 4),
            (1, 0, 1), (1, 1, 2), (1, 2, 3));
        FittedMarkov markov = new MarkovEstimator(new MarkovOptions()).Fit(
            LeaveLastBasketOutSplit.Make(log, SeenItemPolicy.Keep), new FitContext());
        Assert.True(markov.UsesBaskets);
        Assert.Equal(1, markov.CountOf(1, 2));
        Assert.Equal(1, markov.CountOf(1, 3));
        Assert.Equal(1, markov.CountOf(0, 1));
        Assert.Equal(1, markov.CountOf(3, 0));
        Assert.Equal(0, markov.CountOf(0, 4));
    }

    [Fact]
    public void Load_AfterSave_ScoresTheSame()
    {
        using var folder = new TemporaryFolder();
        FittedMarkov markov = Fit(new MarkovOptions { Unit = TargetUnit.Basket });
        markov.Save(folder.Path);
        FittedMarkov loaded = FittedMarkov.Load(folder.Path);
        Assert.Equal(Ranking(markov, [0, 1], [2, 2]), Ranking(loaded, [0, 1], [2, 2]));
        Assert.Equal(markov.TransitionCount, loaded.TransitionCount);
    }

    [Fact]
    public void Load_CutFile_SaysThatTheFolderIsDamaged()
    {
        using var folder = new TemporaryFolder();
        Fit(new MarkovOptions()).Save(folder.Path);
        string file = Path.Combine(folder.Path, "markov.bin");
        byte[] bytes = File.ReadAllBytes(file);
        for (int length = 0; length < bytes.Length; length += 3)
        {
            File.WriteAllBytes(file, bytes[..length]);
            InputException error = Assert.Throws<InputException>(() => FittedMarkov.Load(folder.Path));
            Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        }
    }

    private static FittedMarkov Fit(MarkovOptions options) =>
        new MarkovEstimator(options).Fit(LeaveLastOutSplit.Make(Log, SeenItemPolicy.Keep), new FitContext());

    private static int[] Ranking(FittedMarkov markov, int[] items, long[] times)
    {
        var scores = new float[markov.ItemCount];
        markov.Score([new HistoryQuery(items, times, 9)], scores);
        Assert.Equal(scores.Length, scores.Distinct().Count());
        var ranking = new int[scores.Length];
        TopK.Select(scores, ranking);
        return ranking;
    }
}
