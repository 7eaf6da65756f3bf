using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Popularity;

public sealed class FittedPopularityTests
{
    private static readonly InteractionLog Log = TestLogs.Of(
        (0, 0, 1), (0, 1, 2), (0, 1, 3), (0, 2, 4), (1, 3, 1), (1, 1, 2), (1, 3, 3), (1, 2, 4));

    [Fact]
    public void Score_EqualCounts_OrdersByFirstAppearance()
    {
        FittedPopularity popularity = Fit(LearningPart.BeforeTest);
        Assert.Equal([1, 3, 0, 2], popularity.Counts.ToArray());
        var scores = new float[8];
        popularity.Score([default, default], scores);
        Assert.Equal([2f, 4f, 1f, 3f, 2f, 4f, 1f, 3f], scores);
    }

    [Fact]
    public void Fit_TrainingOnly_LeavesValidationOut() =>
        Assert.Equal([1, 2, 0, 1], Fit(LearningPart.TrainingOnly).Counts.ToArray());

    [Fact]
    public void Load_AfterSave_HasTheSameCounts()
    {
        using var folder = new TemporaryFolder();
        FittedPopularity popularity = Fit(LearningPart.BeforeTest);
        popularity.Save(folder.Path);
        Assert.Equal(popularity.Counts.ToArray(), FittedPopularity.Load(folder.Path).Counts.ToArray());
    }

    private static FittedPopularity Fit(LearningPart part) =>
        new PopularityEstimator(new PopularityOptions { LearnFrom = part }).Fit(
            LeaveLastOutSplit.Make(Log, SeenItemPolicy.Keep), new FitContext());
}
