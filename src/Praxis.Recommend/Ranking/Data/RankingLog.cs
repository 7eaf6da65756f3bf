using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Events with what was done to the item: an immutable log for ranking, grouped by user, in time
/// order.</summary>
public sealed class RankingLog
{
    private readonly float[] _labels;
    private readonly int[] _contexts;
    private readonly int[] _slow;

    /// <summary>Makes a log.</summary>
    /// <param name="events">Who met which item when.</param>
    /// <param name="tasks">What is foretold.</param>
    /// <param name="labels">Labels, [events, tasks], in the order of the log; kept.</param>
    /// <param name="contextColumns">Features of users.</param>
    /// <param name="contexts">Level of each user's features, [users, columns]; kept.</param>
    /// <param name="slowColumns">Slowly changing features.</param>
    /// <param name="slow">Level of these at each event, [events, columns]; kept.</param>
    internal RankingLog(
        InteractionLog events,
        IReadOnlyList<RankingTask> tasks,
        float[] labels,
        IReadOnlyList<RankingColumn> contextColumns,
        int[] contexts,
        IReadOnlyList<RankingColumn> slowColumns,
        int[] slow)
    {
        Check.Length(labels.Length, (long)events.EventCount * tasks.Count);
        Check.Length(contexts.Length, (long)events.UserCount * contextColumns.Count);
        Check.Length(slow.Length, (long)events.EventCount * slowColumns.Count);
        Events = events;
        Tasks = tasks;
        _labels = labels;
        ContextColumns = contextColumns;
        _contexts = contexts;
        SlowColumns = slowColumns;
        _slow = slow;
    }

    /// <summary>Who met which item when.</summary>
    public InteractionLog Events { get; }

    /// <summary>What is foretold of each event.</summary>
    public IReadOnlyList<RankingTask> Tasks { get; }

    /// <summary>Features of users.</summary>
    public IReadOnlyList<RankingColumn> ContextColumns { get; }

    /// <summary>Slowly changing features.</summary>
    public IReadOnlyList<RankingColumn> SlowColumns { get; }

    /// <summary>Labels of all events, row-major [events, tasks].</summary>
    public ReadOnlySpan<float> Labels => _labels;

    /// <summary>Level of each user's features, row-major [users, columns].</summary>
    public ReadOnlySpan<int> Contexts => _contexts;

    /// <summary>Level of the slowly changing features at each event, row-major [events, columns].</summary>
    public ReadOnlySpan<int> Slow => _slow;

    /// <summary>One task's labels of some events.</summary>
    internal float[] LabelsOf(int task, ReadOnlySpan<int> events)
    {
        var labels = new float[events.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = _labels[((long)events[i] * Tasks.Count) + task];
        }

        return labels;
    }
}
