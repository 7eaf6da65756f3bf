using Praxis.Core;

namespace Praxis.Recommend;

// A fitted recommender with all that prediction needs: identities and whole histories (log.bin), and how seen items
// were treated. The method's own files lie in the sub-folder "fitted".
internal sealed class RecommendModel<TFitted>(InteractionLog log, bool seenItemsAreRemoved, TFitted fitted)
    where TFitted : IFitted<TFitted>, IRecommender
{
    private const string Kind = "recommend-log";
    private const string LogName = "log.bin";
    private const string FittedName = "fitted";

    public InteractionLog Log { get; } = log;

    public bool SeenItemsAreRemoved { get; } = seenItemsAreRemoved;

    public TFitted Fitted { get; } = fitted;

    public static string FittedFolder(string folder) => Path.Combine(folder, FittedName);

    public static RecommendModel<TFitted> Load(string folder)
    {
        string logPath = Path.Combine(folder, LogName);
        if (!File.Exists(logPath))
        {
            throw new InputException($"{folder}: holds no fitted recommender; pass the folder of a whole run");
        }

        (InteractionLog log, bool removed) = ArrayFile.Read(logPath, Kind, static reader =>
        {
            string[] users = reader.Texts();
            string[] items = reader.Texts();
            int[] counts = reader.Ints();
            int[] events = reader.Ints();
            long[] times = reader.Longs();
            return (MakeLog(users, items, counts, events, times), reader.Ints() is [1]);
        });
        TFitted fitted = TFitted.Load(Path.Combine(folder, FittedName));
        return fitted.ItemCount == log.ItemCount
            ? new RecommendModel<TFitted>(log, removed, fitted)
            : throw new InputException(
                $"{folder}: the model knows {fitted.ItemCount} items, its log {log.ItemCount}; the folder is damaged");
    }

    public void Save(string folder)
    {
        ArrayFile.Write(Path.Combine(folder, LogName), Kind, writer =>
        {
            writer.Texts(Log.UserIds);
            writer.Texts(Log.ItemIds);
            var counts = new int[Log.UserCount];
            for (int user = 0; user < counts.Length; user++)
            {
                counts[user] = Log.CountOf(user);
            }

            writer.Ints(counts);
            writer.Ints(Log.Items.Span);
            writer.Longs(Log.Times.Span);
            writer.Ints([SeenItemsAreRemoved ? 1 : 0]);
        });
        string fittedFolder = Path.Combine(folder, FittedName);
        Directory.CreateDirectory(fittedFolder);
        Fitted.Save(fittedFolder);
    }

    private static InteractionLog MakeLog(string[] users, string[] items, int[] counts, int[] events, long[] times)
    {
        Check.Length(counts.Length, users.Length);
        Check.Length(times.Length, events.Length);
        Check.Length(counts.Sum(static count => (long)count), events.Length);
        var userOf = new int[events.Length];
        for (int user = 0, place = 0; user < counts.Length; user++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[user]);
            userOf.AsSpan(place, counts[user]).Fill(user);
            place += counts[user];
        }

        foreach (int item in events)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)items.Length);
        }

        return InteractionLog.FromEvents(users, items, userOf, events, times);
    }
}
