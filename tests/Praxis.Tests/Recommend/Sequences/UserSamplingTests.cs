using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class UserSamplingTests
{
    [Fact]
    public void Draw_SameSeed_IsTheSameInAnyOrderOfEpochs()
    {
        TrainingWindows windows = Windows();
        var rule = new UserSampling(3, seed: 5);
        int[][] forwards = [.. Enumerable.Range(0, 20).Select(epoch => rule.Draw(windows, epoch))];
        int[][] backwards =
        [
            .. Enumerable.Range(0, 20).Reverse().Select(epoch => new UserSampling(3, seed: 5).Draw(windows, epoch)),
        ];
        Assert.Equal(forwards, backwards.Reverse());
        Assert.All(forwards, users => Assert.Equal(users.Distinct().Order(), users));
        Assert.NotEqual(forwards[0], forwards[1]);
        Assert.NotEqual(forwards[0], new UserSampling(3, seed: 6).Draw(windows, 0));
    }

    [Fact]
    public void Draw_RateBeyondEveryLength_TakesAll() =>
        Assert.Equal(Windows().Users, new UserSampling(16_384, seed: 5).Draw(Windows(), 0));

    [Fact]
    public void Draw_RateNearZero_TakesOne() =>
        Assert.All(Enumerable.Range(0, 20), epoch => Assert.Single(new UserSampling(1e-9, 5).Draw(Windows(), epoch)));

    [Fact]
    public void Batches_OfAnEpoch_HoldTheDrawnUsersAtAllTheirPlaces()
    {
        TrainingWindows windows = Windows();
        var rule = new UserSampling(3, seed: 5);
        var sequences = new TrainingSequences(windows, null, batchSize: 4, seed: 9, rule);
        ulong before = 0;
        for (int epoch = 0; epoch < 6; epoch++)
        {
            int[] drawn = rule.Draw(windows, epoch);
            Assert.Equal((drawn.Length + 3) / 4, sequences.StepsIn(epoch));
            Assert.Equal(before, sequences.StepsBefore(epoch));
            before += (ulong)sequences.StepsIn(epoch);
            SequenceBatch[] batches =
                [.. Enumerable.Range(0, sequences.StepsIn(epoch)).Select(step => sequences.Batch(epoch, step))];
            Assert.Equal(drawn.Length, batches.Sum(batch => batch.UserCount));
            Assert.Equal(
                drawn.SelectMany(user => windows.Of(user).Items.ToArray()[..windows.Of(user).TokenCount]).Order(),
                batches.SelectMany(batch => batch.Items).Order());
        }

        // Resumed in the middle, the steps before are the same.
        var resumed = new TrainingSequences(windows, null, batchSize: 4, seed: 9, rule);
        Assert.Equal(before, resumed.StepsBefore(6));
        Assert.Equal(sequences.Batch(5, 0).Items, resumed.Batch(5, 0).Items);
    }

    [Fact]
    public void Describe_SaysMeanUsersAndEvents()
    {
        TrainingWindows windows = Windows();
        double users = windows.Users.Sum(user => Math.Min(1, 2.0 / windows.Of(user).TokenCount));
        double events = windows.Users.Sum(user => Math.Min(2.0, windows.Of(user).TokenCount));
        Assert.Equal(
            $"user sampling: an epoch sees in the mean {users:F0} of {windows.Users.Length} users, {events:F0} of "
                + $"{windows.Users.Sum(user => windows.Of(user).TokenCount)} events",
            new UserSampling(2, seed: 1).Describe(windows));
    }

    private static TrainingWindows Windows()
    {
        InteractionLog log = TestLogs.Random(50, 20, 600, 5);
        var none = new EvaluationSet([], [], []);
        int[] all = [.. Enumerable.Range(0, log.UserCount).Select(log.CountOf)];
        var split = new RecommendSplit(log, all, none, none, SeenItemsAreRemoved: false, HoldsOutBaskets: false);
        return new TrainingWindows(split, isBasket: false, maxLength: 16);
    }
}
