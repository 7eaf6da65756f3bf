using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Answers questions with a fitted ranking model: what users would do with candidate items.</summary>
/// <remarks>Encoded histories are kept from question to question: a user who is asked for again, now or at a later
/// time, costs only the events since.</remarks>
internal sealed class RankingPredictor
{
    private const int ChunkUsers = 16;
    private const long CacheBytes = 256L << 20;
    private readonly RankingLog _log;
    private readonly UserCache _cache;

    internal RankingPredictor(RankingLog log, FittedHstuRanking fitted)
    {
        _log = log;
        var rows = new VocabularyRows(fitted.Model.Vocabulary, log);
        _cache = new UserCache(new HistoryScorer(fitted.Model, rows, fitted.Options), CacheBytes);
    }

    /// <summary>What is kept of users, and how often it was of use.</summary>
    internal CacheStatistics Cache => _cache.Statistics;

    /// <summary>Answers a question.</summary>
    /// <returns>Columns user, rank, item, one for each task, note.</returns>
    /// <exception cref="InputException">Users, items or the task cannot be used.</exception>
    internal ResultTable Predict(RankingPredictOptions options, FitContext context)
    {
        long time = RequestTime.Parse(options.At, context.Clock);
        int by = TaskOf(options.By);
        RequestTime.WarnOfGap(options.At, time, _log.Events, context);
        (string Name, int Item)[] items = ItemsOf(options, time);
        (string Name, int User)[] asked = UsersOf(options);
        context.Expect((long)asked.Length * Math.Min(options.TopK, items.Length));
        var answers = new List<object?[]>[(asked.Length + ChunkUsers - 1) / ChunkUsers];
        FixedChunks.Run(
            answers.Length,
            context.ThreadCount,
            static () => 0,
            (chunk, _) =>
            {
                var rows = new List<object?[]>();
                foreach ((string name, int user) in asked.Skip(chunk * ChunkUsers).Take(ChunkUsers))
                {
                    Answer(name, user, items, time, by, options.TopK, rows);
                }

                answers[chunk] = rows;
            },
            context.Cancellation);
        string[] tasks = [.. _log.Tasks.Select(static task => task.Name)];
        return new ResultTable(
            "predictions",
            $"What each would do with {items.Length} items, best {tasks[by]} first",
            ["user", "rank", "item", .. tasks, "note"],
            [.. answers.SelectMany(static rows => rows)]);
    }

    private void Answer(
        string name, int user, (string Name, int Item)[] items, long time, int by, int topK, List<object?[]> rows)
    {
        int tasks = _log.Tasks.Count;
        (float[] predictions, int eventCount) = _cache.Score(user, [.. items.Select(static item => item.Item)], time);
        var keys = new float[items.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = predictions[(i * tasks) + by];
        }

        int[] order = [.. Enumerable.Range(0, items.Length).OrderByDescending(index => keys[index])];
        string? userNote = user < 0 ? "unknown user" : eventCount == 0 ? "no events before the time" : null;
        for (int rank = 0; rank < Math.Min(topK, order.Length); rank++)
        {
            int index = order[rank];
            string?[] notes = [userNote, items[index].Item < 0 ? "unknown item" : null];
            rows.Add(
            [
                name,
                rank + 1,
                items[index].Name,
                .. Enumerable.Range(0, tasks).Select(task => (object?)(double)predictions[(index * tasks) + task]),
                notes.Any(static note => note is not null) ? string.Join("; ", notes.OfType<string>()) : null,
            ]);
        }
    }

    private int TaskOf(string name)
    {
        string[] names = [.. _log.Tasks.Select(static task => task.Name)];
        int index = name.Length == 0 ? 0 : Array.IndexOf(names, name);
        return index >= 0
            ? index
            : throw new InputException($"--by must be one of {string.Join(", ", names)}; got {name}");
    }

    private (string Name, int User)[] UsersOf(RankingPredictOptions options)
    {
        if (options.Users.Length == 0)
        {
            return [.. _log.Events.UserIds.Select(static (name, user) => (name, user))];
        }

        Dictionary<string, int> indices = Indices(_log.Events.UserIds);
        return
        [
            .. IdentityList.Parse("users", options.Users).Distinct()
                .Select(name => (name, indices.GetValueOrDefault(name, -1))),
        ];
    }

    // The most frequent items before the time of the request, so that the future does not choose the candidates.
    private (string Name, int Item)[] ItemsOf(RankingPredictOptions options, long time)
    {
        if (options.Items.Length > 0)
        {
            Dictionary<string, int> indices = Indices(_log.Events.ItemIds);
            return
            [
                .. IdentityList.Parse("items", options.Items).Distinct()
                    .Select(name => (name, indices.GetValueOrDefault(name, -1))),
            ];
        }

        var counts = new int[_log.Events.ItemCount];
        for (int place = 0; place < _log.Events.EventCount; place++)
        {
            counts[_log.Events.Items.Span[place]] += _log.Events.Times.Span[place] < time ? 1 : 0;
        }

        return
        [
            .. Enumerable.Range(0, counts.Length).OrderByDescending(item => counts[item]).Take(options.Candidates)
                .Select(item => (_log.Events.ItemIds[item], item)),
        ];
    }

    private static Dictionary<string, int> Indices(IReadOnlyList<string> names)
    {
        var indices = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            indices[names[i]] = i;
        }

        return indices;
    }
}
