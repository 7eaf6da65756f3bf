using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Turns a column of two values into an outcome.</summary>
internal static class Outcomes
{
    private const int MostShown = 5;

    /// <summary>The outcome of each row, and the two values with the positive one last.</summary>
    /// <exception cref="InputException">There are not two values, or the positive one is none of them.</exception>
    internal static (bool[] IsPositive, string[] Levels) Of(
        string path, Table table, SelectionInputOptions options)
    {
        CategoryColumn column = table.Category(options.Response);
        string[] levels = [.. column.Levels.Order(Comparer<string>.Create(Compare))];
        if (levels.Length != 2)
        {
            string shown = string.Join(", ", levels.Take(MostShown).Select(static level =>
                $"'{CellText.Plain(level)}'"));
            string found = levels.Length == 1 ? $"one value only ({shown})"
                : $"{levels.Length} values ({shown}{(levels.Length > MostShown ? ", ..." : "")})";
            throw new InputException($"{path}: the response '{CellText.Plain(options.Response)}' has {found}, and two "
                + $"are needed{Rarest(table, column)}; mend or leave out rows, or name another column with --response");
        }

        if (options.Positive.Length > 0)
        {
            if (!levels.Contains(options.Positive))
            {
                throw new InputException(
                    $"{path}: --positive: {VariableNames.Unknown("value", options.Positive, levels)}");
            }

            levels = [levels.First(level => level != options.Positive), options.Positive];
        }

        return (Codes(column, levels[1]), levels);
    }

    /// <summary>The outcome of rows for a fitted model.</summary>
    /// <exception cref="InputException">A row has another value than the two of the model.</exception>
    internal static bool[] Of(Table table, string response, IReadOnlyList<string> levels)
    {
        CategoryColumn column = table.Category(response);
        int stranger = column.Levels.ToList().FindIndex(level => !levels.Contains(level));
        if (stranger >= 0)
        {
            int row = column.Codes.Span.IndexOf(stranger);
            throw new InputException($"{table.Place(row)}: column '{CellText.Plain(response)}': "
                + $"\"{CellText.Plain(column.Levels[stranger])}\" is neither {levels[0]} nor {levels[1]}; mend the "
                + "cell");
        }

        return Codes(column, levels[1]);
    }

    // Where the value stands that the fewest rows have: most often it is the one that is wrong.
    private static string Rarest(Table table, CategoryColumn column)
    {
        if (column.Levels.Count < 3)
        {
            return "";
        }

        int[] codes = column.Codes.ToArray();
        int rarest = codes.GroupBy(static code => code).MinBy(static group => group.Count())!.Key;
        string place = table.Place(Array.IndexOf(codes, rarest));
        return $" (the first '{CellText.Plain(column.Levels[rarest])}' is at {place})";
    }

    private static bool[] Codes(CategoryColumn column, string positive)
    {
        int code = column.Levels.ToList().IndexOf(positive);
        return [.. column.Codes.ToArray().Select(value => value == code)];
    }

    // Numbers by size, other texts by letters.
    private static int Compare(string left, string right) =>
        double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out double a)
            && double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out double b)
            && a != b
            ? a.CompareTo(b)
            : string.CompareOrdinal(left, right);
}
