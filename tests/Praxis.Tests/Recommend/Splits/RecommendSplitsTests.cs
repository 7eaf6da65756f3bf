using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Splits;

public sealed class RecommendSplitsTests
{
    [Fact]
    public void LastOut_UsersOfOneToFourEvents_HoldOutWhatTheirLengthAllows()
    {
        InteractionLog log = TestLogs.Of(
            (0, 0, 1), (1, 0, 1), (1, 1, 2), (2, 0, 1), (2, 1, 2), (2, 2, 3),
            (3, 0, 1), (3, 1, 2), (3, 2, 3), (3, 3, 4));
        RecommendSplit split = LeaveLastOutSplit.Make(log, SeenItemPolicy.Auto);
        Assert.Equal([1, 1, 1, 2], split.TrainEnds);
        Assert.Equal([2, 3], split.Validation.Users);
        Assert.Equal([1, 2], split.Validation.TargetStarts);
        Assert.Equal([1, 2, 3], split.Test.Users);
        Assert.Equal([1, 2, 3], split.Test.TargetStarts);
        Assert.Equal([2, 3, 4], split.Test.TargetEnds);
        Assert.Equal([1, 1, 2, 3], split.EndsBeforeTest());
        Assert.False(split.HoldsOutBaskets);
    }

    [Fact]
    public void LastBasketOut_EqualTimes_AreHeldOutTogether()
    {
        InteractionLog log = TestLogs.Of(
            (0, 0, 1), (0, 1, 1), (0, 2, 2), (0, 3, 3), (0, 4, 3),
            (1, 0, 5), (1, 1, 5), (2, 0, 1), (2, 1, 2), (2, 2, 2));
        RecommendSplit split = LeaveLastBasketOutSplit.Make(log, SeenItemPolicy.Auto);
        Assert.Equal([2, 2, 1], split.TrainEnds);
        Assert.Equal([0], split.Validation.Users);
        Assert.Equal([(2, 3)], split.Validation.TargetStarts.Zip(split.Validation.TargetEnds));
        Assert.Equal([0, 2], split.Test.Users);
        Assert.Equal([(3, 5), (1, 3)], split.Test.TargetStarts.Zip(split.Test.TargetEnds));
        Assert.True(split.HoldsOutBaskets);
    }

    [Fact]
    public void ByTime_TenTimes_CutsAtEightyAndNinetyPercent()
    {
        InteractionLog log = TestLogs.Of(
            (0, 0, 0), (0, 1, 1), (0, 2, 2), (1, 0, 3), (1, 1, 4), (1, 2, 5),
            (0, 3, 6), (1, 3, 7), (0, 4, 8), (1, 4, 9));
        RecommendSplit split = TimeSplit.Make(log, SeenItemPolicy.Auto);
        Assert.Equal([4, 4], split.TrainEnds);
        Assert.Equal([0], split.Validation.Users);
        Assert.Equal([1], split.Test.Users);
        Assert.Equal([5, 4], split.EndsBeforeTest());
    }

    [Fact]
    public void ByTime_UserWithoutHistory_IsLeftOutAndCounted()
    {
        InteractionLog log = TestLogs.Of(
            (0, 0, 0), (0, 1, 1), (0, 2, 2), (0, 0, 3), (0, 1, 4), (0, 2, 5),
            (0, 3, 6), (0, 3, 7), (0, 4, 8), (0, 4, 9),
            (1, 0, 9));
        RecommendSplit split = TimeSplit.Make(log, SeenItemPolicy.Auto);
        Assert.Equal([0], split.Test.Users);
        Assert.Contains("1 users without events", split.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SplitKind.LastOut)]
    [InlineData(SplitKind.LastBasketOut)]
    [InlineData(SplitKind.ByTime)]
    public void Make_OneEventEach_SaysWhatIsMissing(SplitKind kind)
    {
        InteractionLog log = TestLogs.Of((0, 0, 1), (1, 0, 1));
        InputException error = Assert.Throws<InputException>(
            () => RecommendSplits.Make(log, new RecommendInputOptions { Split = kind }));
        Assert.Contains("2 users and 2 events", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_RepeatsInTraining_KeepsSeenItems()
    {
        InteractionLog repeats = TestLogs.Of((0, 0, 1), (0, 0, 2), (0, 1, 3), (0, 2, 4));
        InteractionLog none = TestLogs.Of((0, 0, 1), (0, 1, 2), (0, 2, 3), (0, 2, 4));
        Assert.False(LeaveLastOutSplit.Make(repeats, SeenItemPolicy.Auto).SeenItemsAreRemoved);
        Assert.True(LeaveLastOutSplit.Make(none, SeenItemPolicy.Auto).SeenItemsAreRemoved);
        Assert.True(LeaveLastOutSplit.Make(repeats, SeenItemPolicy.Remove).SeenItemsAreRemoved);
        Assert.False(LeaveLastOutSplit.Make(none, SeenItemPolicy.Keep).SeenItemsAreRemoved);
    }

    [Fact]
    public void QueryOf_Case_IsEverythingBeforeTheTarget()
    {
        InteractionLog log = TestLogs.Of((0, 2, 1), (0, 1, 2), (0, 0, 7));
        RecommendSplit split = LeaveLastOutSplit.Make(log, SeenItemPolicy.Auto);
        HistoryQuery query = split.Test.QueryOf(log, 0);
        Assert.Equal([2, 1], query.Items.ToArray());
        Assert.Equal([1L, 2L], query.Times.ToArray());
        Assert.Equal(7, query.RequestTime);
        Assert.Equal([0], split.Test.TargetsOf(log, 0).ToArray());
    }
}
