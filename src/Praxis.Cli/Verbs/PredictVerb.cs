using System.CommandLine;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Asks a run.</summary>
internal sealed class PredictVerb : Verb
{
    private readonly Argument<string> _run = new("RUN");
    private readonly Flag _output = Flag.Value(
        "output", "FILE", "File for the answers, .csv or .json; without it they are printed as CSV.");
    private readonly FlagGroup _question;

    public PredictVerb(IReadOnlyList<Method> methods)
        : base("predict", "Ask a fitted run.", "praxis predict RUN [--output FILE.csv|FILE.json] [flags]")
    {
        Add(_run);
        AddGroup("Run", _output, Out, Threads, Json);
        _question = AddGroup("Question", SharedFlags.Of(methods, method => method.PredictOptions));
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        string? output = _output.Given(parsed);
        if (output is not null)
        {
            PredictJob.RequireEnding(output);
        }

        ResultTable table = ProgressDisplay.Of(host).Show(report =>
            new PredictJob(Jobs(parsed, host) with { Report = report })
                .Run(parsed.GetRequiredValue(_run), _question.Given(parsed), ThreadCount(parsed)));
        if (output is not null)
        {
            PredictJob.Write(table, output);
            host.Error.WriteLine($"{table.Rows.Count} rows written to {output}");
        }

        if (Json.IsOn(parsed))
        {
            host.Output.WriteLine(TableText.ToJson(table));
        }
        else if (output is null)
        {
            host.Output.Write(TableText.ToCsv(table));
        }
    }
}
