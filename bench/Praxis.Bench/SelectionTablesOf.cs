using System.Globalization;
using System.Text;
using Praxis.Bayes;

namespace Praxis.Bench;

/// <summary>Simulated outcomes as files and as data of the methods.</summary>
internal static class SelectionTablesOf
{
    /// <summary>Writes a table of which the outcome is the first column.</summary>
    internal static void Write(string path, IReadOnlyList<string> names, double[] rows, bool[] outcomes, string format)
    {
        var text = new StringBuilder("y," + string.Join(',', names) + "\n");
        int columns = names.Count;
        for (int row = 0; row < outcomes.Length; row++)
        {
            text.Append(outcomes[row] ? '1' : '0');
            for (int column = 0; column < columns; column++)
            {
                text.Append(',').Append(rows[(row * columns) + column].ToString(format, CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        File.WriteAllText(path, text.ToString());
    }

    /// <summary>Names of columns: x1, x2, ..., or g1_1, g1_2, ... in groups.</summary>
    internal static string[] Names(OutcomeDesign design) =>
    [
        .. Enumerable.Range(0, design.ColumnCount).Select(column => design.GroupSize == 1
            ? $"x{column + 1}"
            : $"g{(column / design.GroupSize) + 1}_{(column % design.GroupSize) + 1}"),
    ];
}
