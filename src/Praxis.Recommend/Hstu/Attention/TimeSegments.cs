using System.Runtime.CompilerServices;

namespace Praxis.Recommend;

/// <summary>The time buckets of a tile's rows as runs of columns: along a row they change a few dozen times at
/// most.</summary>
/// <remarks>
/// Times ascend, so bucket b of a row covers the columns whose time lies between row time - threshold(b + 1) and
/// row time - threshold(b). Row times ascend too, so these edges move to the right only, by galloping from where the
/// row before left them. Rows with the same time share their runs. Columns later than the row's time (a request in the
/// past) and times out of order are looked up one by one.
/// </remarks>
internal sealed class TimeSegments
{
    private readonly int[] _edges = new int[TimeBuckets.Count + 1];
    private readonly int[] _starts = new int[TileShape.Rows];
    private readonly int[] _cursors = new int[TileShape.Rows];
    private int[] _ends = new int[1024];
    private byte[] _buckets = new byte[1024];
    private int _count;
    private AttentionUser _user;
    private bool _isAscending;
    private long _edgeTime;
    private int _firstRow;

    /// <summary>Column at which each run ends, absolute.</summary>
    internal ReadOnlySpan<int> Ends => _ends;

    /// <summary>Bucket of each run.</summary>
    internal ReadOnlySpan<byte> Buckets => _buckets;

    /// <summary>The run in which a row of the tile stands since the last <see cref="Advance"/>.</summary>
    internal int Cursor(int row) => _cursors[row];

    /// <summary>Begins a user.</summary>
    internal void Begin(AttentionUser user)
    {
        _user = user;
        _edgeTime = long.MinValue;
        _edges.AsSpan().Clear();
        ReadOnlySpan<long> times = user.Times[..user.HistoryLength];
        _isAscending = true;
        for (int j = 1; j < times.Length && _isAscending; j++)
        {
            _isAscending = times[j - 1] <= times[j];
        }
    }

    /// <summary>Finds the runs of a tile's rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Build(int firstRow, int rows)
    {
        _count = 0;
        _firstRow = firstRow;
        ReadOnlySpan<long> rowTimes = _user.RowTimes;
        for (int r = 0; r < rows; r++)
        {
            int row = firstRow + r;
            int end = _user.EndColumn(row);
            bool isShared = r > 0 && rowTimes[row] == rowTimes[row - 1]
                && _ends[_count - 1] >= end;
            _starts[r] = isShared ? _starts[r - 1] : _count;
            if (!isShared)
            {
                AddRuns(rowTimes[row], end);
            }

            _cursors[r] = _starts[r];
        }
    }

    /// <summary>Moves every row to the run that holds a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Advance(int rows, int column)
    {
        for (int r = 0; r < rows; r++)
        {
            int cursor = _cursors[r];
            if (_user.EndColumn(_firstRow + r) > column)
            {
                while (_ends[cursor] <= column)
                {
                    cursor++;
                }

                _cursors[r] = cursor;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRuns(long rowTime, int end)
    {
        if (end == 0)
        {
            Add(0, 0);
            return;
        }

        int covered = 0;
        if (_isAscending)
        {
            MoveEdges(rowTime);
            int bucket = 0;
            while (_edges[bucket] > 0)
            {
                bucket++;
            }

            // From the oldest column on: the highest bucket first.
            for (bucket--; bucket >= 0; bucket--)
            {
                if (_edges[bucket] > covered)
                {
                    covered = _edges[bucket];
                    Add(covered, bucket);
                }
            }
        }

        ReadOnlySpan<long> times = _user.Times;
        while (covered < end)
        {
            int bucket = TimeBuckets.Of(rowTime - times[covered]);
            covered++;
            while (covered < end && TimeBuckets.Of(rowTime - times[covered]) == bucket)
            {
                covered++;
            }

            Add(covered, bucket);
        }
    }

    // edges[b] = number of history columns whose time is at most rowTime - threshold(b).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MoveEdges(long rowTime)
    {
        if (rowTime < _edgeTime)
        {
            _edges.AsSpan().Clear();
        }

        _edgeTime = rowTime;
        ReadOnlySpan<long> times = _user.Times[.._user.HistoryLength];
        ReadOnlySpan<ulong> thresholds = TimeBuckets.Thresholds;
        for (int bucket = 0; bucket < TimeBuckets.Count; bucket++)
        {
            if (rowTime < times[0] || thresholds[bucket] > (ulong)(rowTime - times[0]))
            {
                _edges[bucket] = 0;
                break;
            }

            long latest = rowTime - (long)thresholds[bucket];
            int edge = _edges[bucket];
            if (edge < times.Length && times[edge] <= latest)
            {
                _edges[bucket] = Gallop(times, edge + 1, latest);
            }
        }
    }

    // The first column at or behind start that is later than a time.
    private static int Gallop(ReadOnlySpan<long> times, int start, long latest)
    {
        int step = 1;
        int low = start;
        int high = start;
        while (high < times.Length && times[high] <= latest)
        {
            low = high + 1;
            high = Math.Min(times.Length, high + step);
            step *= 2;
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            if (times[middle] <= latest)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int end, int bucket)
    {
        if (_count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * _count);
            Array.Resize(ref _buckets, 2 * _count);
        }

        _ends[_count] = end;
        _buckets[_count++] = (byte)bucket;
    }
}
