using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Metrics;

public sealed class RankingEvaluatorTests
{
    [Fact]
    public void Evaluate_AnyThreadCount_GivesEqualBytes()
    {
        RecommendSplit split = LeaveLastOutSplit.Make(TestLogs.Random(300, 40, 3000, 1), SeenItemPolicy.Keep);
        FittedMarkov markov = new MarkovEstimator(new MarkovOptions()).Fit(split, new FitContext());
        RankingResult one = Evaluate(markov, split, 1);
        RankingResult four = Evaluate(markov, split, 4);
        foreach (string metric in RankingMetrics.Names)
        {
            Assert.Equal(one.Values(metric), four.Values(metric));
        }

        Assert.Equal(one.Intervals(7, 1), four.Intervals(7, 3));
        Assert.True(one.Mean("HR@10") > 0.3);
    }

    [Fact]
    public void Evaluate_ConstantScores_FindsNothingAtOne()
    {
        RecommendSplit split = LeaveLastOutSplit.Make(TestLogs.Random(50, 20, 500, 1), SeenItemPolicy.Keep);
        RankingResult result = Evaluate(new ConstantRecommender(20), split, 1);
        Assert.Equal(0, result.Mean("HR@10"));
        Assert.Equal(1, result.Mean("HR@50"));
        Assert.Equal(1.0 / 20, result.Mean("MRR"), 12);
    }

    [Fact]
    public void Evaluate_SeenItemsRemoved_MissesRepeatedTargets()
    {
        InteractionLog log = TestLogs.Of((0, 0, 1), (0, 1, 2), (0, 0, 3), (1, 0, 1), (1, 1, 2), (1, 2, 3));
        RecommendSplit split = LeaveLastOutSplit.Make(log, SeenItemPolicy.Remove);
        RankingResult result = Evaluate(new ConstantRecommender(3), split, 1);
        Assert.Equal([0.0, 1.0], result.Values("HR@1"));
    }

    [Fact]
    public void Evaluate_UnknownItems_AreDroppedFromHistoryAndMissedAsTargets()
    {
        InteractionLog log = TestLogs.Of(
            (0, 0, 1), (0, 3, 2), (0, 1, 3), (1, 0, 1), (1, 1, 2), (1, 3, 3), (2, 3, 1), (2, 3, 2), (2, 0, 3));
        RecommendSplit split = LeaveLastOutSplit.Make(log, SeenItemPolicy.Keep);
        RankingResult result = Evaluate(new ConstantRecommender(3), split, 1);
        Assert.Equal([1.0, 0.0, 0.0], result.Values("HR@10"));
    }

    [Fact]
    public void Evaluate_Cancelled_Throws()
    {
        RecommendSplit split = LeaveLastOutSplit.Make(TestLogs.Random(50, 20, 500, 1), SeenItemPolicy.Keep);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => RankingEvaluator.Evaluate(new ConstantRecommender(20), split, split.Test, 1, source.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Evaluate_RecommenderFails_ThrowsItsOwnError(int threads)
    {
        RecommendSplit split = LeaveLastOutSplit.Make(TestLogs.Random(500, 20, 2000, 1), SeenItemPolicy.Keep);
        Assert.Throws<InputException>(() => Evaluate(new FailingRecommender(), split, threads));
    }

    [Fact]
    public void Intervals_KnownSpread_HaveTheNormalWidth()
    {
        RecommendSplit split = LeaveLastOutSplit.Make(TestLogs.Random(900, 40, 9000, 3), SeenItemPolicy.Keep);
        FittedMarkov markov = new MarkovEstimator(new MarkovOptions()).Fit(split, new FitContext());
        RankingResult result = Evaluate(markov, split, 2);
        double mean = result.Mean("HR@10");
        ConfidenceInterval interval = result.Intervals(1, 2)[RankingMetrics.Names.ToList().IndexOf("HR@10")];
        Assert.Equal(mean, interval.Estimate, 12);

        // Width 2 · 1.96 standard errors; a quantile of 1,000 resamples is known to about 5 % of it, so 20 % is four of
        // these.
        double width = 2 * 1.96 * Math.Sqrt(mean * (1 - mean) / result.Count);
        Assert.InRange(interval.High - interval.Low, 0.8 * width, 1.2 * width);
    }

    [Fact]
    public void DifferenceTo_Itself_IsZeroEverywhere()
    {
        RecommendSplit split = LeaveLastOutSplit.Make(TestLogs.Random(50, 20, 500, 1), SeenItemPolicy.Keep);
        RankingResult result = Evaluate(new ConstantRecommender(20), split, 1);
        Assert.All(result.DifferenceTo(result, 5, 1), interval => Assert.Equal(default, interval));
        Assert.False(default(ConfidenceInterval).ExcludesZero);
    }

    private static RankingResult Evaluate(IRecommender recommender, RecommendSplit split, int threads) =>
        RankingEvaluator.Evaluate(recommender, split, split.Test, threads, TestContext.Current.CancellationToken);

    private sealed class FailingRecommender : IRecommender
    {
        public int ItemCount => 20;

        public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores) => throw new InputException("no");
    }

    private sealed class ConstantRecommender(int itemCount) : IRecommender
    {
        public int ItemCount => itemCount;

        public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
        {
            foreach (HistoryQuery query in queries)
            {
                Assert.NotEqual(0, query.Items.Length);
            }

            scores.Fill(1);
        }
    }
}
