namespace Praxis.Recommend;

/// <summary>What a ranking model knows of its training log: names, scales, and the row of the token table that each
/// thing has.</summary>
/// <remarks>
/// Rows of the table, in order: the row that rare and unknown items share, the admitted items, levels of context
/// columns, levels of slow columns, values of actions task by task, hours, weekdays, gaps, the hidden action.
/// </remarks>
internal sealed record RankingVocabulary
{
    internal const int Hours = 24;
    internal const int Weekdays = 7;
    private const int MostValueBuckets = 16;

    /// <summary>What is foretold.</summary>
    public required IReadOnlyList<RankingTask> Tasks { get; init; }

    /// <summary>Items with a row of their own; item i has row i + 1.</summary>
    public required string[] Items { get; init; }

    /// <summary>Features of users.</summary>
    public required RankingColumn[] ContextColumns { get; init; }

    /// <summary>Slowly changing features.</summary>
    public required RankingColumn[] SlowColumns { get; init; }

    /// <summary>Mean training label of each task.</summary>
    public required double[] Means { get; init; }

    /// <summary>Standard deviation of each task's training labels.</summary>
    public required double[] Deviations { get; init; }

    /// <summary>Ascending bounds that cut each task's labels into buckets of actions; a label lies in bucket number of
    /// bounds at or below it.</summary>
    public required float[][] Bounds { get; init; }

    /// <summary>Number of rows of the token table.</summary>
    internal int RowCount => HiddenRow + 1;

    /// <summary>The row that stands for an action not yet known.</summary>
    internal int HiddenRow => GapStart + TimeBuckets.Count + 1;

    private int ContextStart => Items.Length + 1;

    private int SlowStart => ContextStart + ContextColumns.Sum(column => column.Levels.Count);

    private int ActionStart => SlowStart + SlowColumns.Sum(column => column.Levels.Count);

    private int HourStart => ActionStart + Bounds.Sum(bounds => bounds.Length + 1);

    private int GapStart => HourStart + Hours + Weekdays;

    /// <summary>Learns names and scales from the training part.</summary>
    /// <param name="split">The split log.</param>
    /// <param name="admission">Items with fewer training events share a row.</param>
    internal static RankingVocabulary Learn(RankingSplit split, int admission)
    {
        RankingLog log = split.Log;
        int[] events = split.EventsOf(RankingPart.Training);
        var counts = new int[log.Events.ItemCount];
        foreach (int place in events)
        {
            counts[log.Events.Items.Span[place]]++;
        }

        float[][] labels = [.. Enumerable.Range(0, log.Tasks.Count).Select(task => log.LabelsOf(task, events))];
        double[] means = [.. labels.Select(values => values.Sum(value => (double)value) / values.Length)];
        return new RankingVocabulary
        {
            Tasks = log.Tasks,
            Items =
            [
                .. Enumerable.Range(0, counts.Length).Where(item => counts[item] >= admission)
                    .Select(item => log.Events.ItemIds[item]),
            ],
            ContextColumns = [.. log.ContextColumns],
            SlowColumns = [.. log.SlowColumns],
            Means = means,
            Deviations =
            [
                .. labels.Select((values, task) =>
                    Math.Sqrt(values.Sum(value => Math.Pow(value - means[task], 2)) / values.Length)),
            ],
            Bounds = [.. labels.Select((values, task) => BoundsOf(values, log.Tasks[task].Kind))],
        };
    }

    /// <summary>First row of each column's levels.</summary>
    internal static int[] Starts(int start, RankingColumn[] columns)
    {
        var starts = new int[columns.Length];
        for (int column = 0; column < starts.Length; column++)
        {
            starts[column] = start;
            start += columns[column].Levels.Count;
        }

        return starts;
    }

    internal int[] ContextStarts() => Starts(ContextStart, ContextColumns);

    internal int[] SlowStarts() => Starts(SlowStart, SlowColumns);

    /// <summary>Rows of one event's actions, a row a task.</summary>
    internal void ActionRows(ReadOnlySpan<float> labels, List<int> rows)
    {
        int start = ActionStart;
        for (int task = 0; task < labels.Length; task++)
        {
            int bucket = 0;
            while (bucket < Bounds[task].Length && labels[task] >= Bounds[task][bucket])
            {
                bucket++;
            }

            rows.Add(start + bucket);
            start += Bounds[task].Length + 1;
        }
    }

    /// <summary>Rows of the hour, the weekday (UTC) and the gap since the user's last earlier event.</summary>
    internal void TimeRows(long time, long? previous, List<int> rows)
    {
        const long hour = 3600;
        const long day = 86_400;
        rows.Add(HourStart + (int)(time % day / hour));
        rows.Add(HourStart + Hours + (int)(time / day % Weekdays));
        rows.Add(GapStart + (previous is { } earlier ? TimeBuckets.Of(time - earlier) : TimeBuckets.Count));
    }

    // Quantiles of the labels, each once: numbers with few values keep a bucket for each.
    private static float[] BoundsOf(float[] labels, RankingTaskKind kind)
    {
        if (kind == RankingTaskKind.Binary)
        {
            return [0.5f];
        }

        float[] sorted = [.. labels.Order()];
        float[] distinct = [.. sorted.Distinct()];
        return distinct.Length <= MostValueBuckets
            ? [.. distinct.Zip(distinct.Skip(1), static (low, high) => low + ((high - low) / 2))]
            :
            [
                .. Enumerable.Range(1, MostValueBuckets - 1)
                    .Select(k => sorted[(int)((long)k * sorted.Length / MostValueBuckets)])
                    .Distinct()
                    .Where(bound => bound > sorted[0]),
            ];
    }
}
