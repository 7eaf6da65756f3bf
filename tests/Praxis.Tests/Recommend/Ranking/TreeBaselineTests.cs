using Praxis.Core;
using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Ranking;

public sealed class TreeBaselineTests
{
    private const int Users = 20;
    private const int EventsPerUser = 20;

    [Fact]
    public void Predict_EachEnsemble_TellsHowManyAreLeft()
    {
        var parts = new List<PartEvent>();
        var context = new FitContext
        {
            Clock = new ManualClock(TimeSpan.FromSeconds(1)),
            Report = happened => parts.Add(Assert.IsType<PartEvent>(happened)),
        };

        TreeBaseline.Predict(RankingSplit.Make(Log(), new RankingInputOptions()), context);

        Assert.Equal(Enumerable.Range(1, 8), parts.Select(part => part.Part));
        Assert.All(parts, part => Assert.Equal(8, part.PartCount));
        Assert.All(parts.SkipLast(1), part => Assert.InRange(part.SecondsLeft, 0.01, 1000));
        Assert.Equal(0, parts[^1].SecondsLeft, 9);
    }

    private static RankingLog Log()
    {
        var random = new RandomStream(3, 1);
        const int Count = Users * EventsPerUser;
        int[] users = [.. Enumerable.Range(0, Count).Select(place => place % Users)];
        int[] items = [.. Enumerable.Range(0, Count).Select(_ => random.NextInt(5))];
        long[] times = [.. Enumerable.Range(0, Count).Select(place => 1_700_000_000L + (place * 60))];
        var events = InteractionLog.FromEvents(
            [.. Enumerable.Range(0, Users).Select(user => $"u{user}")], ["a", "b", "c", "d", "e"], users, items, times);
        float[] labels = [.. Enumerable.Range(0, 2 * Count).Select(_ => (float)random.NextInt(2))];
        return new RankingLog(events, RankingTask.Parse("liked=a:1,b"), labels, [], [], [], []);
    }
}
