using DuckDB.NET.Data;
using Praxis.Bayes;
using Praxis.Core;
using Praxis.Tests.Data;

namespace Praxis.Tests.Bayes;

public sealed class NumericTableTests : IDisposable
{
    private const string Csv = "a,b,c\n1,2,3\n4,5,7\n7,9,8\n2,2,2\n";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> BadTables => new()
    {
        { "", "t.csv: the file is empty; write it again" },
        { "a,b\n", "t.csv: has no rows; add rows" },
        { "a,b,a\n1,2,3\n", "t.csv:1: column 'a' appears twice; rename one" },
        { "a,b\n1,2\n3\n4,6\n", "t.csv:3: 1 cell where the header has 2; mend the line" },
        { "a,b\n1,2\n3,inf\n4,6\n",
            "t.csv:3: column 'b': \"inf\" is not a finite number; mend the cell or leave the column out" },
        { "a,b\n1,2\n3,1e200\n4,6\n",
            "t.csv:3: column 'b': 1E+200 is too large to be squared; rescale the column" },
        { "a,b,c\n1,2,2\n3,NA,3\n,NaN,4\n",
            "t.csv:3 column 'b', t.csv:4 column 'a', t.csv:4 column 'b': missing;"
            + " fill the cells or pass --missing drop-columns" },
        { "a,b,c\n,,\n,,\n5,5,5\n",
            "t.csv:2 column 'a', t.csv:2 column 'b', t.csv:2 column 'c', t.csv:3 column 'a', t.csv:3 column 'b'"
            + " and 1 more: missing; fill the cells or pass --missing drop-columns" },
        { "a,b,c\n1,2,3\n1,2,4\n1,3,4\n", "t.csv: constant columns: a; name them in --leave-out" },
        { "a,b,c\n1,0.3,3\n2,0.30000000000000004,4\n1,0.3,4\n",
            "t.csv: constant columns: b; name them in --leave-out" },
        { "a,b\n1,2\n3,4\n", "t.csv: has 2 rows, and at least 3 are needed; give more rows" },
        { "a,b\n1,x\n3,y\n4,z\n",
            "t.csv: 1 variable is left, and a graph needs at least 2; give more columns of numbers"
            + " (not numbers and left out: b; column 'b' has \"x\" at t.csv:2)" },
    };

    public static TheoryData<DecomposableGraphInputOptions, string> BadOptions => new()
    {
        { new() { Columns = "alpha, beta1" },
            "t.csv: --columns: no column 'beta1'; did you mean beta? the columns are alpha, beta, gamma" },
        { new() { LeaveOut = "zzzzzz" },
            "t.csv: --leave-out: no column 'zzzzzz'; the columns are alpha, beta, gamma" },
        { new() { Columns = "alpha,beta,alpha" }, "t.csv: --columns: 'alpha' is named twice; take one off the list" },
        { new() { Columns = "alpha" },
            "t.csv: 1 variable is left, and a graph needs at least 2; give more columns of numbers" },
        { new() { Columns = "alpha,gamma" },
            "t.csv:2: column 'gamma': \"x\" is not a finite number; mend the cell or leave the column out" },
        { new() { Columns = "alpha,beta", Whiten = true },
            "t.csv: has 3 rows, and at least 4 are needed with --whiten; give more rows" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_EachFormat_GivesEqualTables()
    {
        double[] values = [1, 2, 3, 4, 5, 7, 7, 9, 8, 2, 2, 2];
        string[] paths =
        [
            _folder.Write("t.csv", Csv),
            _folder.Write("t.tsv", Csv.Replace(',', '\t')),
            _folder.Write("t.csv.gz", TemporaryFolder.Gzip(Csv)),
            _folder.Write("t.jsonl", string.Join('\n', values.Chunk(3)
                .Select(row => $"{{\"a\":{row[0]},\"b\":{row[1]},\"c\":{row[2]}}}"))),
            WriteParquet(values),
            _folder.Write("t.npy", NpyBytes.Of(values, "(4, 3)")),
        ];
        Assert.All(paths, path =>
        {
            NumericTable table = Read(path, new DecomposableGraphInputOptions());
            Assert.Equal(path.EndsWith(".npy", StringComparison.Ordinal) ? ["x1", "x2", "x3"] : ["a", "b", "c"],
                table.Names);
            Assert.Equal(values, table.Values.ToArray());
            Assert.Equal(4, table.RowCount);
            Assert.Equal(["all"], table.GroupNames);
            Assert.Equal(new int[4], table.GroupOfRow.ToArray());
            Assert.True(table.Response.IsEmpty);
            Assert.Empty(table.Notices);
        });
    }

    [Theory]
    [MemberData(nameof(BadTables))]
    public void Read_BadTable_IsRefused(string text, string expected)
    {
        string path = _folder.Write("t.csv", text);
        Assert.Equal(expected, _folder.Error(() => Read(path, new DecomposableGraphInputOptions())));
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Read_BadOptions_AreRefused(DecomposableGraphInputOptions options, string expected)
    {
        string path = _folder.Write("t.csv", "alpha,beta,gamma\n1,2,x\n2,3,y\n4,3,z\n");
        Assert.Equal(expected, _folder.Error(() => Read(path, options)));
    }

    [Fact]
    public void Read_TruncatedAndWronglyEncodedFiles_AreRefused()
    {
        byte[] gzip = TemporaryFolder.Gzip(string.Concat(Enumerable.Repeat(Csv[6..], 500).Prepend("a,b,c\n")));
        string cut = _folder.Write("t.csv.gz", gzip[..^9]);
        string latin = _folder.Write("t.csv", [.. "a,b,c\n1,2,3\n"u8, 0xE9, .. ",2,3\n"u8]);
        string text = _folder.Write("t.txt", Csv);

        var options = new DecomposableGraphInputOptions();
        Assert.EndsWith(
            "the gzip data is damaged or cut off at or after this line; copy the file again",
            _folder.Error(() => Read(cut, options)), StringComparison.Ordinal);
        Assert.Equal(
            "t.csv:3: byte 0xE9 is not UTF-8; save the file as UTF-8", _folder.Error(() => Read(latin, options)));
        Assert.Equal(
            "t.txt: is not a table file by its name; it must end in .csv, .tsv, .jsonl or .ndjson (each also with .gz),"
            + " .parquet or .npy",
            _folder.Error(() => Read(text, options)));
    }

    [Fact]
    public void Read_ColumnsThatAreNoNumbers_AreLeftOutWithANotice()
    {
        string path = _folder.Write("t.csv", "id,a,b,c\ns1,1,2,u\ns2,2,3,v\ns3,4,3,w\n");
        NumericTable table = Read(path, new DecomposableGraphInputOptions());
        Assert.Equal(["a", "b"], table.Names);
        Assert.Equal(
            [$"not numbers and left out: id, c; column 'id' has \"s1\" at {path}:2"], table.Notices);
    }

    [Fact]
    public void Read_MissingCellsDropped_LeavesColumnsOutWithANotice()
    {
        string path = _folder.Write("t.csv", "a,b,c\n1,2,1\n2,NA,5\n4,3,2\n");
        NumericTable table = Read(
            path, new DecomposableGraphInputOptions { Missing = MissingPolicy.DropColumns });
        Assert.Equal(["a", "c"], table.Names);
        Assert.Equal([1.0, 1, 2, 5, 4, 2], table.Values.ToArray());
        Assert.Equal(["left out for missing cells: b"], table.Notices);
    }

    [Fact]
    public void Read_NamedColumns_KeepTheOrderOfTheFile()
    {
        NumericTable table = Read(
            _folder.Write("t.csv", Csv), new DecomposableGraphInputOptions { Columns = "c, a" });
        Assert.Equal(["a", "c"], table.Names);
        Assert.Equal(
            ["a", "b"],
            Read(_folder["t.csv"], new DecomposableGraphInputOptions { LeaveOut = "c" }).Names);
    }

    [Fact]
    public void Read_Npy_GapsAndInfinitiesAreNamed()
    {
        string gap = _folder.Write("g.npy", NpyBytes.Of([1, 2, double.NaN, 4, 5, 7], "(3, 2)"));
        string infinity = _folder.Write("i.npy", NpyBytes.Of([1, 2, 3, double.NegativeInfinity, 5, 7], "(3, 2)"));
        Assert.Equal(
            "g.npy: row 2 column 'x1': missing; fill the cells or pass --missing drop-columns",
            _folder.Error(() => Read(gap, new DecomposableGraphInputOptions())));
        Assert.Equal(
            "i.npy: row 2: column 'x2': -Infinity is not a finite number; mend the cell or leave the column out",
            _folder.Error(() => Read(infinity, new DecomposableGraphInputOptions())));
    }

    [Fact]
    public void Read_Groups_AreInOrderOfAppearance()
    {
        string path = _folder.Write("t.csv", "a,group,b\n1,z,2\n2,7,3\n4,z,3\n5,7,1\n1,7,2\n2,z,7\n");
        NumericTable table = NumericTables.JointDags.Read(path, "auto", new JointDagsInputOptions());
        Assert.Equal(["a", "b"], table.Names);
        Assert.Equal(["z", "7"], table.GroupNames);
        Assert.Equal([0, 1, 0, 1, 1, 0], table.GroupOfRow.ToArray());
    }

    [Theory]
    [InlineData("a,b\n1,2\n",
        "t.csv:1: no column 'group'; the columns are a, b; name the right one with --group-column")]
    [InlineData("a,b,group\n1,2,x\n3,4,\n",
        "t.csv:3: column 'group': the cell is empty; fill it or leave the row out")]
    [InlineData("a,b,group\n1,2,x\n3,4,x\n5,1,x\n3,3,y\n",
        "t.csv: group 'y' has 1 row, and at least 3 are needed; give more rows or take the group out of the file")]
    [InlineData("a,b,group\n1,2,x\n3,4,x\n5,1,x\n3,3,y\n3,2,y\n3,1,y\n",
        "t.csv: constant columns: a (in group 'y'); name them in --leave-out")]
    public void Read_BadGroups_AreRefused(string text, string expected)
    {
        string path = _folder.Write("t.csv", text);
        Assert.Equal(
            expected,
            _folder.Error(() => NumericTables.JointDags.Read(path, "auto", new JointDagsInputOptions())));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "t.csv:1: no column 'y'; the columns are a, b; name the right one with --response")]
    [InlineData("a,b,y\n1,2,3\n3,4,\n",
        "t.csv:3: column 'y': the cell is empty; fill it or leave the row out")]
    [InlineData("a,b,y\n1,2,3\n3,4,NA\n",
        "t.csv:3: column 'y': \"NA\" is not a finite number; mend the cell or leave the row out")]
    [InlineData("a,b,y\n1,2,3\n3,4,3\n2,7,3\n",
        "t.csv: the response 'y' is constant; name another column with --response")]
    public void Read_BadResponse_IsRefused(string text, string expected)
    {
        string path = _folder.Write("t.csv", text);
        Assert.Equal(
            expected,
            _folder.Error(() => NumericTables.DagRegression.Read(path, "auto", new DagRegressionInputOptions())));
    }

    [Fact]
    public void Read_RolesAmongVariables_AreRefused()
    {
        string path = _folder.Write("t.csv", "a,b,y\n1,2,3\n3,4,5\n2,7,3\n");
        Assert.Equal(
            "t.csv: --columns: 'y' is the response, no variable; take it off the list",
            _folder.Error(() => NumericTables.DagRegression.Read(
                path, "auto", new DagRegressionInputOptions { Columns = "a,b,y" })));
        Assert.Equal(
            "t.csv: --columns: 'y' is the group column, no variable; take it off the list",
            _folder.Error(() => NumericTables.JointDags.Read(
                path, "auto", new JointDagsInputOptions { GroupColumn = "y", Columns = "y,a" })));
        Assert.Equal(
            [3.0, 5, 3], NumericTables.DagRegression.Read(path, "auto", new()).Response.ToArray());
    }

    [Fact]
    public void Read_NpyWhereNamesAreNeeded_IsRefused()
    {
        string path = _folder.Write("t.npy", NpyBytes.Of([1, 2, 3, 4], "(2, 2)"));
        Assert.Equal(
            "t.npy: an .npy file has no column names, and so no group column 'group'; save a .csv or .parquet table"
            + " with named columns",
            _folder.Error(() => NumericTables.JointDags.Read(path, "auto", new())));
        Assert.Equal(
            "t.npy: an .npy file has no column names, and so no response column 'y'; save a .csv or .parquet table"
            + " with named columns",
            _folder.Error(() => NumericTables.DagRegression.Read(path, "auto", new())));
    }

    [Fact]
    public void Read_Riboflavin_GivesAllGenes()
    {
        string path = SharedData.PathOf("graphs/riboflavin.csv.gz");
        NumericTable table = NumericTables.DagRegression.Read(
            path, "auto", new DagRegressionInputOptions { Response = "q_RIBFLV" });
        Assert.Equal((71, 4088), (table.RowCount, table.Names.Count));
        Assert.Equal(71, table.Response.Length);
    }

    [Fact]
    public void Options_Texts_AreSentences() => Assert.All(
        OptionsSchema.Of<DecomposableGraphInputOptions>().Specs
            .Concat(OptionsSchema.Of<JointDagsInputOptions>().Specs)
            .Concat(OptionsSchema.Of<DagRegressionInputOptions>().Specs),
        spec => Assert.Matches(@"^[A-Z][^.]+\.$", spec.Text));

    private static NumericTable Read(string path, DecomposableGraphInputOptions options)
        => NumericTables.DecomposableGraph.Read(path, "auto", options);

    private string WriteParquet(double[] values)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        string rows = string.Join(", ", values.Chunk(3).Select(row => $"({row[0]}, {row[1]}::DOUBLE, {row[2]})"));
        command.CommandText
            = $"COPY (SELECT * FROM (VALUES {rows}) AS t(a, b, c)) TO '{_folder["t.parquet"]}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        return _folder["t.parquet"];
    }
}
