using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Data;

/// <summary>Writes events in each table format, and shows logs as text.</summary>
internal static class LogFiles
{
    public static readonly RecommendInputOptions Everything = new()
    {
        MinUserEvents = 1,
        Duplicates = DuplicatePolicy.Keep,
    };

    /// <summary>One line a user: "user: item@time item@time".</summary>
    public static string[] Show(InteractionLog log)
        => [.. Enumerable.Range(0, log.UserCount).Select(user => $"{log.UserIds[user]}: " + string.Join(
            ' ',
            Enumerable.Range(0, log.CountOf(user)).Select(
                i => $"{log.ItemIds[log.ItemsOf(user).Span[i]]}@{log.TimesOf(user).Span[i]}")))];

    public static string Delimited(IEnumerable<(string User, string Item, long Time)> events, char delimiter)
    {
        var text = new StringBuilder($"user_id{delimiter}item_id{delimiter}timestamp\n");
        foreach ((string user, string item, long time) in events)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Cell(user)}{delimiter}{Cell(item)}{delimiter}{time}\n");
        }

        return text.ToString();

        static string Cell(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    public static string JsonLines(IEnumerable<(string User, string Item, long Time)> events)
        => string.Concat(events.Select(e
            => $"{{\"user_id\":{Json(e.User)},\"timestamp\":{e.Time},\"item_id\":{Json(e.Item)}}}\n"));

    public static void Parquet(string path, IReadOnlyList<(string User, string Item, long Time)> events)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE events (user_id VARCHAR, item_id VARCHAR, \"timestamp\" BIGINT)";
        command.ExecuteNonQuery();
        using (DuckDBAppender appender = connection.CreateAppender("events"))
        {
            foreach ((string user, string item, long time) in events)
            {
                appender.CreateRow().AppendValue(user).AppendValue(item).AppendValue(time).EndRow();
            }
        }

        command.CommandText = $"COPY events TO '{path}' (FORMAT parquet)";
        command.ExecuteNonQuery();
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
