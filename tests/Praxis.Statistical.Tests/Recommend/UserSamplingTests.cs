using Praxis.Recommend;

namespace Praxis.Statistical.Tests.Recommend;

public sealed class UserSamplingTests
{
    private const int EpochCount = 4000;
    private const int MaxLength = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(3.5)]
    public void ManyEpochs_EveryUserIsDrawnAtItsRate(double tokens)
    {
        TrainingWindows windows = Windows();
        var rule = new UserSampling(tokens, seed: 4);
        var counts = new int[windows.UserCount];
        double tokenSum = 0;
        for (int epoch = 0; epoch < EpochCount; epoch++)
        {
            foreach (int user in rule.Draw(windows, epoch))
            {
                counts[user]++;
                tokenSum += windows.Of(user).TokenCount;
            }
        }

        double variance = 0;
        double mean = 0;
        foreach (int user in windows.Users)
        {
            int length = windows.Of(user).TokenCount;
            double share = Math.Min(1, tokens / length);
            double error = Math.Sqrt(EpochCount * share * (1 - share));
            Assert.InRange(counts[user] - (EpochCount * share), -4 * error, 4 * error);
            mean += Math.Min(length, tokens);
            variance += length * (double)length * share * (1 - share);
        }

        // Each user gives min(n, c) tokens an epoch in the mean.
        double deviation = Math.Sqrt(EpochCount * variance);
        Assert.InRange(tokenSum - (EpochCount * mean), -4 * deviation, 4 * deviation);
    }

    [Fact]
    public void Draws_OfTwoUsers_DoNotDependOnEachOther()
    {
        TrainingWindows windows = Windows();
        var rule = new UserSampling(1, seed: 5);
        int first = windows.Users.First(user => windows.Of(user).TokenCount is > 1 and < 5);
        int second = windows.Users.Last(user => windows.Of(user).TokenCount is > 1 and < 5);
        double share = 1.0 / (windows.Of(first).TokenCount * windows.Of(second).TokenCount);
        int both = Enumerable.Range(0, EpochCount).Count(epoch =>
        {
            int[] drawn = rule.Draw(windows, epoch);
            return drawn.Contains(first) && drawn.Contains(second);
        });

        double error = Math.Sqrt(EpochCount * share * (1 - share));
        Assert.InRange(both - (EpochCount * share), -4 * error, 4 * error);
    }

    // User u has u + 2 events, the last of which is only foretold; long ones are cut to the window.
    private static TrainingWindows Windows()
    {
        (int User, int Item, long Time)[] events =
        [
            .. Enumerable.Range(0, 30).SelectMany(user =>
                Enumerable.Range(0, user + 2).Select(place => (user, place, 1000L + place))),
        ];
        InteractionLog log = InteractionLog.FromEvents(
            [.. Enumerable.Range(0, 30).Select(user => $"u{user}")],
            [.. Enumerable.Range(0, 31).Select(item => $"i{item}")],
            [.. events.Select(entry => entry.User)],
            [.. events.Select(entry => entry.Item)],
            [.. events.Select(entry => entry.Time)]);
        var none = new EvaluationSet([], [], []);
        var split = new RecommendSplit(
            log, [.. Enumerable.Range(0, 30).Select(user => user + 2)], none, none, SeenItemsAreRemoved: false,
            HoldsOutBaskets: false);
        return new TrainingWindows(split, isBasket: false, MaxLength);
    }
}
