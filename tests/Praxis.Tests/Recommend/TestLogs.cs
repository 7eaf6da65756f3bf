using Praxis.Recommend;

namespace Praxis.Tests.Recommend;

internal static class TestLogs
{
    // Events as (user, item, time); identities are the letters u and i with the index.
    public static InteractionLog Of(params (int User, int Item, long Time)[] events)
    {
        int users = events.Max(entry => entry.User) + 1;
        int items = events.Max(entry => entry.Item) + 1;
        return InteractionLog.FromEvents(
            [.. Enumerable.Range(0, users).Select(user => $"u{user}")],
            [.. Enumerable.Range(0, items).Select(item => $"i{item}")],
            [.. events.Select(entry => entry.User)],
            [.. events.Select(entry => entry.Item)],
            [.. events.Select(entry => entry.Time)]);
    }

    // A log with structure: an item is often followed by the next one, times tie now and then.
    public static InteractionLog Random(int userCount, int itemCount, int eventCount, ulong seed)
    {
        var random = new Praxis.Numerics.RandomStream(seed, 0);
        var last = new int[userCount];
        var events = new (int User, int Item, long Time)[eventCount];
        for (int i = 0; i < eventCount; i++)
        {
            int user = i < userCount ? i : random.NextInt(userCount);
            last[user] = random.NextInt(3) > 0 ? (last[user] + 1) % itemCount : random.NextInt(itemCount);
            events[i] = (user, i < itemCount ? i : last[user], 1_600_000_000 + (i / 3 * 1000L));
        }

        return Of(events);
    }
}
