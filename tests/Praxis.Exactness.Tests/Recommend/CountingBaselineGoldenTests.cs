using System.Globalization;
using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

// Values measured independently of this code on the public sets, leave-last-out, stable sort, seen items removed. They
// need: counts over everything before the test event; popularity ties by first appearance; Markov ties by the first
// appearance of the transition when users are walked in the log's order, and popularity behind all followers.
public sealed class CountingBaselineGoldenTests
{
    // Half a unit of the fourth decimal.
    private const double Tolerance = 0.00005;

    [Fact]
    public void MovieLens_Popularity_MatchesGolden() =>
        Verify(MovieLens(), new PopularityEstimator(new PopularityOptions()).Fit, 0.0859, 0.0449);

    [Fact]
    public void MovieLens_MarkovFirstSeen_MatchesGolden() =>
        Verify(MovieLens(), new MarkovEstimator(new MarkovOptions { Ties = MarkovTies.FirstSeen }).Fit, 0.1485, 0.0770);

    [Fact]
    public void MovieLens_MarkovPopularity_MatchesGolden() =>
        Verify(MovieLens(), new MarkovEstimator(new MarkovOptions()).Fit, 0.1453, 0.0792);

    [Fact]
    public void Beauty_Popularity_MatchesGolden() =>
        Verify(Beauty(), new PopularityEstimator(new PopularityOptions()).Fit, 0.0169, 0.0082);

    [Fact]
    public void Beauty_MarkovFirstSeen_MatchesGolden() =>
        Verify(Beauty(), new MarkovEstimator(new MarkovOptions { Ties = MarkovTies.FirstSeen }).Fit, 0.0557, 0.0346);

    [Fact]
    public void Beauty_MarkovPopularity_MatchesGolden() =>
        Verify(Beauty(), new MarkovEstimator(new MarkovOptions()).Fit, 0.0626, 0.0378);

    private static void Verify(
        InteractionLog log, Func<RecommendSplit, FitContext, IRecommender> fit, double hitRate, double ndcg)
    {
        RecommendSplit split = LeaveLastOutSplit.Make(log, SeenItemPolicy.Remove);
        IRecommender recommender = fit(split, new FitContext());
        RankingResult result = RankingEvaluator.Evaluate(
            recommender, split, split.Test, threadCount: 2, TestContext.Current.CancellationToken);
        Assert.Equal(hitRate, result.Mean("HR@10"), Tolerance);
        Assert.Equal(ndcg, result.Mean("NDCG@10"), Tolerance);
    }

    // The golden walks users in the order of their first event, so the file is put in time order (a stable sort) first.
    private static InteractionLog MovieLens()
    {
        string[] lines = File.ReadAllLines(Find("ml-100k/ml-100k.inter"));
        string folder = Directory.CreateTempSubdirectory("praxis-test-").FullName;
        string sorted = Path.Combine(folder, "sorted.inter");
        try
        {
            File.WriteAllLines(sorted, [lines[0], .. lines.Skip(1).OrderBy(TimeOf)]);
            return InteractionLogs.Read(sorted, new RecommendInputOptions(), static _ => { });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double TimeOf(string line) => double.Parse(line.Split('\t')[3], CultureInfo.InvariantCulture);

    private static InteractionLog Beauty() => InteractionLogs.Read(
        Path.GetDirectoryName(Find("amazon-beauty-5core/items.txt"))!, new RecommendInputOptions(), static _ => { });

    private static string Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Praxis.slnx")))
            {
                string path = Path.Combine(folder.FullName, "..", "shared", "data", "recommend", name);
                Assert.SkipUnless(File.Exists(path), $"the public data set {name} is not there");
                return path;
            }
        }

        Assert.Skip("the tests do not run inside a checkout");
        return string.Empty;
    }
}
