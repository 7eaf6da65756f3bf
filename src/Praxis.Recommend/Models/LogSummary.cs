using System.Globalization;
using Praxis.Core;

namespace Praxis.Recommend;

internal static class LogSummary
{
    // What the data is, a line each.
    public static ResultTable Table(RecommendSplit split)
    {
        InteractionLog log = split.Log;
        var ends = new int[log.UserCount];
        for (int user = 0; user < ends.Length; user++)
        {
            ends[user] = log.CountOf(user);
        }

        long first = long.MaxValue;
        long last = long.MinValue;
        foreach (long time in log.Times.Span)
        {
            first = Math.Min(first, time);
            last = Math.Max(last, time);
        }

        double repeats = SplitChecks.RepeatShare(log, ends);
        return new ResultTable(
            "data",
            "The data",
            ["property", "value"],
            [
                ["users", log.UserCount],
                ["items", log.ItemCount],
                ["events", log.EventCount],
                ["events a user", Math.Round((double)log.EventCount / log.UserCount, 1)],
                ["from", Day(first)],
                ["to", Day(last)],
                ["events that repeat an item of the user", repeats.ToString("P1", CultureInfo.InvariantCulture)],
                ["held out", split.Description],
                ["validation cases", split.Validation.Count],
                ["test cases", split.Test.Count],
                ["seen items", split.SeenItemsAreRemoved ? "removed from the ranking" : "can be recommended again"],
            ]);
    }

    private static string Day(long seconds) =>
        UnixTime.ToDate(seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
