namespace Praxis.Recommend;

/// <summary>What can be counted of each event's past: counts, rates and recency of user, item and their pair.</summary>
/// <remarks>Every feature of an event is computed from events of strictly earlier times, of all users; labels of later
/// parts of the split count once their time has passed, as they would in production.</remarks>
internal sealed class EventFeatures
{
    private const float Never = -1f;
    private readonly RankingLog _log;
    private readonly int _tasks;
    private readonly double[] _priors;

    private EventFeatures(RankingSplit split, double[] priors)
    {
        _log = split.Log;
        _tasks = _log.Tasks.Count;
        _priors = priors;
        Names = MakeNames();
    }

    /// <summary>Names of the features.</summary>
    internal string[] Names { get; }

    /// <summary>Computes the features of all events.</summary>
    /// <param name="split">The split log.</param>
    /// <param name="means">Mean training label of each task, to which rates of few events are drawn.</param>
    /// <param name="names">Receives their names.</param>
    /// <returns>[events, features], in the log's order.</returns>
    internal static float[] Of(RankingSplit split, double[] means, out string[] names)
    {
        var features = new EventFeatures(split, means);
        names = features.Names;
        return features.Compute();
    }

    /// <summary>Places of all events by time; of one time by place in the log.</summary>
    internal static int[] ByTime(InteractionLog log)
    {
        int[] order = [.. Enumerable.Range(0, log.EventCount)];
        long[] times = log.Times.ToArray();
        Array.Sort(order, (left, right) =>
            times[left] != times[right] ? times[left].CompareTo(times[right]) : left.CompareTo(right));
        return order;
    }

    private float[] Compute()
    {
        InteractionLog log = _log.Events;
        int[] order = ByTime(log);
        int[] users = TaskResults.UsersOf(log, [.. Enumerable.Range(0, log.EventCount)]);
        var userHistories = new RunningHistory[log.UserCount];
        var itemHistories = new RunningHistory[log.ItemCount];
        var pairs = new Dictionary<long, RunningHistory>();
        RunningHistory[][] levels =
        [
            .. _log.ContextColumns.Select(column => new RunningHistory[column.Levels.Count]),
        ];
        var all = new RunningHistory(_tasks);
        var features = new float[(long)log.EventCount * Names.Length];
        for (int first = 0; first < order.Length;)
        {
            int end = first;
            long time = log.Times.Span[order[first]];
            while (end < order.Length && log.Times.Span[order[end]] == time)
            {
                int place = order[end++];
                int user = users[place];
                int item = log.Items.Span[place];
                pairs.TryGetValue(((long)user << 32) | (uint)item, out RunningHistory? pair);
                var row = new FeatureRow(features.AsSpan(place * Names.Length, Names.Length), _priors);
                row.AddTime(time);
                row.Add(userHistories[user], time);
                row.Add(itemHistories[item], time);
                row.Add(pair, time);
                row.AddRecent(all);
                for (int column = 0; column < levels.Length; column++)
                {
                    row.AddRates(levels[column][_log.Contexts[(user * levels.Length) + column]]);
                }
            }

            for (int i = first; i < end; i++)
            {
                int place = order[i];
                int user = users[place];
                ReadOnlySpan<float> labels = _log.Labels.Slice(place * _tasks, _tasks);
                int item = log.Items.Span[place];
                long key = ((long)user << 32) | (uint)item;
                if (!pairs.TryGetValue(key, out RunningHistory? pair))
                {
                    pair = new RunningHistory(_tasks);
                    pairs[key] = pair;
                }

                pair.Add(labels, time);
                (userHistories[user] ??= new RunningHistory(_tasks)).Add(labels, time);
                (itemHistories[item] ??= new RunningHistory(_tasks)).Add(labels, time);
                all.Add(labels, time);
                for (int column = 0; column < levels.Length; column++)
                {
                    int level = _log.Contexts[(user * levels.Length) + column];
                    (levels[column][level] ??= new RunningHistory(_tasks)).Add(labels, time);
                }
            }

            first = end;
        }

        return features;
    }

    private string[] MakeNames()
    {
        var names = new List<string> { "hour", "weekday" };
        foreach (string who in new[] { "user", "item", "pair" })
        {
            names.AddRange([who + " count", who + " age", who + " recency"]);
            foreach (RankingTask task in _log.Tasks)
            {
                names.AddRange(
                    [$"{who} {task.Name} mean", $"{who} {task.Name} recent", $"{who} {task.Name} last"]);
            }
        }

        names.AddRange(_log.Tasks.Select(static task => $"all {task.Name} recent"));
        names.AddRange(_log.ContextColumns.SelectMany(
            column => _log.Tasks.Select(task => $"{column.Name} {task.Name} mean")));
        return [.. names];
    }

    /// <summary>Writes one event's features from left to right.</summary>
    private ref struct FeatureRow(Span<float> row, double[] priors)
    {
        private const double PriorWeight = 5;
        private readonly Span<float> _row = row;
        private int _next;

        internal void AddTime(long time)
        {
            Add(time % 86_400 / 3600);
            Add(time / 86_400 % 7);
        }

        internal void Add(RunningHistory? history, long time)
        {
            Add(history?.Count ?? 0);
            Add(history is null ? Never : MathF.Log(1 + (time - history.FirstTime)));
            Add(history is null ? Never : MathF.Log(1 + (time - history.LastTime)));
            for (int task = 0; task < priors.Length; task++)
            {
                Add((float)Smoothed(history, task));
                Add((float)(history?.Recent[task] ?? priors[task]));
                Add((float)(history?.Last[task] ?? priors[task]));
            }
        }

        internal void AddRecent(RunningHistory all)
        {
            for (int task = 0; task < priors.Length; task++)
            {
                Add((float)(all.Count == 0 ? priors[task] : all.Recent[task]));
            }
        }

        internal void AddRates(RunningHistory? history)
        {
            for (int task = 0; task < priors.Length; task++)
            {
                Add((float)Smoothed(history, task));
            }
        }

        private readonly double Smoothed(RunningHistory? history, int task) => history is null
            ? priors[task]
            : (history.Sums[task] + (PriorWeight * priors[task])) / (history.Count + PriorWeight);

        private void Add(float value) => _row[_next++] = value;
    }
}
