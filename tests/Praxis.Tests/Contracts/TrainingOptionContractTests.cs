using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>What every fit promises, with options that change what a training step computes or which steps there
/// are.</summary>
public sealed class TrainingOptionContractTests
{
    public static TheoryData<string> Options =>
    [
        "similarity=mixture-of-logits component-width=4",
        "similarity=mixture-of-logits component-width=4 item-optimizer=sparse",
        "user-sampling=4 epoch-count=4",
        "user-sampling=0.01 epoch-count=9",
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void Fit_AnyThreadCount_GivesTheSameBytes(string options)
    {
        using var place = new FitPlace("hstu");
        FinishedRun one = new FitJob(place.Environment).Run(Order(place, "one", options));
        FinishedRun two = new FitJob(place.Environment).Run(Order(place, "two", options) with { ThreadCount = 3 });
        Assert.Equal(FitPlace.Bytes(one), FitPlace.Bytes(two));
        Assert.NotEqual(FitPlace.Bytes(place.Fit("plain")), FitPlace.Bytes(one));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Resume_AfterDeathAtAnyStep_GivesTheBytesOfAnUnbrokenRun(string options)
    {
        using var place = new FitPlace("hstu");
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(
            new FitJob(place.Environment).Run(Order(place, "unbroken", options)));
        Assert.All([3, 4, 7], killedAt =>
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
            Assert.Throws<TimeoutException>(() => new FitJob(dying).Run(Order(place, name, options)));
            Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(place.Environment).Run(name)));
        });
    }

    [Fact]
    public void Evaluate_LoadedMixture_GivesTheMetricsOfTheFit()
    {
        using var place = new FitPlace("hstu");
        FinishedRun run = new FitJob(place.Environment).Run(Order(place, "run", "similarity=mixture-of-logits"));
        RunResults again = new EvaluateJob(place.Environment).Run("run", null, new Dictionary<string, string>(), 1);
        Assert.Equal(run.Results.Metrics["hstu/MRR"], again.Metrics["hstu/MRR"]);
    }

    [Theory]
    [InlineData("similarity=mixture-of-logits", "--stream keeps items and encoder only")]
    [InlineData("user-sampling=1", "--user-sampling draws the users of an epoch, and --stream has no epochs")]
    public void Fit_WhatAStreamDoesNotHave_IsRefused(string options, string message)
    {
        using var place = new FitPlace("hstu");
        InputException error = Assert.Throws<InputException>(
            () => new FitJob(place.Environment).Run(Order(place, "run", options + " stream=true")));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(place.RunFolders);
    }

    private static FitOrder Order(FitPlace place, string name, string options)
    {
        var values = new Dictionary<string, string>(place.FastOptions);
        foreach (string option in options.Split(' '))
        {
            values[option.Split('=')[0]] = option.Split('=')[1];
        }

        return place.Order(name) with { OptionValues = values };
    }
}
