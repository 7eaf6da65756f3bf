using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Refuses what no method can use, and leaves out columns with gaps on request.</summary>
internal static class TableChecks
{
    private const int MostCellsShown = 5;

    // Squares of larger numbers, and of smaller ranges, leave the range of a double when they are summed.
    private const double Largest = 1e140;
    private const double SmallestRange = 1e-140;
    private const double SmallestRelativeRange = 1e-13;

    /// <summary>Checks the columns and puts them side by side.</summary>
    /// <exception cref="InputException">They cannot be used; one line with place, finding and mend.</exception>
    public static NumericTable Apply(SourceColumns source, TableInputOptions options, TableNeeds needs)
    {
        CheckSizes(source);
        List<string> notices = [.. source.Notices];
        if (options.FittedNames is not null)
        {
            WithoutGaps(source, options, notices);
            return new NumericTable(
                source, source.Names, Values(source, [.. Enumerable.Range(0, source.Names.Count)]), notices);
        }

        CheckRows(source, needs);
        List<int> kept = WithoutGaps(source, options, notices);
        CheckVariables(source, kept.Count, needs);
        CheckConstant(source, kept);
        return new NumericTable(source, [.. kept.Select(i => source.Names[i])], Values(source, kept), notices);
    }

    /// <summary>Whether numbers between two bounds are all the same, but for rounding.</summary>
    public static bool AreConstant(double least, double most)
    {
        double size = Math.Max(Math.Abs(least), Math.Abs(most));
        return most - least <= Math.Max(SmallestRange, SmallestRelativeRange * size);
    }

    private static void CheckSizes(SourceColumns source)
    {
        for (int column = 0; column <= source.Columns.Count; column++)
        {
            bool isVariable = column < source.Columns.Count;
            ReadOnlySpan<double> values = (isVariable ? source.Columns[column] : source.Response).Span;
            for (int row = 0; row < values.Length; row++)
            {
                if (Math.Abs(values[row]) > Largest)
                {
                    string name = isVariable ? source.Names[column] : source.ResponseName;
                    string shown = values[row].ToString(CultureInfo.InvariantCulture);
                    throw new InputException($"{source.Place(row)}: column '{CellText.Plain(name)}': {shown} is "
                        + (double.IsInfinity(values[row]) ? "not a finite number; mend the cell or leave the column out"
                            : "too large to be squared; rescale the column"));
                }
            }
        }
    }

    private static void CheckRows(SourceColumns source, TableNeeds needs)
    {
        string why = $"at least {needs.Rows} are needed{needs.RowsNote}";
        var counts = new int[source.GroupNames.Count];
        foreach (int group in source.GroupOfRow.Span)
        {
            counts[group]++;
        }

        int small = Array.FindIndex(counts, count => count < needs.Rows);
        if (small >= 0)
        {
            string rows = counts[small] == 1 ? "1 row" : $"{counts[small]} rows";
            string group = counts.Length == 1 ? "" : $"group '{CellText.Plain(source.GroupNames[small])}' ";
            throw new InputException($"{source.Path}: {group}has {rows}, and {why}; give more rows"
                + (counts.Length == 1 ? "" : " or take the group out of the file"));
        }
    }

    private static void CheckVariables(SourceColumns source, int count, TableNeeds needs)
    {
        if (count < needs.Variables)
        {
            string notices = source.Notices.Count == 0 ? "" : $" ({source.Notices[0]})";
            string variables = count == 1 ? "1 variable is" : "no variable is";
            throw new InputException($"{source.Path}: {variables} left, and {needs.Purpose} needs at least"
                + $" {needs.Variables}; give more columns of numbers{notices}");
        }
    }

    /// <summary>The columns without gaps; refuses gaps unless they may be left out.</summary>
    private static List<int> WithoutGaps(SourceColumns source, TableInputOptions options, List<string> notices)
    {
        ILookup<bool, int> columns = Enumerable.Range(0, source.Columns.Count)
            .ToLookup(column => HasGaps(source.Columns[column].Span));
        int[] gapped = [.. columns[true]];
        bool isNew = options.FittedNames is not null;
        if (gapped.Length > 0 && (isNew || options.Missing == MissingPolicy.Refuse))
        {
            throw Missing(source, gapped, isNew ? "" : " or pass --missing drop-columns");
        }

        if (gapped.Length > 0)
        {
            notices.Add($"left out for missing cells: {CellText.List([.. gapped.Select(i => source.Names[i])])}");
        }

        return [.. columns[false]];
    }

    private static bool HasGaps(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    private static InputException Missing(SourceColumns source, int[] gapped, string otherwise)
    {
        var cells = new List<(int Row, int Column)>();
        long count = 0;
        for (int row = 0; row < source.RowCount; row++)
        {
            foreach (int column in gapped.Where(column => double.IsNaN(source.Columns[column].Span[row])))
            {
                count++;
                if (cells.Count < MostCellsShown)
                {
                    cells.Add((row, column));
                }
            }
        }

        IEnumerable<string> shown = cells.Select(
            cell => $"{source.Place(cell.Row)} column '{CellText.Plain(source.Names[cell.Column])}'");
        string more = count > cells.Count ? $" and {count - cells.Count} more" : "";
        return new InputException(
            $"{string.Join(", ", shown)}{more}: missing; fill the cells{otherwise}");
    }

    private static void CheckConstant(SourceColumns source, List<int> columns)
    {
        var constant = new List<string>();
        foreach (int column in columns)
        {
            if (ConstantGroup(source, source.Columns[column]) is { } group)
            {
                constant.Add(source.Names[column] + Where(source, group));
            }
        }

        if (constant.Count > 0 && columns.Where(column => ConstantGroup(source, source.Columns[column]) is not null)
            .All(column => Tiny(source.Columns[column].Span)))
        {
            throw new InputException(
                $"{source.Path}: too small to be squared: {CellText.List(constant)}; rescale the columns");
        }

        if (constant.Count > 0)
        {
            throw new InputException(
                $"{source.Path}: constant columns: {CellText.List(constant)}; name them in --leave-out");
        }

        if (source.Response.Length > 0 && ConstantGroup(source, source.Response) is { } place)
        {
            throw new InputException($"{source.Path}: the response '{CellText.Plain(source.ResponseName)}' is"
                + $" constant{Where(source, place)}; name another column with --response");
        }
    }

    // Not one number, though so near zero that it would be taken for one.
    private static bool Tiny(ReadOnlySpan<double> values) =>
        values.ContainsAnyExcept(values[0]) && !values.ContainsAnyExceptInRange(-SmallestRange, SmallestRange);

    private static string Where(SourceColumns source, int group)
        => source.GroupNames.Count == 1 ? "" : $" (in group '{source.GroupNames[group]}')";

    /// <summary>The first group in which a column is constant.</summary>
    private static int? ConstantGroup(SourceColumns source, ReadOnlyMemory<double> values)
    {
        var least = new double[source.GroupNames.Count];
        var most = new double[least.Length];
        Array.Fill(least, double.PositiveInfinity);
        Array.Fill(most, double.NegativeInfinity);
        for (int row = 0; row < source.RowCount; row++)
        {
            int group = source.GroupOfRow.Span[row];
            least[group] = Math.Min(least[group], values.Span[row]);
            most[group] = Math.Max(most[group], values.Span[row]);
        }

        for (int group = 0; group < least.Length; group++)
        {
            if (AreConstant(least[group], most[group]))
            {
                return group;
            }
        }

        return null;
    }

    private static double[] Values(SourceColumns source, List<int> columns)
    {
        if ((long)source.RowCount * columns.Count > Array.MaxLength)
        {
            throw new InputException(
                $"{source.Path}: more than {Array.MaxLength} numbers; leave columns out with --leave-out");
        }

        var values = new double[source.RowCount * columns.Count];
        for (int i = 0; i < columns.Count; i++)
        {
            ReadOnlySpan<double> column = source.Columns[columns[i]].Span;
            for (int row = 0; row < column.Length; row++)
            {
                values[(row * columns.Count) + i] = column[row];
            }
        }

        return values;
    }
}
