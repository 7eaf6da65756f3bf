using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Serving;

public sealed class LogDirectoryTests
{
    private static readonly (int, int, long)[] Events =
        [(0, 1, 30), (0, 0, 10), (1, 11, 20), .. Enumerable.Range(0, 12).Select(static item => (2, item, 40L))];

    private readonly LogDirectory _directory = new(TestLogs.Of(Events));

    [Fact]
    public void FindItems_AnyCase_PutsBeginningsFirst()
    {
        Assert.Equal(["i1", "i10", "i11"], _directory.FindItems("I1", 10));
        Assert.Equal(["i1", "i10", "i11"], _directory.FindItems("1", 10));
        Assert.Equal(2, _directory.FindItems(string.Empty, 2).Count);
        Assert.Empty(_directory.FindItems("x", 10));
    }

    [Fact]
    public void HistoryOf_KnownUser_IsByTime()
    {
        Assert.Equal([new UserEvent("i0", 10), new UserEvent("i1", 30)], _directory.HistoryOf("u0"));
        Assert.Empty(_directory.HistoryOf("nobody"));
        Assert.Equal(["u0", "u1", "u2"], _directory.FindUsers("u", 10));
        Assert.Equal(40, _directory.LastTime);
    }
}
