using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Columns of text as factors: one column of zeros and ones for each level but the first.</summary>
internal sealed class FactorColumns
{
    private const int MostLevels = 20;
    private const int MostLevelsOfCovariate = 100;
    private const int ManyNumbers = 8;
    private const double ShareOfNumbers = 0.8;
    private const int SomeNumbers = 3;
    private const double ShareOfTexts = 0.02;
    private readonly Table? _table;
    private readonly Dictionary<string, string[]> _levels = [];
    private readonly HashSet<string> _leftOut = [];

    /// <summary>Reads the columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Columns with a cell that is no number.</param>
    /// <param name="covariates">Which columns are covariates.</param>
    /// <param name="areNamed">Whether the user named the columns: none may be left out then.</param>
    /// <exception cref="InputException">A column has one level, or one that is wanted too many or a gap.</exception>
    internal FactorColumns(string path, string[] names, HashSet<string> covariates, bool areNamed)
    {
        if (names.Length == 0)
        {
            return;
        }

        _table = TableFile.Read(path, [.. names.Select(static name => new ColumnRequest(name, ColumnKind.Category))]);
        RefuseConstant(path, names, covariates);
        foreach (string name in names)
        {
            IReadOnlyList<string> levels = _table.Category(name).Levels;
            RefuseStrayText(name, levels);
            bool isCovariate = covariates.Contains(name);
            int most = isCovariate ? MostLevelsOfCovariate : MostLevels;
            if (levels.Count <= most)
            {
                _levels[name] = [.. levels.Order(StringComparer.Ordinal)];
            }
            else if (isCovariate || areNamed)
            {
                throw new InputException($"{path}: column '{CellText.Plain(name)}' has {levels.Count} different texts, "
                    + $"and a factor has at most {most}; merge levels or leave the column out");
            }
            else
            {
                _leftOut.Add(name);
            }
        }
    }

    // One text alone tells rows apart no more than one number does.
    private void RefuseConstant(string path, string[] names, HashSet<string> covariates)
    {
        string[] constant = [.. names.Where(name => _table!.Category(name).Levels.Count == 1)];
        string[] forced = [.. constant.Where(covariates.Contains)];
        if (constant.Length > 0)
        {
            throw new InputException($"{path}: constant columns: " + (forced.Length > 0
                ? $"{CellText.List(forced)}; take them off --covariates"
                : $"{CellText.List(constant)}; name them in --leave-out"));
        }
    }

    // A column of numbers with a few cells of text is not meant as a factor.
    private void RefuseStrayText(string name, IReadOnlyList<string> levels)
    {
        bool[] areNumbers =
            [.. levels.Select(static level =>
                double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out _))];
        int numbers = areNumbers.Count(static isNumber => isNumber);
        int[] codes = _table!.Category(name).Codes.ToArray();
        int texts = codes.Count(code => !areNumbers[code]);
        bool areMany = numbers >= ManyNumbers && numbers >= ShareOfNumbers * levels.Count;
        bool areFewTexts = numbers >= SomeNumbers && texts <= Math.Max(1, ShareOfTexts * codes.Length);
        if (numbers < levels.Count && (areMany || areFewTexts))
        {
            int row = codes.AsSpan().IndexOf(Array.IndexOf(areNumbers, false));
            throw new InputException($"{_table.Place(row)}: column '{CellText.Plain(name)}' has "
                + $"'{CellText.Plain(levels[codes[row]])}' among numbers; mend the cell, or name the column in "
                + "--leave-out (a factor needs levels that are text, as in 'dose 2')");
        }
    }

    /// <summary>What was taken as factors and what was left out.</summary>
    internal IReadOnlyList<string> Notices =>
    [
        .. _levels.Count == 0 ? (string[])[] : ["taken as factors: " + CellText.List(
            [.. _levels.Select(static one => $"{one.Key} ({one.Value.Length} levels, against {one.Value[0]})")])],
        .. _leftOut.Count == 0 ? (string[])[]
            : [$"texts of more than {MostLevels} kinds and left out: {CellText.List([.. _leftOut])}"],
    ];

    /// <summary>Whether a column has too many levels.</summary>
    internal bool IsLeftOut(string name) => _leftOut.Contains(name);

    /// <summary>Levels of a factor; none of a column of numbers.</summary>
    internal IReadOnlyList<string> Levels(string name) => _levels.TryGetValue(name, out string[]? levels) ? levels : [];

    /// <summary>The columns of a factor.</summary>
    internal IEnumerable<ReadOnlyMemory<double>> Indicators(EncodedColumn column) => Indicators(_table!, column);

    /// <summary>The columns of a factor in a table.</summary>
    /// <exception cref="InputException">A row has an unknown level.</exception>
    internal static IEnumerable<ReadOnlyMemory<double>> Indicators(Table table, EncodedColumn column)
    {
        CategoryColumn category = table.Category(column.Name);
        int stranger = category.Levels.ToList().FindIndex(level => !column.Levels.Contains(level));
        if (stranger >= 0)
        {
            throw new InputException($"{table.Place(category.Codes.Span.IndexOf(stranger))}: column "
                + $"'{CellText.Plain(column.Name)}': "
                + VariableNames.Unknown("level", category.Levels[stranger], column.Levels));
        }

        return column.Levels.Skip(1).Select(level =>
        {
            int code = category.Levels.ToList().IndexOf(level);
            return (ReadOnlyMemory<double>)category.Codes.ToArray().Select(value => value == code ? 1.0 : 0).ToArray();
        });
    }
}
