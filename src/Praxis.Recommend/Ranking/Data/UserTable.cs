using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>Reads who the users are from a table of their own.</summary>
internal static class UserTable
{
    /// <summary>Features of the log's users; users that the table lacks are unknown.</summary>
    /// <returns>Columns and levels, [users, columns].</returns>
    /// <exception cref="InputException">The table cannot be read or names a user twice.</exception>
    public static (RankingColumn[] Columns, int[] Codes) Read(
        RankingInputOptions options, string[] contexts, IReadOnlyList<string> userIds)
    {
        ColumnRequest[] requests =
        [
            new(options.UserColumn, ColumnKind.Category) { NameFlag = "--user-column", IsIdentity = true },
            .. contexts.Select(name => new ColumnRequest(name, ColumnKind.Category) { NameFlag = "--context-columns" }),
        ];
        string path = options.UserTable;
        Table table = path.EndsWith(".user", StringComparison.OrdinalIgnoreCase)
            ? RecBoleLogReader.ReadTable(path, requests)
            : TableFile.Read(path, requests);
        CategoryColumn users = table.Category(options.UserColumn);
        var rowOfUser = new Dictionary<string, int>(table.RowCount, StringComparer.Ordinal);
        for (int row = 0; row < table.RowCount; row++)
        {
            string user = users.Levels[users.Codes.Span[row]];
            if (!rowOfUser.TryAdd(user, row))
            {
                throw new InputException(
                    $"{table.Place(row)}: user '{CellText.Plain(user)}' has an earlier row; leave one row a user");
            }
        }

        int[] rows = [.. userIds.Select(user => rowOfUser.GetValueOrDefault(user, -1))];
        return RankingLogReader.Features(table, contexts, rows);
    }
}
