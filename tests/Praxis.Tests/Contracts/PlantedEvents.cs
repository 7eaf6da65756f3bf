using System.Text;
using Praxis.Numerics;

namespace Praxis.Tests.Contracts;

/// <summary>A small event log with structure: 60 users take 12 of 40 items each, an item mostly leads to the
/// next one, and ratings lean on user and item.</summary>
internal static class PlantedEvents
{
    public const int UserCount = 60;
    public const int ItemCount = 40;
    public const int EventsPerUser = 12;
    public const string Header = "user_id,item_id,timestamp,rating\n";

    /// <summary>Rows user by user, in time order inside a user, no two of one time.</summary>
    public static IReadOnlyList<(string User, string Item, long Time)> Rows { get; } = Make();

    public static string Csv(IEnumerable<(string User, string Item, long Time)> rows)
    {
        var text = new StringBuilder(Header);
        foreach ((string user, string item, long time) in rows)
        {
            text.Append(user).Append(',').Append(item).Append(',').Append(time).Append(',');
            text.Append(Rating(user, item)).Append('\n');
        }

        return text.ToString();
    }

    private static int Rating(string user, string item) => 1 + ((user[^1] + (3 * item[^1])) % 5);

    private static (string User, string Item, long Time)[] Make()
    {
        var random = new RandomStream(2026, 1);
        var rows = new List<(string User, string Item, long Time)>();
        for (int user = 0; user < UserCount; user++)
        {
            int item = random.NextInt(ItemCount);
            long time = 1_700_000_000 + random.NextInt(86_400);
            for (int i = 0; i < EventsPerUser; i++)
            {
                rows.Add(($"user {user}", $"item {item}", time));
                item = random.NextInt(10) == 0 ? random.NextInt(ItemCount) : (item + 1 + random.NextInt(2)) % ItemCount;
                time += 60 + random.NextInt(200_000);
            }
        }

        return [.. rows];
    }
}
