using Praxis.App;
using Praxis.Core;
using Praxis.Web;

namespace Praxis.Tests.Web;

public sealed class EventStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Log => Path.Combine(_folder.Path, ".praxis", "events", "events.log");

    [Fact]
    public async Task Append_AfterReopening_IsThereInOrderOfTime()
    {
        using (Opened store = Open())
        {
            await store.Events.Append("ann", [new UserEvent("b", 20), new UserEvent("a", 10)]);
            Assert.Equal(3, await store.Events.Append("ann", [new UserEvent("c", 15)]));
            await store.Events.Append("bob", [new UserEvent("ü, \"x\"", 1)]);
        }

        using Opened again = Open();

        Assert.Equal(["a", "c", "b"], again.Events.Read("ann").Select(happened => happened.Item));
        Assert.Equal("ü, \"x\"", Assert.Single(again.Events.Read("bob")).Item);
        Assert.Empty(again.Events.Read("nobody"));
        Assert.Equal((2, 4L), again.Events.Counts);
    }

    [Fact]
    public async Task Append_OfTheSameAgain_IsKeptOnce()
    {
        using Opened store = Open();
        await store.Events.Append("ann", [new UserEvent("a", 10)]);

        Assert.Equal(1, await store.Events.Append("ann", [new UserEvent("a", 10)]));
    }

    [Fact]
    public async Task Open_OfATornEnd_CutsItAndKeepsAllBefore()
    {
        using (Opened store = Open())
        {
            await store.Events.Append("ann", [new UserEvent("a", 10)]);
            await store.Events.Append("ann", [new UserEvent("b", 20)]);
        }

        byte[] whole = File.ReadAllBytes(Log);
        for (int cut = (whole.Length / 2) + 1; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(Log, whole[..cut]);
            using Opened torn = Open();
            Assert.Equal("a", Assert.Single(torn.Events.Read("ann")).Item);
            Assert.Equal(2, await torn.Events.Append("ann", [new UserEvent("c", 30)]));
        }

        using Opened last = Open();
        Assert.Equal(["a", "c"], last.Events.Read("ann").Select(happened => happened.Item));
    }

    [Fact]
    public async Task Open_OfAChangedByte_StopsBeforeIt()
    {
        using (Opened store = Open())
        {
            await store.Events.Append("ann", [new UserEvent("a", 10)]);
            await store.Events.Append("ann", [new UserEvent("b", 20)]);
        }

        byte[] bytes = File.ReadAllBytes(Log);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Log, bytes);
        using Opened again = Open();

        Assert.Single(again.Events.Read("ann"));
        Assert.Equal(bytes.Length / 2, new FileInfo(Log + ".torn").Length);
    }

    [Fact]
    public async Task Forget_AUser_LeavesNoByteOfTheUser()
    {
        using (Opened store = Open())
        {
            await store.Events.Append("secret-ann", [new UserEvent("secret-item", 10)]);
            await store.Events.Append("bob", [new UserEvent("b", 20)]);
            Assert.True(await store.Events.Forget("secret-ann"));
            Assert.False(await store.Events.Forget("secret-ann"));
            await store.Events.Append("bob", [new UserEvent("c", 30)]);
        }

        Assert.DoesNotContain("secret", File.ReadAllText(Log), StringComparison.Ordinal);
        using Opened again = Open();
        Assert.Empty(again.Events.Read("secret-ann"));
        Assert.Equal(2, again.Events.Read("bob").Count);
    }

    [Fact]
    public async Task Append_FromManyAtOnce_LosesNothing()
    {
        using (Opened store = Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Task.Run(
                () => store.Events.Append($"user {number % 7}", [new UserEvent($"item {number}", number)]))));
        }

        using Opened again = Open();
        Assert.Equal((7, 500L), again.Events.Counts);
    }

    [Theory]
    [InlineData("", "a", 1)]
    [InlineData("line\nbreak", "a", 1)]
    [InlineData("ann", "", 1)]
    [InlineData("ann", "a", -1)]
    public async Task Append_OfWhatCannotBeKept_IsRefused(string user, string item, long time)
    {
        using Opened store = Open();

        await Assert.ThrowsAsync<InputException>(() => store.Events.Append(user, [new UserEvent(item, time)]));
    }

    // Given here, for test data that travels as text would be mended on the way.
    [Fact]
    public async Task Append_OfHalfACharacter_IsRefused()
    {
        using Opened store = Open();
        UserEvent[] events = [new("half " + (char)0xd800, 1)];

        await Assert.ThrowsAsync<InputException>(() => store.Events.Append("ann", events));
    }

    private Opened Open() => new(_folder.Path);

    private sealed class Opened : IDisposable
    {
        private readonly ServerFolder _folder;

        public Opened(string root)
        {
            _folder = new ServerFolder(new RunStore(root));
            Events = new EventStore(_folder);
        }

        public EventStore Events { get; }

        public void Dispose()
        {
            Events.Dispose();
            _folder.Dispose();
        }
    }
}
