namespace Praxis.Recommend;

internal static class LogVocabulary
{
    // The same events with item indices of another vocabulary; items that it lacks get indices behind its last.
    public static InteractionLog Align(InteractionLog log, IReadOnlyList<string> vocabulary)
    {
        var indices = new Dictionary<string, int>(vocabulary.Count, StringComparer.Ordinal);
        var items = new List<string>(vocabulary);
        for (int i = 0; i < vocabulary.Count; i++)
        {
            indices[vocabulary[i]] = i;
        }

        var mapped = new int[log.ItemCount];
        for (int item = 0; item < mapped.Length; item++)
        {
            if (!indices.TryGetValue(log.ItemIds[item], out mapped[item]))
            {
                mapped[item] = items.Count;
                items.Add(log.ItemIds[item]);
            }
        }

        var users = new int[log.EventCount];
        for (int user = 0; user < log.UserCount; user++)
        {
            users.AsSpan(log.Offsets[user]..log.Offsets[user + 1]).Fill(user);
        }

        int[] events = Array.ConvertAll(log.Items.ToArray(), item => mapped[item]);
        return InteractionLog.FromEvents([.. log.UserIds], [.. items], users, events, log.Times.Span);
    }
}
