using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Streaming;

public sealed class StreamExamplesTests
{
    private const long Hour = 3600;

    [Fact]
    public void Cut_EventsOfTwoUsers_GivesWindowsInTheOrderOfTime()
    {
        InteractionLog log = Log(("u", "a", 0), ("u", "b", 10), ("v", "a", 5), ("u", "c", Hour), ("v", "b", 3 * Hour));
        List<StreamWindow> windows = StreamWindow.Cut(log, long.MinValue, Hour);
        Assert.Equal([0, Hour, 3 * Hour], windows.Select(window => window.StartTime));
        Assert.Equal([new NewEvents(1, 0, 1), new NewEvents(0, 0, 2)], windows[0].Users);
        Assert.Equal(10, windows[0].LastTime);
        Assert.Equal([new NewEvents(0, 2, 3)], windows[1].Users);

        List<StreamWindow> later = StreamWindow.Cut(log, 5, Hour);
        Assert.Equal([new NewEvents(0, 1, 2)], later[0].Users);
        Assert.Equal(3, later.Count);
    }

    [Theory]
    [InlineData(false, 100)]
    [InlineData(false, 3)]
    [InlineData(true, 100)]
    [InlineData(true, 3)]
    public void Batch_AllWindows_ForetellsEachNewEventOnceFromWhatCameBefore(bool isBasket, int maxLength)
    {
        InteractionLog log = RandomLog();
        var vocabulary = new ItemVocabulary(1);
        foreach (string id in log.ItemIds)
        {
            vocabulary.Use(id, 0);
        }

        vocabulary.Turn(0, 1, 0, 0);
        var rows = new StreamRows(log, vocabulary);
        var learnt = new List<(int Time, long NextTime, int Item)>();
        foreach (StreamWindow window in StreamWindow.Cut(log, long.MinValue, 24 * Hour))
        {
            var examples = new StreamExamples(log, window, rows, isBasket, maxLength);
            if (examples.Count == 0)
            {
                continue;
            }

            SequenceBatch batch = examples.Batch(0, examples.Count, new RandomStream(1, 1));
            for (int user = 0; user < batch.UserCount; user++)
            {
                Assert.InRange(batch.Offsets[user + 1] - batch.Offsets[user], 1, maxLength);
            }

            foreach (int token in batch.LossTokens!)
            {
                Assert.InRange(batch.NextTimes[token], window.StartTime, window.EndTime - 1);
                Assert.True(batch.Times[token] <= batch.NextTimes[token]);
                learnt.Add(((int)batch.Times[token], batch.NextTimes[token], batch.Targets[token]));
            }

            int[] context = [.. Enumerable.Range(0, batch.TokenCount).Except(batch.LossTokens)];
            Assert.All(context, token => Assert.Equal(batch.Items[token], batch.Targets[token]));
        }

        Assert.Equal(Expected(log, isBasket), learnt.Select(token => ((long)token.Time, token.NextTime)).Order());
        if (!isBasket)
        {
            Assert.Equal(
                Enumerable.Range(0, log.UserCount).SelectMany(user => log.ItemsOf(user)[1..].ToArray())
                    .Select(item => rows.RowOf[item]).Order(),
                learnt.Select(token => token.Item).Order());
        }
    }

    [Fact]
    public void Batch_TargetWithoutARow_IsNotLearnt()
    {
        InteractionLog log = Log(("u", "a", 0), ("u", "rare", 10), ("u", "a", 20));
        var vocabulary = new ItemVocabulary(1);
        vocabulary.Use("a", 0);
        vocabulary.Turn(0, 1, 0, 0);
        StreamWindow window = Assert.Single(StreamWindow.Cut(log, long.MinValue, Hour));
        var examples = new StreamExamples(log, window, new StreamRows(log, vocabulary), isBasket: false, 10);
        SequenceBatch batch = examples.Batch(0, 1, new RandomStream(1, 1));
        Assert.Equal([1, 0], batch.Items);
        Assert.Equal([1], batch.LossTokens!);
        Assert.Equal(1, batch.Targets[1]);
    }

    // Each event (of a basket) that has another one (basket) behind it.
    private static IEnumerable<(long, long)> Expected(InteractionLog log, bool isBasket)
    {
        var expected = new List<(long, long)>();
        for (int user = 0; user < log.UserCount; user++)
        {
            long[] times = log.TimesOf(user).ToArray();
            for (int i = 0; i < times.Length; i++)
            {
                int next = isBasket ? Array.FindIndex(times, time => time > times[i]) : i + 1;
                if (next >= 0 && next < times.Length)
                {
                    expected.Add((times[i], times[next]));
                }
            }
        }

        return expected.Order();
    }

    private static InteractionLog RandomLog()
    {
        var random = new RandomStream(5, 5);
        var events = new List<(string, string, long)>();
        for (int user = 0; user < 12; user++)
        {
            long time = random.NextInt(100_000);
            for (int i = random.NextInt(40); i >= 0; i--)
            {
                events.Add(($"u{user}", $"i{random.NextInt(9)}", time));
                time += random.NextInt(3) == 0 ? random.NextInt(90_000) : random.NextInt(2) * 60;
            }
        }

        return Log([.. events]);
    }

    private static InteractionLog Log(params (string User, string Item, long Time)[] events)
    {
        string[] users = [.. events.Select(own => own.User).Distinct()];
        string[] items = [.. events.Select(own => own.Item).Distinct()];
        return InteractionLog.FromEvents(
            users,
            items,
            [.. events.Select(own => Array.IndexOf(users, own.User))],
            [.. events.Select(own => Array.IndexOf(items, own.Item))],
            [.. events.Select(own => own.Time)]);
    }
}
