using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Models;

public sealed class RecommendNoticesTests
{
    // Every user takes three items and comes back for the first: training has no repeats, the test nothing else.
    private static readonly InteractionLog Returning = TestLogs.Of(
        [.. Enumerable.Range(0, 6).SelectMany(user => new (int, int, long)[]
        {
            (user, user, 100), (user, 7, 200), (user, 8, 300), (user, user, 400),
        })]);

    [Fact]
    public void Fit_TargetsThatAreRemoved_AreWarnedOf()
    {
        List<string> notices = Fit(SeenItemPolicy.Auto, new PopularityOptions());
        Assert.Contains(
            "6 of 6 test targets repeat an item of their user's history and count as misses, because seen items are "
            + "removed; --seen-items keep lets them be found",
            notices);
    }

    [Fact]
    public void Fit_TargetsThatAreKept_AreNotWarnedOf() =>
        Assert.Empty(Fit(SeenItemPolicy.Keep, new PopularityOptions()));

    [Fact]
    public void Predict_BeforeAllButOneEvent_KnowsOnlyWhatHappened()
    {
        InteractionLog log = TestLogs.Of((0, 0, 100), (1, 1, 200), (1, 1, 300), (2, 1, 400), (2, 0, 500));
        var predictor = new RecommendPredictor(log, new FittedPopularity([2, 3]), seenItemsAreRemoved: false);
        ResultTable answers = predictor.Predict(
            new RecommendPredictOptions { Users = "u2", At = "150", TopK = 1 }, new FitContext());
        Assert.Equal("i0", answers.Rows.Single()[2]);
    }

    [Fact]
    public void Predict_EverythingSeen_SaysSo()
    {
        InteractionLog log = TestLogs.Of((0, 0, 100), (0, 1, 200));
        var notices = new List<string>();
        var context = new FitContext { Report = found => notices.Add(((NoticeEvent)found).Message) };
        var predictor = new RecommendPredictor(log, new FittedPopularity([1, 1]), seenItemsAreRemoved: true);
        ResultTable answers = predictor.Predict(new RecommendPredictOptions { At = "300" }, context);
        Assert.Empty(answers.Rows);
        Assert.Equal(
            ["nothing is left to recommend: every item has been seen; --seen-items keep allows them again"], notices);
    }

    [Fact]
    public void Predict_MoreRowsThanAreTaken_EndsBeforeItScores()
    {
        InteractionLog log = TestLogs.Of((0, 0, 100), (1, 1, 200), (2, 0, 300));
        long told = 0;
        var context = new FitContext
        {
            Expect = rows =>
            {
                told = rows;
                throw new InputException("too many");
            },
        };
        var predictor = new RecommendPredictor(log, new FittedPopularity([2, 1]), seenItemsAreRemoved: false);

        Assert.Throws<InputException>(() => predictor.Predict(new RecommendPredictOptions { At = "400" }, context));
        Assert.Equal(6, told);
    }

    private static List<string> Fit(SeenItemPolicy policy, PopularityOptions options)
    {
        using var folder = new TemporaryFolder();
        var notices = new List<string>();
        var kind = new DataKind<InteractionLog, RecommendInputOptions>("event log", new FixedLogReader(Returning));
        PopularityMethod.Create(kind, []).Fit(
            new FitRequest(
                AppContext.BaseDirectory, new RecommendInputOptions { SeenItems = policy }, options, folder.Path),
            new FitContext { Report = found => notices.AddRange(found is NoticeEvent notice ? [notice.Message] : []) });
        return notices;
    }
}
