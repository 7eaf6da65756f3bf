using System.CommandLine;
using Praxis.App;

namespace Praxis.Cli;

/// <summary>Repeats a run.</summary>
internal sealed class RerunVerb : Verb
{
    private readonly Argument<string> _run = new("RUN");
    private readonly Flag _name = Flag.Value("name", "ID", "Name of the new run.", "method and time");

    public RerunVerb()
        : base(
            "rerun", "Repeat a run from its run.json alone: same data, options and seed.", "praxis rerun RUN [flags]")
    {
        Add(_run);
        AddGroup("Run", Out, _name, Json);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        FinishedRun run = ProgressDisplay.Of(host).Show(report =>
            new FitJob(Jobs(parsed, host) with { Report = report })
                .Rerun(parsed.GetRequiredValue(_run), _name.Given(parsed)));
        ResultPrinter.Print(run, Json.IsOn(parsed), host);
    }
}
