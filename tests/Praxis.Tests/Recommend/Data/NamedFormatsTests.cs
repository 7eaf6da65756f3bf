using Praxis.Recommend;
using static Praxis.Tests.Recommend.Data.LogFiles;

namespace Praxis.Tests.Recommend.Data;

public sealed class NamedFormatsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("log.inter",
        "user_id:token\titem_id:token\trating:float\ttimestamp:float\n1\t\"x\t3\t10\n1\ty\t3\t11.0\n2\ty\t1\t9\n")]
    [InlineData("u.data", "1\t\"x\t3\t10\n1\ty\t3\t11\n2\ty\t1\t9\n")]
    [InlineData("ratings.dat", "1::\"x::3::10\n1::y::3::11\n2::y::1::9\n")]
    [InlineData("ratings.csv", "userId,movieId,rating,timestamp\n1,\"\"\"x\",3.5,10\n1,y,3,11\n2,y,1,9\n")]
    public void File_OfEachFormat_IsReadWithoutFlags(string name, string text)
    {
        string[] expected = ["1: \"x@10 y@11", "2: y@9"];
        Assert.Equal(expected, Read(_folder.Write(name, text)));
        Assert.Equal(expected, Read(_folder.Write(name + ".gz", TemporaryFolder.Gzip(text))));
    }

    [Fact]
    public void RatingsCsv_AsMovieLens_IsReadToo()
    {
        string path = _folder.Write("ratings.csv", "userId,movieId,rating,timestamp\n1,x,3.5,10\n1,y,3,11\n2,y,1,9\n");
        InteractionLog log = InteractionLogs.Read(path, Everything with { Format = "movielens" }, _ => { });
        Assert.Equal(["1: x@10 y@11", "2: y@9"], Show(log));
    }

    [Theory]
    [InlineData("log.inter", "user_id:token\titem_id:token\n1\tx\n",
        "log.inter:1: no column 'timestamp'; the columns are user_id, item_id; name the right one with --time-column")]
    [InlineData("u.data", "1\tx\t3\t10\n1\ty\t3\n", "u.data:2: 3 cells where the format has 4; mend the line")]
    [InlineData("ratings.dat", "1::x::3::10\n1::y::3::ten\n",
        "ratings.dat:2: column 'timestamp': \"ten\" is not Unix seconds; mend the cell or convert the column")]
    [InlineData("u.data", "\n", "u.data: has no rows; add rows")]
    public void File_Malformed_ErrorNamesLine(string name, string text, string expected)
    {
        string path = _folder.Write(name, text);
        Assert.Equal(expected, _folder.Error(() => Read(path)));
    }

    [Fact]
    public void Aligned_Folder_IsRead()
    {
        Assert.Equal(["7: x@1 y@2", "8: y@3 x@3 z@4"], ReadAligned("7 x y\r\n8 y x z \n\n", "7 1 2\n8\t3 3 4\n\n"));
    }

    [Theory]
    [InlineData("7 x y\n8 x\n", "7 1 2\n", "items.txt:2: times.txt has no such line; give both files the same lines")]
    [InlineData("7 x y\n", "7 1 2\n8 1\n", "times.txt:2: items.txt has no such line; give both files the same lines")]
    [InlineData("7 x\n8 x\n", "7 1\n9 1\n",
        "times.txt:2: user '9' where items.txt:2 has user '8'; give both files the same users in the same order")]
    [InlineData("7 x y\n8 x y\n", "7 1 2\n8 1\n",
        "times.txt:2: 1 times where items.txt:2 has 2 items; give each item its time")]
    [InlineData("7 x\n7 y\n", "7 1\n7 2\n", "items.txt:2: user '7' has an earlier line; put the events on one line")]
    [InlineData("7 x\n8 y\n", "7 1\n8 1e30\n",
        "times.txt:2: column 'timestamp': \"1e30\" is not Unix seconds; mend the cell or convert the column")]
    public void Aligned_Mismatch_ErrorNamesFileAndLine(string items, string times, string expected)
        => Assert.Equal(expected,
            _folder.Error(() => ReadAligned(items, times)).Replace("log/", "", StringComparison.Ordinal));

    [Fact]
    public void Aligned_FileMissing_ErrorNamesIt()
    {
        _folder.Write("log/items.txt", "7 x\n");
        Assert.Equal(
            "log: no file times.txt; the folder must hold items.txt and times.txt",
            _folder.Error(() => Read(_folder["log"])));
    }

    [Fact]
    public void Folder_OfNoFormat_IsRefused()
    {
        Directory.CreateDirectory(_folder["log.csv"]);
        Assert.Equal(
            "log.csv: is a folder, no event log; pass a file, or --format with one of recbole, movielens,"
            + " aligned, table",
            _folder.Error(() => Read(_folder["log.csv"])));
    }

    [Fact]
    public void MovieLens100K_RecBoleFile_HasItsKnownCounts()
    {
        string path = SharedData.PathOf("recommend/ml-100k/ml-100k.inter");
        var notices = new List<string>();
        InteractionLog log = InteractionLogs.Read(path, new(), notices.Add);
        Assert.Equal((100_000, 943, 1_682), (log.EventCount, log.UserCount, log.ItemCount));
        Assert.Equal(("196", "242"), (log.UserIds[0], log.ItemIds[0]));
        Assert.Equal([$"{path}: rows of 943 users were not in time order: sorted"], notices);
    }

    [Fact]
    public void AmazonBeauty_AlignedFolder_HasItsKnownCounts()
    {
        string path = SharedData.PathOf("recommend/amazon-beauty-5core");
        InteractionLog log = InteractionLogs.Read(path, new(), _ => { });
        Assert.Equal((198_502, 22_363, 12_101), (log.EventCount, log.UserCount, log.ItemCount));
    }

    [Fact]
    public void OnlineRetail_ParquetWithEmptyCustomers_ErrorNamesRow()
    {
        string path = SharedData.PathOf("recommend/online-retail/online_retail.parquet");
        var options = new RecommendInputOptions
        {
            UserColumn = "CustomerID",
            ItemColumn = "Description",
            TimeColumn = "InvoiceDate",
        };
        Assert.Equal(
            $"{path}: row 623: column 'CustomerID': the cell is empty; fill it or leave the row out",
            _folder.Error(() => InteractionLogs.Read(path, options, _ => { })));
    }

    private string[] ReadAligned(string items, string times)
    {
        _folder.Write("log/items.txt", items);
        _folder.Write("log/times.txt", times);
        return Read(_folder["log"]);
    }

    private static string[] Read(string path) => Show(InteractionLogs.Read(path, Everything, _ => { }));
}
