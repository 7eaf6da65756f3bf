using System.Text;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>A table made ready for a selection method: which rows count, how columns are prepared, and which columns
/// are in or out together. Immutable.</summary>
public sealed class SelectionData
{
    private readonly int[] _rows;

    private SelectionData(SelectionTable table, int[] rows, SelectionInputOptions options)
    {
        Table = table;
        Options = options;
        _rows = rows;
        bool areAlone = options is ProbitGraphInputOptions;
        UnitNames = areAlone ? table.Names : table.GroupNames;
        Units = areAlone
            ? [.. table.Names.Select(static (_, column) => (int[])[column])]
            :
            [
                .. table.GroupOfColumn.Index().GroupBy(static one => one.Item).OrderBy(static group => group.Key)
                    .Select(static group => group.Select(static one => one.Index).ToArray()),
            ];
    }

    /// <summary>Names of the units that are in or out of a model: variables, factors or groups.</summary>
    public IReadOnlyList<string> UnitNames { get; }

    /// <summary>Number of rows that count.</summary>
    public int RowCount => _rows.Length;

    /// <summary>The whole table.</summary>
    internal SelectionTable Table { get; }

    /// <summary>How it was read.</summary>
    internal SelectionInputOptions Options { get; }

    /// <summary>Columns of each unit.</summary>
    internal int[][] Units { get; }

    /// <summary>Which rows count.</summary>
    internal ReadOnlySpan<int> Rows => _rows;

    /// <summary>Takes all rows of a table.</summary>
    /// <param name="table">The table, with outcomes.</param>
    /// <param name="options">How it was read.</param>
    /// <returns>The data.</returns>
    public static SelectionData Of(SelectionTable table, SelectionInputOptions options) =>
        new(table, [.. Enumerable.Range(0, table.RowCount)], options);

    /// <summary>The same with other rows.</summary>
    internal SelectionData Part(int[] rows) => new(Table, rows, Options);

    /// <summary>Prepares the columns from the rows that count alone.</summary>
    internal SelectionDesign Design() =>
        SelectionDesign.Of(Table, _rows, Options.Scaling, Units, Options.Intercept);

    /// <summary>Outcomes of the rows that count.</summary>
    internal bool[] Outcomes()
    {
        ReadOnlySpan<bool> all = Table.IsPositive.Span;
        var outcomes = new bool[_rows.Length];
        for (int i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = all[_rows[i]];
        }

        return outcomes;
    }

    /// <summary>Which units matter, by the file of the truth; null where there is none.</summary>
    /// <exception cref="InputException">A name is unknown.</exception>
    internal bool[]? Truth()
    {
        if (Options.Truth.Length == 0)
        {
            return null;
        }

        Dictionary<string, int> places = VariableNames.Index(UnitNames);
        var truth = new bool[UnitNames.Count];
        using var lines = new LineReader(Options.Truth);
        while (lines.Next())
        {
            string name = Encoding.UTF8.GetString(lines.Line).Trim();
            if (name.Length > 0)
            {
                truth[places.TryGetValue(name, out int place) ? place : throw new InputException(
                    $"{lines.Place}: {VariableNames.Unknown("variable or group", name, UnitNames)}")] = true;
            }
        }

        return truth;
    }

    /// <summary>What was done to the columns, in one sentence.</summary>
    internal string Preparation() => (Options.Scaling switch
    {
        ColumnScaling.Standard => "Each column is centred and divided by its standard deviation",
        ColumnScaling.Centre => "Each column is centred",
        _ => "The columns are used as they stand in the table",
    }) + (Options.Intercept ? "; there is an intercept." : "; there is no intercept.");
}
