using System.CommandLine;
using Praxis.App;

namespace Praxis.Cli;

/// <summary>Goes on with an interrupted run.</summary>
internal sealed class ResumeVerb : Verb
{
    private readonly Argument<string> _run = new("RUN");

    public ResumeVerb()
        : base("resume", "Go on with an interrupted run from its last checkpoint.", "praxis resume RUN [flags]")
    {
        Add(_run);
        AddGroup("Run", Out, Json);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        FinishedRun run = ProgressDisplay.Of(host).Show(
            report => new ResumeJob(Jobs(parsed, host) with { Report = report }).Run(parsed.GetRequiredValue(_run)));
        ResultPrinter.Print(run, Json.IsOn(parsed), host);
    }
}
