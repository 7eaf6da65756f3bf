using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Statistical.Tests.Recommend;

/// <summary>Methods find what was planted, and only those find it that can see it.</summary>
public sealed class PlantedStructureTests(ITestOutputHelper output)
{
    private const string Metric = "NDCG@10";

    [Fact]
    public void Markov_PlantedFollowers_ComesNearTheOptimum()
    {
        RecommendSplit split = PlantedLogs.Markov(userCount: 2000, eventsPerUser: 15, seed: 1);
        double best = PlantedLogs.BestNdcg(openFollowers: 2);

        RankingResult markov = Evaluate(new MarkovEstimator(new MarkovOptions()).Fit(split, new FitContext()), split);

        // Nobody beats the best ranking but by chance, and with 260 transitions an item the counts find it.
        Report("markov", markov, best);
        Assert.InRange(Math.Abs(markov.Mean(Metric) - best), 0, 4 * StandardError(markov));
    }

    [Theory]
    [InlineData("hstu")]
    [InlineData("sasrec")]
    public void Trained_PlantedFollowers_BeatPopularityByFar(string name)
    {
        RecommendSplit split = PlantedLogs.Markov(userCount: 600, eventsPerUser: 15, seed: 2);
        double best = PlantedLogs.BestNdcg(openFollowers: 2);

        RankingResult trained = Train(name, split, epochCount: 15);
        FittedPopularity counted = new PopularityEstimator(new PopularityOptions()).Fit(split, new FitContext());
        RankingResult popularity = Evaluate(counted, split);

        Report(name, trained, best);
        Report("popularity", popularity, best);
        Assert.True(popularity.Mean(Metric) < 0.1);
        Assert.True(Difference(trained, popularity).Low > 0.5);
        Assert.True(trained.Mean(Metric) < best + (4 * StandardError(trained)));
    }

    [Fact]
    public void Hstu_GapThatDecides_IsSeenByNoOther()
    {
        RecommendSplit split = PlantedLogs.GapDecides(userCount: 1500, eventsPerUser: 15, seed: 3);

        RankingResult hstu = Train("hstu", split, epochCount: 25);
        RankingResult sasrec = Train("sasrec", split, epochCount: 25);

        Report("hstu", hstu, PlantedLogs.BestNdcg(openFollowers: 1));
        Report("sasrec", sasrec, PlantedLogs.BestNdcg(openFollowers: 2));
        ConfidenceInterval difference = Difference(hstu, sasrec);
        output.WriteLine($"difference {difference}");
        Assert.True(difference.Low > 0.05);
        Assert.True(hstu.Mean(Metric) > PlantedLogs.BestNdcg(openFollowers: 2) + (4 * StandardError(hstu)));
        Assert.True(sasrec.Mean(Metric) < PlantedLogs.BestNdcg(openFollowers: 2) + (4 * StandardError(sasrec)));
    }

    private static RankingResult Train(string name, RecommendSplit split, int epochCount)
    {
        var values = new Dictionary<string, string>
        {
            ["width"] = "32",
            ["dropout"] = "0",
            ["epoch-count"] = epochCount.ToString(),
            ["patience"] = "0",
            ["batch-size"] = "32",
            ["negative-count"] = "32",
            ["learning-rate"] = "0.003",
        };
        IRecommender fitted = name == "hstu"
            ? new SequenceEstimator<HstuOptions>(Options<HstuOptions>(values)).Fit(split, new FitContext())
            : new SequenceEstimator<SasrecOptions>(Options<SasrecOptions>(values)).Fit(split, new FitContext());
        using var scope = (IDisposable)fitted;
        return Evaluate(fitted, split);
    }

    private static TOptions Options<TOptions>(Dictionary<string, string> values)
        where TOptions : class, new() => (TOptions)OptionsSchema.Of<TOptions>().Create(values);

    private static RankingResult Evaluate(IRecommender recommender, RecommendSplit split) =>
        RankingEvaluator.Evaluate(recommender, split, split.Test, threadCount: 1, CancellationToken.None);

    private static ConfidenceInterval Difference(RankingResult left, RankingResult right) =>
        left.DifferenceTo(right, seed: 5, threadCount: 1)[RankingMetrics.Names.ToList().IndexOf(Metric)];

    private static double StandardError(RankingResult result)
    {
        double mean = result.Mean(Metric);
        double variance = result.Values(Metric).Sum(value => (value - mean) * (value - mean)) / (result.Count - 1);
        return Math.Sqrt(variance / result.Count);
    }

    private void Report(string name, RankingResult result, double best) =>
        output.WriteLine($"{name}: {result.Mean(Metric):F4} ± {StandardError(result):F4}; the best possible {best:F4}");
}
