namespace Praxis.Recommend;

/// <summary>What the tokens of one history may see, as the attention reads it: rows are its new tokens, columns all of
/// them.</summary>
/// <remarks>The bias of a pair takes position weight <see cref="Distance"/> and, unless the column is context, the time
/// weight of its bucket.</remarks>
internal sealed class AttentionColumns
{
    private readonly int[] _positions;
    private readonly long[] _times;
    private readonly byte[] _buckets;
    private readonly int[] _bucketStarts;

    /// <summary>Takes one history out of a batch.</summary>
    /// <param name="tokens">The batch.</param>
    /// <param name="sequence">Which history.</param>
    /// <param name="past">The cached tokens before it, or null.</param>
    internal AttentionColumns(RankingTokens tokens, int sequence, EncodedHistory? past)
    {
        FirstRow = tokens.Offsets[sequence];
        RowCount = tokens.Offsets[sequence + 1] - FirstRow;
        PastCount = past?.TokenCount ?? 0;
        _positions = new int[PastCount + RowCount];
        _times = new long[PastCount + RowCount];
        past?.CopyPlaces(_positions, _times);
        tokens.Positions.CopyTo(FirstRow, _positions, PastCount, RowCount);
        tokens.Times.CopyTo(FirstRow, _times, PastCount, RowCount);
        Visible = [.. tokens.Visible.GetRange(FirstRow, RowCount)];
        OwnStarts = [.. tokens.OwnStarts.GetRange(FirstRow, RowCount)];
        _bucketStarts = new int[RowCount + 1];
        for (int row = 0; row < RowCount; row++)
        {
            _bucketStarts[row + 1] = checked(_bucketStarts[row] + Visible[row]);
        }

        _buckets = new byte[_bucketStarts[^1]];
        FillBuckets();
    }

    /// <summary>First row of the history in the batch.</summary>
    internal int FirstRow { get; }

    /// <summary>Number of rows.</summary>
    internal int RowCount { get; }

    /// <summary>Number of cached columns before the rows' own.</summary>
    internal int PastCount { get; }

    /// <summary>Number of columns.</summary>
    internal int ColumnCount => PastCount + RowCount;

    /// <summary>Leading columns that each row sees: [rows].</summary>
    internal int[] Visible { get; }

    /// <summary>First column of each row's own event: [rows].</summary>
    internal int[] OwnStarts { get; }

    /// <summary>The row's own column, the last it sees.</summary>
    internal int ColumnOf(int row) => PastCount + row;

    /// <summary>Whether a column is a context token.</summary>
    internal bool IsContext(int column) => _positions[column] < 0;

    /// <summary>Time buckets of the leading columns that a row sees.</summary>
    internal ReadOnlySpan<byte> BucketsOf(int row) => _buckets.AsSpan(_bucketStarts[row], Visible[row]);

    /// <summary>Number of the position weight of a pair.</summary>
    internal int Distance(int row, int column, int distanceCount) => _positions[column] < 0
        ? distanceCount
        : Math.Clamp(_positions[PastCount + row] - _positions[column], 0, distanceCount - 1);

    private void FillBuckets()
    {
        for (int row = 0; row < RowCount; row++)
        {
            Span<byte> own = _buckets.AsSpan(_bucketStarts[row], Visible[row]);

            // Rows of one time see the same columns at the same ages.
            if (row > 0 && Visible[row] == Visible[row - 1]
                && _times[PastCount + row] == _times[PastCount + row - 1])
            {
                _buckets.AsSpan(_bucketStarts[row - 1], Visible[row]).CopyTo(own);
                continue;
            }

            for (int column = 0; column < own.Length; column++)
            {
                own[column] = (byte)TimeBuckets.Of(_times[PastCount + row] - _times[column]);
            }
        }
    }
}
