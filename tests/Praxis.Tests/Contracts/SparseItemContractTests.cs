using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>What every fit promises, with an item optimiser that touches some rows only.</summary>
public sealed class SparseItemContractTests
{
    public static TheoryData<string> Moments => ["element", "row"];

    [Theory]
    [MemberData(nameof(Moments))]
    public void Fit_AnyThreadCount_GivesTheSameBytes(string moments)
    {
        using var place = new FitPlace("hstu");
        FinishedRun one = new FitJob(place.Environment).Run(Order(place, "one", moments));
        FinishedRun two = new FitJob(place.Environment).Run(Order(place, "two", moments) with { ThreadCount = 3 });
        Assert.Equal(FitPlace.Bytes(one), FitPlace.Bytes(two));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Resume_AfterDeathAtAnyStep_GivesTheBytesOfAnUnbrokenRun(string moments)
    {
        using var place = new FitPlace("hstu");
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(
            new FitJob(place.Environment).Run(Order(place, "unbroken", moments)));
        Assert.All([3, 4, 5, 8], killedAt =>
        {
            int step = 0;
            JobEnvironment dying = place.Environment with
            {
                Report = happened =>
                {
                    if (happened is StepEvent && ++step == killedAt)
                    {
                        throw new TimeoutException();
                    }
                },
            };
            string name = $"broken-{killedAt}";
            Assert.Throws<TimeoutException>(() => new FitJob(dying).Run(Order(place, name, moments)));
            Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(place.Environment).Run(name)));
        });
    }

    [Fact]
    public void Fit_SparseWithoutNegatives_SaysWhatToDo()
    {
        using var place = new FitPlace("hstu");
        FitOrder order = Order(place, "run", "element");
        var options = new Dictionary<string, string>(order.OptionValues) { ["negative-count"] = "0" };
        InputException error = Assert.Throws<InputException>(
            () => new FitJob(place.Environment).Run(order with { OptionValues = options }));
        Assert.Equal(
            "--item-optimizer sparse needs negatives to draw, --negative-count of at least 1; got 0", error.Message);
        Assert.Empty(place.RunFolders);
    }

    private static FitOrder Order(FitPlace place, string name, string moments) => place.Order(name) with
    {
        OptionValues = new Dictionary<string, string>(place.FastOptions)
        {
            ["item-optimizer"] = "sparse",
            ["item-moments"] = moments,
            ["weight-decay"] = "0.1",
        },
    };
}
