using Praxis.Recommend;

namespace Praxis.Tests.Recommend;

public sealed class TileTurnsTests
{
    [Fact]
    public async Task Take_SeveralThreads_EndsInTheOrderOfNumbers()
    {
        var turns = new TileTurns();
        var order = new List<int>();

        await Finish(Task.WhenAll(Enumerable.Range(0, 6).Reverse().Select(number =>
            Begin(() => turns.Take(number, static () => { }, () => order.Add(number))))));

        Assert.Equal(Enumerable.Range(0, 6), order);
    }

    [Fact]
    public async Task Take_WorkThrows_LetsTheOthersGo()
    {
        var turns = new TileTurns();
        using var begun = new ManualResetEventSlim();
        Task waiting = Begin(() => turns.Take(1, begun.Set, () => Assert.Fail("the turn before never ended")));
        begun.Wait(TestContext.Current.CancellationToken);

        Assert.Throws<InvalidOperationException>(
            () => turns.Take(0, static () => throw new InvalidOperationException(), static () => { }));

        await Finish(waiting);
    }

    private static Task Begin(Action action) => Task.Factory.StartNew(
        action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task Finish(Task task) =>
        task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
