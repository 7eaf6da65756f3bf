using Praxis.Cli;
using Praxis.Core;
using Praxis.Tests.App;

namespace Praxis.Tests.Cli;

public sealed class ProgressTests
{
    private static readonly FitEvent[] Events =
    [
        new NoticeEvent("[red]3 rows dropped[/]", IsWarning: true),
        new PhaseEvent("training [x]"),
        new StepEvent(1, 1, 2, 3.5),
        new EpochEvent(1, 2, 3.25, new Dictionary<string, double> { ["NDCG@10"] = 0.125 }, IsBest: true, 1, 65),
        new StepEvent(2, 1, 2, 3.0),
        new PhaseEvent("evaluating"),
        new PartEvent("tree ensemble", 3, 8, 125),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Show_AnyTerminal_GivesTheResultAndShowsMarkupAsText(bool isTerminal)
    {
        using var place = new Workplace();
        using var error = new StringWriter();
        var host = new VerbHost
        {
            Environment = place.Environment,
            Output = TextWriter.Null,
            Error = error,
            IsErrorTerminal = isTerminal,
        };

        int result = ProgressDisplay.Of(host).Show(report =>
        {
            Array.ForEach(Events, report);
            return 7;
        });

        Assert.Equal(7, result);
        Assert.Contains("[red]3 rows dropped[/]", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("training [x]", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_NoTerminal_WritesALineEach()
    {
        using var place = new Workplace();
        using var error = new StringWriter();
        var host = new VerbHost { Environment = place.Environment, Output = TextWriter.Null, Error = error };

        ProgressDisplay.Of(host).Show(report =>
        {
            Array.ForEach(Events, report);
            return 0;
        });

        Assert.Equal(
            [
                "warning: [red]3 rows dropped[/]",
                "training [x]",
                "epoch 1/2, loss 3.2500, NDCG@10 0.1250 (best), at most 1m 05s left",
                "evaluating",
                "tree ensemble 3/8, about 2m 05s left",
            ],
            error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
