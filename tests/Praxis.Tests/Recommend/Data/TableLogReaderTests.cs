using Praxis.Recommend;
using static Praxis.Tests.Recommend.Data.LogFiles;

namespace Praxis.Tests.Recommend.Data;

public sealed class TableLogReaderTests : IDisposable
{
    private const string Header = "user_id,item_id,timestamp,action\n";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_InAnyOrder_AreGroupedAndSortedStably()
    {
        Assert.Equal(["b: x@1 y@5 z@5", "a: y@2 x@3"], Read("b,y,5,1\na,y,2,1\nb,x,1,1\nb,z,5,1\na,x,3,1\n", new()));
        Assert.Equal(["t.csv: rows of 1 user were not in time order: sorted"], _notices);
    }

    [Fact]
    public void Vocabulary_AfterFilters_IsInOrderOfFirstAppearanceOfWhatIsLeft()
    {
        var options = new RecommendInputOptions
        {
            ActionColumn = "action",
            KeepActions = "buy, gift",
            MinItemEvents = 2,
        };
        string rows = "a,x,1,view\nb,y,2,buy\na,z,3,gift\na,x,4,buy\nb,x,5,buy\nc,y,6,buy\na,y,7,buy\n";
        Assert.Equal(["b: y@2 x@5", "a: x@4 y@7"], Read(rows, options));
        Assert.Equal(
            [
                "t.csv: 1 of 7 rows left out: their action is not buy or gift",
                "t.csv: 1 of 3 items left out, with 1 row: fewer than 2 events",
                "t.csv: 1 of 3 users left out, with 1 row: fewer than 2 events",
            ],
            _notices);
    }

    [Fact]
    public void Repeats_EachPolicy_DropsKeepsOrRefuses()
    {
        const string rows = "a,x,1,1\na,y,2,1\nb,x,1,1\na,x,1,1\nb,y,1,1\na,x,1,1\n";
        Assert.Equal(["a: x@1 y@2", "b: x@1 y@1"], Read(rows, new()));
        Assert.Equal(
            [
                "t.csv: 2 rows left out: user, item and time stand in an earlier row",
                "t.csv: rows of 1 user were not in time order: sorted",
            ],
            _notices);
        var keep = new RecommendInputOptions { Duplicates = DuplicatePolicy.Keep };
        Assert.Equal(["a: x@1 x@1 x@1 y@2", "b: x@1 y@1"], Read(rows, keep));
        var refuse = new RecommendInputOptions { Duplicates = DuplicatePolicy.Refuse };
        Assert.Equal(
            "t.csv:5: user 'a', item 'x' and time 1 stand in an earlier row; remove the row or"
            + " pass --duplicates drop or keep",
            _folder.Error(() => Read(rows, refuse)));
    }

    [Theory]
    [InlineData("t.csv: 1 user and 2 items left, and a recommender needs at least 2 of each; give more rows or lower"
        + " --min-user-events and --min-item-events", "a,x,1,1\na,y,2,1\nb,x,1,1\n", 2, 1)]
    [InlineData("t.csv: 2 users and 1 item left, and a recommender needs at least 2 of each; give more rows or lower"
        + " --min-user-events and --min-item-events", "a,x,1,1\na,x,2,1\nb,x,1,1\n", 1, 1)]
    [InlineData("t.csv: none of the 2 users has 5 events (the most are 2); lower --min-user-events or give more rows",
        "a,x,1,1\na,y,2,1\nb,x,1,1\n", 5, 1)]
    [InlineData("t.csv: none of the 2 items has 9 events (the most are 2); lower --min-item-events or give more rows",
        "a,x,1,1\na,y,2,1\nb,x,1,1\n", 1, 9)]
    public void Filters_LeaveTooLittle_ErrorSaysWhatWasFound(
        string expected, string rows, int leastOfUser, int leastOfItem)
    {
        var options = new RecommendInputOptions { MinUserEvents = leastOfUser, MinItemEvents = leastOfItem };
        Assert.Equal(expected, _folder.Error(() => Read(rows, options)));
    }

    [Fact]
    public void Columns_Misnamed_ErrorNamesFlag()
    {
        Assert.Equal(
            "t.csv:1: no column 'uid'; the columns are user_id, item_id, timestamp, action;"
            + " name the right one with --user-column",
            _folder.Error(() => Read("a,x,1,1\n", new() { UserColumn = "uid" })));
        Assert.Equal(
            "--user-column and --item-column both name the column 'user_id'; name two columns",
            _folder.Error(() => Read("a,x,1,1\n", new() { ItemColumn = "user_id" })));
        Assert.Equal(
            "--keep-actions needs the column of the actions; pass --action-column",
            _folder.Error(() => Read("a,x,1,1\n", new() { KeepActions = "1" })));
        Assert.Equal(
            "t.csv: no row has the action 'buy' of --keep-actions; column 'action' has 1, 2",
            _folder.Error(() => Read("a,x,1,1\na,y,2,2\n", new() { ActionColumn = "action", KeepActions = "1,buy" })));
    }

    [Fact]
    public void Times_OfEachUnit_AreUnixSeconds()
    {
        Assert.Equal(
            ["a: x@1325376000 y@1325376001", "b: x@1325376000 y@1325376002"],
            Read(
                "a,x,1325376000000,1\na,y,1325376001999,1\nb,x,1325376000000,1\nb,y,1325376002000,1\n",
                new() { TimeUnit = TimeUnit.Milliseconds }));
        Assert.Equal(
            ["a: x@1325376000 y@1325376001", "b: x@1325376000 y@1325376002"],
            Read(
                "a,x,2012-01-01,1\na,y,2012-01-01T00:00:01Z,1\nb,x,2012-01-01,1\nb,y,2012-01-01 00:00:02,1\n",
                new() { TimeUnit = TimeUnit.Iso }));
    }

    [Fact]
    public void OnlineRetail_Sample_IsReadWhole()
    {
        string path = Path.Combine(
            SharedData.Root, "samples", "recommend", "online-retail", "online_retail_events_min.csv.gz");
        InteractionLog log = InteractionLogs.Read(
            path, new() { Duplicates = DuplicatePolicy.Keep, MinUserEvents = 1 }, _notices.Add);
        Assert.Equal((404_833, 4_363, 3_877), (log.EventCount, log.UserCount, log.ItemCount));
        Assert.Empty(_notices);
    }

    private string[] Read(string rows, RecommendInputOptions options)
    {
        _notices.Clear();
        string path = _folder.Write("t.csv", Header + rows);
        return Show(InteractionLogs.Read(
            path, options, notice => _notices.Add(notice.Replace(path, "t.csv", StringComparison.Ordinal))));
    }
}
