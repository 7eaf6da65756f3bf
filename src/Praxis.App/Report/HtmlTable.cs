using System.Globalization;
using System.Net;
using System.Text;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Result tables as HTML.</summary>
internal static class HtmlTable
{
    private const int MostRows = 200;

    /// <summary>Appends a table in a box with its title; of a long one the first rows.</summary>
    /// <param name="page">The page.</param>
    /// <param name="table">The table.</param>
    /// <param name="source">The file that has all rows.</param>
    public static void Append(StringBuilder page, ResultTable table, string source)
    {
        bool[] numbers = [.. table.Columns.Select((_, i) => table.Rows.Any(row => TableText.IsNumber(row[i])))];
        IReadOnlyList<ColumnText> texts = ColumnText.Of(table);
        BeginBox(page, table.Title, "plain");
        page.Append("<thead><tr>");
        for (int i = 0; i < table.Columns.Count; i++)
        {
            page
                .Append(numbers[i] ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
                .Append(Html(table.Columns[i])).Append("</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<object?> row in table.Rows.Take(MostRows))
        {
            page.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                string cell = Html(texts[i].Readable(row[i]));
                page.Append(i == 0 ? $"<th scope=\"row\">{cell}</th>"
                    : numbers[i] ? $"<td class=\"number\" title=\"{Html(TableText.Exact(row[i]))}\">{cell}</td>"
                    : $"<td>{cell}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n");
        if (table.Rows.Count > MostRows)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tfoot><tr><td class=\"muted\" colspan=\"{table.Columns.Count}\">{table.Rows.Count - MostRows} rows "
                    + $"more in {source}</td></tr></tfoot>\n");
        }

        page.Append("</table></div></div>\n");
    }

    /// <summary>Begins the box of a table; its title stays in place while a wide table scrolls inside.</summary>
    public static void BeginBox(StringBuilder page, string title, string kind) =>
        page
            .Append("<div class=\"box\"><p class=\"title\">").Append(Html(title))
            .Append("</p><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Html(title))
            .Append("\"><table class=\"").Append(kind).Append("\">\n");

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
