using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>A fitted ranking model with its log: log.bin, and the model's own files in the folder "fitted".</summary>
internal static class RankingModelFiles
{
    private const string Kind = "ranking-log";
    private const string LogName = "log.bin";
    private const string FittedName = "fitted";

    internal static void Save(string folder, RankingLog log, FittedHstuRanking fitted)
    {
        ArrayFile.Write(Path.Combine(folder, LogName), Kind, writer =>
        {
            writer.Texts(log.Events.UserIds);
            writer.Texts(log.Events.ItemIds);
            writer.Ints(log.Events.Offsets);
            writer.Ints(log.Events.Items.Span);
            writer.Longs(log.Events.Times.Span);
            writer.Floats(log.Labels);
            writer.Ints(log.Contexts);
            writer.Ints(log.Slow);
        });
        string own = Path.Combine(folder, FittedName);
        Directory.CreateDirectory(own);
        fitted.Save(own);
    }

    internal static (RankingLog Log, FittedHstuRanking Fitted) Load(string folder)
    {
        string path = Path.Combine(folder, LogName);
        if (!File.Exists(path))
        {
            throw new InputException($"{folder}: holds no fitted ranking model; pass the folder of a whole run");
        }

        FittedHstuRanking fitted = FittedHstuRanking.Load(Path.Combine(folder, FittedName));
        RankingLog log = ArrayFile.Read(path, Kind, reader =>
        {
            string[] users = reader.Texts();
            string[] items = reader.Texts();
            int[] offsets = reader.Ints();
            int[] events = reader.Ints();
            long[] times = reader.Longs();
            Check.Length(offsets.Length, users.Length + 1);
            Check.Length(offsets[^1], events.Length);
            Check.Length(times.Length, events.Length);
            var userOf = new int[events.Length];
            for (int user = 0; user < users.Length; user++)
            {
                userOf.AsSpan(offsets[user]..offsets[user + 1]).Fill(user);
            }

            foreach (int item in events)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)items.Length);
            }

            RankingVocabulary vocabulary = fitted.Model.Vocabulary;
            return new RankingLog(
                InteractionLog.FromEvents(users, items, userOf, events, times),
                vocabulary.Tasks,
                reader.Floats(),
                vocabulary.ContextColumns,
                reader.Ints(),
                vocabulary.SlowColumns,
                reader.Ints());
        });
        return (log, fitted);
    }
}
