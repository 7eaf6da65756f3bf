using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Ranking;

public sealed class RankingTaskTests
{
    [Fact]
    public void Parse_EveryForm_IsRead()
    {
        IReadOnlyList<RankingTask> tasks =
            RankingTask.Parse("bought=action:1|3, high=rating>=4, low=rating<2, rating, size=log(quantity), n=price");

        Assert.Equal(["bought", "high", "low", "rating", "size", "n"], tasks.Select(task => task.Name));
        Assert.Equal(["action", "rating", "rating", "rating", "quantity", "price"], tasks.Select(task => task.Column));
        Assert.Equal([1f, 0f, 1f], new[] { "1", "2", "3" }.Select(tasks[0].LabelOf));
        Assert.Equal([0f, 1f], new[] { 3.9, 4 }.Select(tasks[1].LabelOf));
        Assert.Equal([1f, 0f], new[] { 1.9, 2 }.Select(tasks[2].LabelOf));
        Assert.Equal(3.5f, tasks[3].LabelOf(3.5));
        Assert.Equal(0f, tasks[4].LabelOf(0.0));
        Assert.True(float.IsNaN(tasks[4].LabelOf(-1.0)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rating>=4")]
    [InlineData("high=rating>=four")]
    [InlineData("action:1")]
    [InlineData("x=action:")]
    [InlineData("a=log()")]
    [InlineData("rating,rating")]
    [InlineData("a=x:1,b=x>=2")]
    public void Parse_NoTask_IsRefused(string text)
    {
        InputException error = Assert.Throws<InputException>(() => RankingTask.Parse(text));

        Assert.StartsWith("--tasks", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_OfAUser_ForetellEveryEventOnceWithHalfALengthOfHistory()
    {
        const int Length = 6;
        long[] times = [1, 2, 2, 3, 4, 5, 6, 7, 7, 7, 8, 9, 10, 11, 12, 13, 13, 14];
        var log = InteractionLog.FromEvents(["u"], ["i"], new int[times.Length], new int[times.Length], times);

        RankingWindow[] windows = [.. RankingWindow.Of(log, 0, 1, times.Length, Length)];

        Assert.Equal(1, windows[0].From);
        Assert.Equal(times.Length, windows[^1].To);
        Assert.Equal(windows.Skip(1).Select(window => window.From), windows.SkipLast(1).Select(window => window.To));
        foreach (RankingWindow window in windows)
        {
            for (int i = window.From; i < window.To; i++)
            {
                int before = times.Count(time => time < times[i]);
                Assert.Equal(RankingWindow.StartOf(before, Length), window.Start);
                Assert.InRange(before - window.Start, Math.Min(before, Length / 2), Length - 1);
            }
        }
    }
}
