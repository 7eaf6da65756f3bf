namespace Praxis.Recommend;

/// <summary>One user's rows in a batch: Length rows, of which the first HistoryLength are history.</summary>
/// <param name="Rows">The batch.</param>
/// <param name="Start">The user's first row in the batch.</param>
/// <param name="Length">Number of rows, n.</param>
/// <param name="HistoryLength">Rows before the first candidate, h.</param>
internal readonly record struct AttentionUser(AttentionRows Rows, int Start, int Length, int HistoryLength)
{
    /// <summary>Times of the user's keys, [n]; empty without time bias.</summary>
    internal ReadOnlySpan<long> Times => Rows.Times.Length == 0 ? [] : Rows.Times.AsSpan(Start, Length);

    /// <summary>Times from which the user's rows look, [n]; empty without time bias.</summary>
    internal ReadOnlySpan<long> RowTimes => Rows.RowTimes.Length == 0 ? [] : Rows.RowTimes.AsSpan(Start, Length);

    /// <summary>Where a row stands for position bias and window: candidates all stand right behind the
    /// history.</summary>
    internal int Place(int row) => Math.Min(row, HistoryLength);

    /// <summary>End of the history columns that a row sees; a candidate sees itself besides.</summary>
    internal int EndColumn(int row) => row < HistoryLength ? row + 1 : HistoryLength;
}
