using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Statistical.Tests.Recommend;

/// <summary>Logs whose law is known, so that the best possible ranking is too.</summary>
internal static class PlantedLogs
{
    /// <summary>Probability that the law is followed; else the next item is any, all alike.</summary>
    public const double Follows = 0.9;

    /// <summary>Number of items; prime to the factors of the followers.</summary>
    public const int ItemCount = 100;

    private const long Start = 1_600_000_000;
    private const int Minute = 60;
    private const int Day = 86_400;

    /// <summary>Each item leads to one of its two followers, either alike; times tell nothing.</summary>
    public static RecommendSplit Markov(int userCount, int eventsPerUser, ulong seed) =>
        Make(userCount, eventsPerUser, seed, static (random, _) => random.NextInt(2));

    /// <summary>Each item leads to its first follower after minutes, to its second after weeks.</summary>
    public static RecommendSplit GapDecides(int userCount, int eventsPerUser, ulong seed) =>
        Make(userCount, eventsPerUser, seed, static (_, isLong) => isLong ? 1 : 0);

    /// <summary>The NDCG@10 of the best ranking by a method to which the follower, if any, is one of so many.</summary>
    public static double BestNdcg(int openFollowers)
    {
        double other = (1 - Follows) / ItemCount;
        double follower = other + (Follows / openFollowers);
        return Enumerable.Range(1, 10).Sum(rank => (rank <= openFollowers ? follower : other) / Math.Log2(rank + 1));
    }

    // Both are permutations without a common value or a fixed place: all items are equally popular.
    private static int Follower(int item, int which) =>
        (which == 0 ? (7 * item) + 3 : (11 * item) + 8) % ItemCount;

    private static RecommendSplit Make(
        int userCount, int eventsPerUser, ulong seed, Func<RandomStream, bool, int> choose)
    {
        var random = new RandomStream(seed, 77);
        var users = new int[userCount * eventsPerUser];
        var items = new int[users.Length];
        var times = new long[users.Length];
        for (int i = 0; i < users.Length; i++)
        {
            users[i] = i / eventsPerUser;
            if (i % eventsPerUser == 0)
            {
                items[i] = random.NextInt(ItemCount);
                times[i] = Start + random.NextInt(Day);
                continue;
            }

            bool isLong = random.NextInt(2) == 1;
            int unit = isLong ? Day : Minute;
            times[i] = times[i - 1] + (10 * unit) + random.NextInt(10 * unit);
            int follower = Follower(items[i - 1], choose(random, isLong));
            items[i] = random.NextDouble() < Follows ? follower : random.NextInt(ItemCount);
        }

        string[] userIds = Names("u", userCount);
        InteractionLog log = InteractionLog.FromEvents(userIds, Names("i", ItemCount), users, items, times);
        return RecommendSplits.Make(log, new RecommendInputOptions { SeenItems = SeenItemPolicy.Keep });
    }

    private static string[] Names(string letter, int count) =>
        [.. Enumerable.Range(0, count).Select(index => letter + index)];
}
