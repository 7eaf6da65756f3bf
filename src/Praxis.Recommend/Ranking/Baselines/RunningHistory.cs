namespace Praxis.Recommend;

/// <summary>Counts, sums and recency of labels over the events so far.</summary>
internal sealed class RunningHistory(int tasks)
{
    private const double RecentShare = 0.3;

    internal int Count { get; private set; }

    internal long FirstTime { get; private set; }

    internal long LastTime { get; private set; }

    /// <summary>Sum of each task's labels.</summary>
    internal double[] Sums { get; } = new double[tasks];

    /// <summary>Exponentially weighted mean of each task's labels.</summary>
    internal double[] Recent { get; } = new double[tasks];

    /// <summary>The newest labels.</summary>
    internal double[] Last { get; } = new double[tasks];

    internal void Add(ReadOnlySpan<float> labels, long time)
    {
        FirstTime = Count == 0 ? time : FirstTime;
        LastTime = time;
        for (int task = 0; task < labels.Length; task++)
        {
            Sums[task] += labels[task];
            Recent[task] = Count == 0
                ? labels[task]
                : ((1 - RecentShare) * Recent[task]) + (RecentShare * labels[task]);
            Last[task] = labels[task];
        }

        Count++;
    }
}
