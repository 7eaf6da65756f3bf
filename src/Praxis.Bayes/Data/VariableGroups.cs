using System.Text;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Which variables belong together.</summary>
internal static class VariableGroups
{
    /// <summary>The groups' names, in the order of their first column, and the group of each variable.</summary>
    /// <param name="table">The table, without groups.</param>
    /// <param name="chosen">Columns of the file that the user wants as variables.</param>
    /// <param name="others">Columns of the file without another role.</param>
    /// <param name="options">What the user said of groups.</param>
    /// <exception cref="InputException">The file of groups does not fit.</exception>
    internal static (IReadOnlyList<string> Names, int[] GroupOfColumn) Of(
        SelectionTable table,
        IReadOnlyList<string> chosen,
        IReadOnlyList<string> others,
        SelectionInputOptions options)
    {
        var grouped = options as GroupLogisticInputOptions;
        if (grouped is { Groups.Length: > 0, GroupPrefix.Length: > 0 })
        {
            throw new UsageException("--groups and --group-prefix both say what belongs together; give one of them");
        }

        Dictionary<string, string> groupOf =
            grouped?.Groups.Length > 0 ? Read(grouped.Groups, chosen, others)
            : grouped?.GroupPrefix.Length > 0 ? Prefixes(chosen, grouped.GroupPrefix)
            : chosen.ToDictionary(static name => name);
        var names = new List<string>();
        var numbers = new Dictionary<string, int>();
        var groups = new List<int>();
        var kept = table.Names.ToHashSet();
        foreach (EncodedColumn column in table.Columns.Where(static column => !column.IsCovariate))
        {
            foreach (string _ in column.Names.Where(kept.Contains))
            {
                string name = groupOf[column.Name];
                if (numbers.TryAdd(name, names.Count))
                {
                    names.Add(name);
                }

                groups.Add(numbers[name]);
            }
        }

        return (names, [.. groups]);
    }

    private static Dictionary<string, string> Prefixes(IReadOnlyList<string> names, string end)
    {
        int PlaceIn(string name) => name.IndexOf(end, StringComparison.Ordinal);
        return names.Any(name => PlaceIn(name) > 0)
            ? names.ToDictionary(name => name, name => PlaceIn(name) > 0 ? name[..PlaceIn(name)] : name)
            : throw new InputException($"--group-prefix {CellText.Plain(end)}: no column's name has it after a first "
                + $"part ({CellText.List(names)}); pass the text that ends the group's part, or --groups");
    }

    private static Dictionary<string, string> Read(
        string path, IReadOnlyList<string> chosen, IReadOnlyList<string> others)
    {
        var lines = new List<(string Place, string Text)>();
        using (var reader = new LineReader(path))
        {
            while (reader.Next())
            {
                lines.Add((reader.Place, Encoding.UTF8.GetString(reader.Line).Trim()));
            }
        }

        return lines.Exists(static line => line.Text.Contains(',') || line.Text.Contains('\t'))
            ? Pairs(path, lines, chosen, others)
            : Names(path, lines, chosen, others);
    }

    // One name for each column, in order.
    private static Dictionary<string, string> Names(
        string path,
        List<(string Place, string Text)> lines,
        IReadOnlyList<string> chosen,
        IReadOnlyList<string> others)
    {
        int empty = lines.FindIndex(static line => line.Text.Length == 0);
        if (empty >= 0)
        {
            throw new InputException($"{lines[empty].Place}: no name of a group; each line has that of one column");
        }

        IReadOnlyList<string> columns = lines.Count == others.Count ? others
            : lines.Count == chosen.Count ? chosen
            : throw new InputException(
                $"{path}: has {lines.Count} names for {chosen.Count} columns ({CellText.List(chosen)}); give one for "
                + "each in order, or lines of column and group");
        return columns.Zip(lines).ToDictionary(static pair => pair.First, static pair => pair.Second.Text);
    }

    private static Dictionary<string, string> Pairs(
        string path,
        List<(string Place, string Text)> lines,
        IReadOnlyList<string> chosen,
        IReadOnlyList<string> others)
    {
        var groups = new Dictionary<string, string>();
        foreach ((string place, string text) in lines.Where(static line => line.Text.Length > 0))
        {
            char separator = text.Contains('\t') ? '\t' : ',';
            string[] cells = [.. text.Split(separator).Select(static cell => cell.Trim().Trim('"'))];
            if (groups.Count == 0 && cells is ["column", "group"])
            {
                continue;
            }

            if (cells.Length != 2 || cells[0].Length == 0 || cells[1].Length == 0)
            {
                throw new InputException(
                    $"{place}: \"{CellText.Plain(text)}\" is not a column and its group, as in \"height,size\"; mend "
                    + "the line");
            }

            if (!others.Contains(cells[0]))
            {
                throw new InputException($"{place}: {VariableNames.Unknown("column", cells[0], others)}");
            }

            if (!groups.TryAdd(cells[0], cells[1]))
            {
                throw new InputException($"{place}: '{CellText.Plain(cells[0])}' has a group already; remove one");
            }
        }

        string[] missing = [.. chosen.Where(name => !groups.ContainsKey(name))];
        return missing.Length == 0 ? groups : throw new InputException(
            $"{path}: no group for {CellText.List(missing)}; add lines, or name the columns in --leave-out");
    }
}
