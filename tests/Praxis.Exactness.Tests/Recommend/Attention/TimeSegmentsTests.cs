using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class TimeSegmentsTests
{
    [Theory]
    [InlineData(1, "ascending")]
    [InlineData(2, "ascending")]
    [InlineData(3, "same")]
    [InlineData(4, "past")]
    [InlineData(5, "shuffled")]
    public void Build_Rows_AreTheBucketsOfEveryColumn(ulong seed, string order)
    {
        const int length = 170;
        (long[] times, long[] rowTimes) = Times(seed, length, order);
        AttentionUser user = new AttentionRows([0, length], [20], times, rowTimes).User(0);
        var segments = new TimeSegments();
        segments.Begin(user);
        foreach (int first in (int[])[0, 48, 96, 100, 150, 10])
        {
            int rows = Math.Min(TileShape.Rows, length - first);
            segments.Build(first, rows);
            for (int column = 0; column < length; column += TileShape.Columns)
            {
                segments.Advance(rows, column);
                for (int row = first; row < first + rows; row++)
                {
                    int run = segments.Cursor(row - first);
                    for (int j = column; j < Math.Min(user.EndColumn(row), column + TileShape.Columns); j++)
                    {
                        run += j == segments.Ends[run] ? 1 : 0;
                        Assert.Equal(TimeBuckets.ByFormula(rowTimes[row] - times[j]), segments.Buckets[run]);
                    }
                }
            }
        }
    }

    [Fact]
    public void Build_RowsOfOneTime_ShareTheirRuns()
    {
        long[] times = [10, 20, 500, 500, 500];
        long[] rowTimes = [900, 900, 900, 900, 900];
        AttentionUser user = new AttentionRows([0, 5], null, times, rowTimes).User(0);
        var segments = new TimeSegments();
        segments.Begin(user);
        segments.Build(0, 5);
        Assert.All(Enumerable.Range(1, 4), row => Assert.Equal(segments.Cursor(0), segments.Cursor(row)));
    }

    private static (long[] Times, long[] RowTimes) Times(ulong seed, int length, string order)
    {
        var random = new RandomStream(seed, 920);
        var times = new long[length];
        var rowTimes = new long[length];
        long time = -1000;
        for (int i = 0; i < length; i++)
        {
            times[i] = order == "shuffled" ? random.NextInt(1_000_000) : time;
            time += order == "same" || random.NextInt(2) == 0 ? 0 : (long)Math.Exp(random.NextDouble() * 20);
            rowTimes[i] = order == "past" && i % 5 == 0 ? times[i / 2] : time;
        }

        return (times, rowTimes);
    }
}
