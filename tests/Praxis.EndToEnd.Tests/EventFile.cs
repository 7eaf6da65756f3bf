using System.Text;

namespace Praxis.EndToEnd.Tests;

/// <summary>A small event log as CSV: an item is mostly followed by one of the next two.</summary>
internal static class EventFile
{
    public const string Header = "user_id,item_id,timestamp\n";
    private const int ItemCount = 40;

    /// <summary>Writes the log and gives its path.</summary>
    public static string Write(string path, int userCount = 120, int eventsPerUser = 15)
    {
        File.WriteAllText(path, Text(userCount, eventsPerUser));
        return path;
    }

    public static string Text(int userCount = 120, int eventsPerUser = 15)
    {
        var text = new StringBuilder(Header);
        uint state = 12345;
        for (int user = 0; user < userCount; user++)
        {
            int item = Next(ref state, ItemCount);
            long time = 1_700_000_000 + Next(ref state, 86_400);
            for (int i = 0; i < eventsPerUser; i++)
            {
                text.Append($"u{user},i{item},{time}\n");
                item = (item + 1 + Next(ref state, 2)) % ItemCount;
                time += 60 + Next(ref state, 200_000);
            }
        }

        return text.ToString();
    }

    // A linear congruence (Numerical Recipes): the same on every platform and runtime.
    private static int Next(ref uint state, int bound)
    {
        state = (state * 1_664_525u) + 1_013_904_223u;
        return (int)((ulong)state * (ulong)bound >> 32);
    }
}
