namespace Praxis.Recommend;

/// <summary>A jagged batch as attention sees it: T rows of B users, and the times of rows and keys.</summary>
/// <remarks>
/// A user's rows are a history in the order of time and then, possibly, candidates. A row of the history sees the
/// history up to itself. A candidate sees the whole history and itself, never another candidate, and is treated as if
/// it stood at the first place after the history (arXiv 2402.17152, Algorithm 1, M-FALCON).
/// </remarks>
internal sealed class AttentionRows
{
    /// <summary>Describes a batch; the arrays are kept, not copied.</summary>
    /// <param name="offsets">First row of each user and T at the end, [B + 1].</param>
    /// <param name="targetCounts">How many of each user's last rows are candidates, [B]; empty for none.</param>
    /// <param name="times">Unix seconds of each row as a key, [T], ascending in a history; empty without time
    /// bias.</param>
    /// <param name="rowTimes">Unix seconds from which each row looks back, [T]; empty without time bias.</param>
    internal AttentionRows(int[] offsets, int[]? targetCounts = null, long[]? times = null, long[]? rowTimes = null)
    {
        Offsets = offsets;
        TargetCounts = targetCounts ?? [];
        Times = times ?? [];
        RowTimes = rowTimes ?? [];
        if (TargetCounts.Length != 0 && TargetCounts.Length != UserCount)
        {
            throw new ArgumentException($"{UserCount} users need as many target counts; got {TargetCounts.Length}");
        }

        if (Times.Length != RowTimes.Length || (Times.Length != 0 && Times.Length != RowCount))
        {
            throw new ArgumentException(
                $"{RowCount} rows need as many times and row times; got {Times.Length} and {RowTimes.Length}");
        }
    }

    /// <summary>First row of each user and T at the end: [B + 1].</summary>
    internal int[] Offsets { get; }

    /// <summary>Candidates at the end of each user's rows: [B] or empty.</summary>
    internal int[] TargetCounts { get; }

    /// <summary>Unix seconds of each key: [T] or empty.</summary>
    internal long[] Times { get; }

    /// <summary>Unix seconds from which each row looks: [T] or empty.</summary>
    internal long[] RowTimes { get; }

    /// <summary>Number of users, B.</summary>
    internal int UserCount => Offsets.Length - 1;

    /// <summary>Number of rows, T.</summary>
    internal int RowCount => Offsets[^1];

    /// <summary>One user's rows.</summary>
    internal AttentionUser User(int user)
    {
        int length = Offsets[user + 1] - Offsets[user];
        int targets = TargetCounts.Length == 0 ? 0 : TargetCounts[user];
        return new AttentionUser(this, Offsets[user], length, length - targets);
    }
}
