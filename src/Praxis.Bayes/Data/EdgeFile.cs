using System.Text;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Reads edges between the variables.</summary>
/// <remarks>Two forms: a table with a header that begins with <c>from</c> and <c>to</c>, separated by commas or tabs,
/// whose other columns are passed over; or two names a line without a header, separated by a tab, a comma or
/// blanks.</remarks>
internal static class EdgeFile
{
    private const string From = "from";
    private const string To = "to";

    /// <summary>Reads the edges.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The variables.</param>
    /// <returns>Pairs of variable indices, each once, in the order of the file.</returns>
    /// <exception cref="InputException">A name is unknown, an edge joins a variable to itself, or a line is
    /// malformed.</exception>
    internal static IReadOnlyList<(int From, int To)> Read(string path, IReadOnlyList<string> names)
    {
        Dictionary<string, int> indices = VariableNames.Index(names);
        var edges = new List<(int From, int To)>();
        var seen = new HashSet<(int From, int To)>();
        foreach ((string place, string from, string to) in Pairs(path))
        {
            (int From, int To) edge = (IndexOf(from), IndexOf(to));
            if (edge.From == edge.To)
            {
                throw new InputException(
                    $"{place}: the edge joins '{CellText.Plain(from)}' to itself; remove the line");
            }

            if (seen.Add(edge))
            {
                edges.Add(edge);
            }

            int IndexOf(string name) => indices.TryGetValue(name, out int index)
                ? index
                : throw new InputException($"{place}: {VariableNames.Unknown("variable", name, names)}");
        }

        return edges;
    }

    private static IEnumerable<(string Place, string From, string To)> Pairs(string path)
    {
        return HeaderDelimiter(path) is { } delimiter ? TablePairs(path, delimiter) : LinePairs(path);
    }

    /// <summary>What separates the header's names; null when there is no header.</summary>
    private static string? HeaderDelimiter(string path)
    {
        using var lines = new LineReader(path);
        string line = "";
        while (line.Length == 0 && lines.Next())
        {
            line = TextOf(lines);
        }

        string delimiter = line.Contains('\t') ? "\t" : ",";
        return line.Split(delimiter).Select(Unquoted).Take(2).SequenceEqual([From, To]) ? delimiter : null;
    }

    private static IEnumerable<(string Place, string From, string To)> TablePairs(string path, string delimiter)
    {
        Table table = TableFile.ReadText(
            path,
            new TextLayout { Delimiter = delimiter },
            new ColumnRequest(From, ColumnKind.Text),
            new ColumnRequest(To, ColumnKind.Text));
        return Enumerable.Range(0, table.RowCount)
            .Select(row => (table.Place(row), table.Texts(From)[row].Trim(), table.Texts(To)[row].Trim()));
    }

    private static IEnumerable<(string Place, string From, string To)> LinePairs(string path)
    {
        using var lines = new LineReader(path);
        while (lines.Next())
        {
            string line = TextOf(lines);
            if (line.Length == 0)
            {
                continue;
            }

            string[] cells = line.Contains('\t') ? line.Split('\t')
                : line.Contains(',') ? line.Split(',')
                : line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            cells = [.. cells.Select(Unquoted)];
            yield return cells.Length == 2 && cells[0].Length > 0 && cells[1].Length > 0
                ? (lines.Place, cells[0], cells[1])
                : throw new InputException($"{lines.Place}: \"{CellText.Plain(line)}\" is not two names, as in"
                    + " \"from,to\"; mend the line");
        }
    }

    private static string TextOf(LineReader lines) => Encoding.UTF8.GetString(lines.Line).Trim();

    private static string Unquoted(string cell)
    {
        string text = cell.Trim();
        return text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
    }
}
