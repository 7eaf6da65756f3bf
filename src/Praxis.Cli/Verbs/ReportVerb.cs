using System.CommandLine;
using System.Text.Json.Nodes;
using Praxis.App;

namespace Praxis.Cli;

/// <summary>Renders a report anew.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly Argument<string> _run = new("RUN");

    public ReportVerb()
        : base("report", "Render a run's report.html anew and say where it is.", "praxis report RUN [flags]")
    {
        Add(_run);
        AddGroup("Run", Out, Json);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        string path = new ReportJob(Jobs(parsed, host)).Run(parsed.GetRequiredValue(_run));
        if (Json.IsOn(parsed))
        {
            ResultPrinter.PrintJson(new JsonObject { ["report"] = path }, host);
        }
        else
        {
            host.Output.WriteLine(path);
        }
    }
}
