using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Reads CSV, TSV, JSON lines and Parquet files with named columns.</summary>
/// <remarks>Takes any path, so that it stands last and refuses what no reader takes.</remarks>
internal sealed class NamedTableReader<TOptions> : IReader<NumericTable, TOptions>
    where TOptions : GraphInputOptions
{
    public string Format => "table";

    public bool Accepts(string path) => true;

    public NumericTable Read(string path, TOptions options)
    {
        if (!TableFile.Accepts(path) && !Directory.Exists(path))
        {
            throw new InputException($"{path}: is not a table file by its name; it must end in .csv, .tsv, .jsonl"
                + " or .ndjson (each also with .gz), .parquet or .npy");
        }

        IReadOnlyList<string> names = TableFile.ColumnNames(path);
        NamedTableReader.RefuseSemicolons(path, names);

        var choice = ColumnChoice.Of(path, names, options);
        string group = (options as JointDagsInputOptions)?.GroupColumn ?? "";
        string response = (options as DagRegressionInputOptions)?.Response ?? "";
        Table table = TableFile.Read(path, Requests(choice, group, response));
        return TableChecks.Apply(
            Columns(table, choice, group, response), options, TableNeeds.OfGraph(options.Whiten));
    }

    private static List<ColumnRequest> Requests(ColumnChoice choice, string group, string response)
    {
        List<ColumnRequest> requests =
        [
            .. choice.Variables.Select(name =>
                new ColumnRequest(name, ColumnKind.OptionalNumber) { MayBeText = !choice.AreNamed }),
        ];
        if (group.Length > 0)
        {
            requests.Add(new ColumnRequest(group, ColumnKind.Category) { NameFlag = "--group-column" });
        }

        if (response.Length > 0)
        {
            requests.Add(new ColumnRequest(response, ColumnKind.Number) { NameFlag = "--response" });
        }

        return requests;
    }

    private static SourceColumns Columns(Table table, ColumnChoice choice, string group, string response)
    {
        ILookup<bool, string> names = choice.Variables.ToLookup(name => table.SetAside(name) is null);
        string[] texts = [.. names[false]];
        string[] numbers = [.. names[true]];
        CategoryColumn? groups = group.Length > 0 ? table.Category(group) : null;
        return new SourceColumns(table.Path, numbers, [.. numbers.Select(table.Numbers)], table.Place)
        {
            RowCount = table.RowCount,
            GroupNames = groups?.Levels ?? ["all"],
            GroupOfRow = groups?.Codes ?? new int[table.RowCount],
            ResponseName = response,
            Response = response.Length > 0 ? table.Numbers(response) : default,
            Notices =
            [
                .. choice.AreNamed ? [] : ColumnChoice.Nameless(table.Path),
                .. texts.Length == 0 ? (string[])[] : [Notice(texts, table)],
            ],
        };
    }

    private static string Notice(string[] texts, Table table)
        => $"not numbers and left out: {CellText.List(texts)}; column '{CellText.Plain(texts[0])}' has"
            + $" {table.SetAside(texts[0])}";
}

/// <summary>What all readers of named columns refuse.</summary>
internal static class NamedTableReader
{
    /// <summary>Refuses a table whose cells are not separated by what the name says.</summary>
    internal static void RefuseSemicolons(string path, IReadOnlyList<string> names)
    {
        if (names.Count == 1 && names[0].Contains(';'))
        {
            throw new InputException(
                $"{path}:1: the cells are separated by ';'; separate them by ',' and write decimals with '.'");
        }
    }
}

/// <summary>Reads arrays of <c>.npy</c> files, whose columns are named x1, x2 and so on.</summary>
internal sealed class NpyTableReader<TOptions> : IReader<NumericTable, TOptions>
    where TOptions : GraphInputOptions
{
    public string Format => "npy";

    public bool Accepts(string path) => NpyFile.Accepts(path);

    public NumericTable Read(string path, TOptions options)
    {
        if (options.Roles.Count > 0)
        {
            string wanted = options is JointDagsInputOptions ? "group column" : "response column";
            throw new InputException(
                $"{path}: an .npy file has no column names, and so no {wanted}"
                + $" '{CellText.Plain(options.Roles[0].Name)}'; save a .csv or .parquet table with named columns");
        }

        NpyArray array = NpyFile.Read(path);
        string[] names = [.. Enumerable.Range(1, array.ColumnCount).Select(column => $"x{column}")];
        var choice = ColumnChoice.Of(path, names, options);
        Dictionary<string, int> indices = VariableNames.Index(names);
        return TableChecks.Apply(
            new SourceColumns(
                path,
                choice.Variables,
                [.. choice.Variables.Select(name => Column(array, indices[name]))],
                row => $"{path}: row {row + 1}")
            {
                RowCount = array.RowCount,
                GroupOfRow = new int[array.RowCount],
            },
            options,
            TableNeeds.OfGraph(options.Whiten));
    }

    private static ReadOnlyMemory<double> Column(NpyArray array, int column)
    {
        var values = new double[array.RowCount];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = array.Values.Span[(row * array.ColumnCount) + column];
        }

        return values;
    }
}
