using Praxis.Bayes;
using Praxis.Core;

namespace Praxis.Tests.Bayes;

/// <summary>Chains that the machine has no room for are refused before they start.</summary>
public sealed class ChainMemoryTests
{
    private static ChainPlan Plan => ChainPlan.Of(4, 100, 200, 1, 100);

    [Fact]
    public void Tell_ChainsWithRoom_SaysWhatTheyNeed()
    {
        var notices = new List<string>();
        ChainMemory.Tell(Plan, 1000, 125_000, Context(notices));
        Assert.Equal("4 chains of 100 + 200 sweeps over 1000 indicators need about 2 MB", Assert.Single(notices));
    }

    [Theory]
    [InlineData(long.MaxValue / 8, 0)]
    [InlineData(10, long.MaxValue / 8)]
    public void Tell_MoreThanTheMachineHas_IsRefusedWithTheMend(long indicators, long matrixElements)
    {
        var notices = new List<string>();
        InputException refusal = Assert.Throws<InputException>(
            () => ChainMemory.Tell(Plan, indicators, matrixElements, Context(notices)));
        Assert.Contains("this machine has", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--chains", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Empty(notices);
    }

    private static FitContext Context(List<string> notices) => new()
    {
        Report = one => notices.Add(Assert.IsType<NoticeEvent>(one).Message),
    };
}
