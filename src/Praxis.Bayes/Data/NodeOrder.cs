using System.Text;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Reads an order of the variables from a text file with one name a line.</summary>
internal static class NodeOrder
{
    /// <summary>Reads the order.</summary>
    /// <param name="path">The file; blank lines are passed over, as are blanks around a name.</param>
    /// <param name="names">The variables.</param>
    /// <returns>The index of the variable at each place: a permutation.</returns>
    /// <exception cref="InputException">A name is unknown or repeated, or one is not there.</exception>
    internal static int[] Read(string path, IReadOnlyList<string> names)
    {
        Dictionary<string, int> indices = VariableNames.Index(names);
        var order = new List<int>();
        var lineOf = new long[names.Count];
        using var lines = new LineReader(path);
        string end = path;
        while (lines.Next())
        {
            end = lines.Place;
            string name = Encoding.UTF8.GetString(lines.Line).Trim();
            if (name.Length == 0)
            {
                continue;
            }

            if (!indices.TryGetValue(name, out int index))
            {
                throw new InputException($"{lines.Place}: {VariableNames.Unknown("variable", name, names)}");
            }

            if (lineOf[index] > 0)
            {
                throw new InputException(
                    $"{lines.Place}: '{CellText.Plain(name)}' also stands on line {lineOf[index]}; remove one");
            }

            lineOf[index] = lines.LineNumber;
            order.Add(index);
        }

        string[] missing = [.. names.Where((_, index) => lineOf[index] == 0)];
        return missing.Length == 0
            ? [.. order]
            : throw new InputException($"{end}: the order ends without {CellText.List(missing)}; add what is missing");
    }
}
