using System.CommandLine;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Evaluates a run.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Argument<string> _run = new("RUN");
    private readonly Flag _data = Flag.Value("data", "PATH", "Other data than the run's own.");
    private readonly FlagGroup _input;

    public EvaluateVerb(IReadOnlyList<Method> methods)
        : base(
            "evaluate",
            "Evaluate a fitted run on held-out data, without training.",
            "praxis evaluate RUN [--data PATH] [flags]")
    {
        Add(_run);
        AddGroup("Run", _data, Out, Threads, Json);
        _input = AddGroup(
            "Data (what is not given stays as in the run)", SharedFlags.Of(methods, method => method.InputOptions));
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        RunResults results = ProgressDisplay.Of(host).Show(report =>
            new EvaluateJob(Jobs(parsed, host) with { Report = report })
                .Run(parsed.GetRequiredValue(_run), _data.Given(parsed), _input.Given(parsed), ThreadCount(parsed)));
        ResultPrinter.Print(results, Json.IsOn(parsed), host);
    }
}
