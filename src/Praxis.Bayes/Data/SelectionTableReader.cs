using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Reads CSV, TSV, JSON lines and Parquet files with an outcome of two values.</summary>
internal sealed class SelectionTableReader<TOptions> : IReader<SelectionTable, TOptions>
    where TOptions : SelectionInputOptions
{
    private static readonly TableNeeds Needs = new("a selection", 1, 5, "");

    public string Format => "table";

    public bool Accepts(string path) => true;

    public SelectionTable Read(string path, TOptions options)
    {
        if (!TableFile.Accepts(path) && !Directory.Exists(path))
        {
            throw new InputException($"{path}: is not a table file by its name; it must end in .csv, .tsv, .jsonl"
                + " or .ndjson (each also with .gz) or .parquet");
        }

        IReadOnlyList<string> names = TableFile.ColumnNames(path);
        NamedTableReader.RefuseSemicolons(path, names);
        return options.FittedColumns is { } fitted
            ? ReadNew(path, names, fitted, options)
            : ReadToFit(path, names, options);
    }

    private static SelectionTable ReadToFit(string path, IReadOnlyList<string> names, TOptions options)
    {
        if (options.SubjectColumn.Length > 0 && options.SubjectColumn == options.Response)
        {
            throw new InputException($"{path}: --subject-column and --response both name "
                + $"'{CellText.Plain(options.Response)}'; whose row it is must be in a column of its own");
        }

        HashSet<string> covariates = ColumnChoice.Named(
            path,
            names,
            options.Covariates,
            "--covariates",
            [new(options.Response, "the response"), new(options.SubjectColumn, "the subject column")]);
        var choice = ColumnChoice.Of(path, names, options);
        string[] inModel = [.. choice.Variables, .. names.Where(covariates.Contains)];
        Table table = TableFile.Read(
            path,
            [
                .. inModel.Select(static name =>
                    new ColumnRequest(name, ColumnKind.OptionalNumber) { MayBeText = true }),
                new ColumnRequest(options.Response, ColumnKind.Category) { NameFlag = "--response" },
                .. Subject(options),
            ]);
        (bool[] outcome, string[] levels) = Outcomes.Of(path, table, options);
        string[] texts = [.. inModel.Where(name => table.SetAside(name) is not null)];
        var factors = new FactorColumns(path, texts, covariates, choice.AreNamed);
        EncodedColumn[] columns =
        [
            .. inModel.Where(name => !factors.IsLeftOut(name)).Select(name =>
                new EncodedColumn(name, covariates.Contains(name), factors.Levels(name))),
        ];
        var source = new SourceColumns(
            path,
            DistinctNames(path, columns),
            [.. columns.SelectMany(column => column.Levels.Count == 0 ? [table.Numbers(column.Name)]
                : factors.Indicators(column))],
            table.Place)
        {
            RowCount = table.RowCount,
            GroupOfRow = new int[table.RowCount],
            Notices = [.. ColumnChoice.Nameless(path), .. factors.Notices],
        };
        NumericTable numbers = TableChecks.Apply(source, options, Needs);
        if (columns.Where(static column => column.IsCovariate)
            .FirstOrDefault(column => !column.Names.All(numbers.Names.Contains)) is { } lost)
        {
            throw new InputException(
                $"{path}: column '{CellText.Plain(lost.Name)}' of --covariates has missing cells, and a covariate is "
                + "never dropped; fill its cells or leave the rows out");
        }

        var selection = new SelectionTable(numbers, columns)
        {
            IsPositive = outcome,
            Levels = levels,
            SubjectOfRow = Subjects(table, options),
        };
        if (selection.Names.Count == 0)
        {
            throw new InputException($"{path}: no variable is left to select from; give more columns"
                + (selection.Notices.Count > 0 ? $" ({selection.Notices[0]})" : ""));
        }

        IReadOnlyList<string> others = [.. names.Except(options.Roles.Select(static role => role.Name))];
        (IReadOnlyList<string> groups, int[] groupOf) = VariableGroups.Of(selection, choice.Variables, others, options);
        return new SelectionTable(numbers, columns)
        {
            IsPositive = outcome,
            Levels = levels,
            SubjectOfRow = selection.SubjectOfRow,
            GroupNames = groups,
            GroupOfColumn = groupOf,
        };
    }

    // Rows for a fitted model: its columns and levels only.
    private static SelectionTable ReadNew(
        string path, IReadOnlyList<string> names, IReadOnlyList<EncodedColumn> fitted, TOptions options)
    {
        ColumnChoice.Require(path, names, [.. fitted.Select(static column => column.Name)]);
        bool hasOutcome = options.FittedLevels is not null;
        Table table = TableFile.Read(
            path,
            [
                .. fitted.Select(static column => new ColumnRequest(
                    column.Name, column.Levels.Count > 0 ? ColumnKind.Category : ColumnKind.OptionalNumber)),
                .. hasOutcome
                    ? (ColumnRequest[])[new(options.Response, ColumnKind.Category) { NameFlag = "--response" }]
                    : [],
            ]);
        string[] all = [.. fitted.SelectMany(static column => column.Names)];
        var source = new SourceColumns(
            path,
            all,
            [.. fitted.SelectMany(column => column.Levels.Count == 0 ? [table.Numbers(column.Name)]
                : FactorColumns.Indicators(table, column))],
            table.Place)
        {
            RowCount = table.RowCount,
            GroupOfRow = new int[table.RowCount],
        };
        return new SelectionTable(TableChecks.Apply(source, options with { FittedNames = all }, Needs), fitted)
        {
            IsPositive = hasOutcome ? Outcomes.Of(table, options.Response, options.FittedLevels!) : default,
            Levels = options.FittedLevels ?? [],
            SubjectOfRow = Subjects(table, options with { SubjectColumn = "" }),
        };
    }

    private static ColumnRequest[] Subject(TOptions options) => options.SubjectColumn.Length == 0
        ? []
        : [new(options.SubjectColumn, ColumnKind.Category) { NameFlag = "--subject-column" }];

    private static int[] Subjects(Table table, TOptions options) => options.SubjectColumn.Length == 0
        ? [.. Enumerable.Range(0, table.RowCount)]
        : table.Category(options.SubjectColumn).Codes.ToArray();

    private static string[] DistinctNames(string path, EncodedColumn[] columns)
    {
        string[] names = [.. columns.SelectMany(static column => column.Names)];
        string? twice = names.GroupBy(static name => name).FirstOrDefault(static group => group.Count() > 1)?.Key;
        return twice is null ? names : throw new InputException(
            $"{path}: a column and a level of another are both '{CellText.Plain(twice)}'; rename the column");
    }
}
