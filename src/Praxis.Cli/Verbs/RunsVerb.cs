using System.CommandLine;
using System.Text.Json;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Lists the runs.</summary>
internal sealed class RunsVerb : Verb
{
    public RunsVerb()
        : base("runs", "List the runs, whole and interrupted.", "praxis runs [flags]") => AddGroup("Run", Out, Json);

    public override void Run(ParseResult parsed, VerbHost host)
    {
        RunStore store = Jobs(parsed, host).Store;
        IReadOnlyList<RunEntry> runs = store.List();
        if (Json.IsOn(parsed))
        {
            ResultPrinter.PrintJson(JsonSerializer.SerializeToNode(runs, PraxisJson.Indented)!, host);
        }
        else if (runs.Count == 0)
        {
            host.Error.WriteLine($"no run in {store.Root}; 'praxis fit METHOD --sample' makes one");
        }
        else
        {
            ResultPrinter.PrintTable(Table(runs), host);
        }
    }

    private static ResultTable Table(IReadOnlyList<RunEntry> runs) => new(
        "runs",
        "Runs, the newest first",
        ["run", "method", "state", "started (UTC)", "took", "metric", "value"],
        [.. runs.Select(run => (IReadOnlyList<object?>)
        [
            run.Id,
            run.Method,
            run.IsBeingFitted ? "being fitted" : run.State.ToString().ToLowerInvariant(),
            run.Start?.ToString("yyyy-MM-dd HH:mm:ss"),
            run.Duration is { } duration ? EventText.Span(duration.TotalSeconds) : null,
            run.MetricName,
            run.MetricValue,
        ])]);
}
