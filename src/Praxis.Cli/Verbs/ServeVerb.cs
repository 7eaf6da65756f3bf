using System.CommandLine;
using Praxis.App;
using Praxis.Web;

namespace Praxis.Cli;

/// <summary>Serves runs, fits and predictions over HTTP.</summary>
internal sealed class ServeVerb : Verb
{
    private readonly Flag _runs = Flag.Value("runs", "FOLDER", "Folder of the runs.", "runs");
    private readonly Flag _urls = Flag.Value(
        "urls", "LIST", "Addresses to listen on, separated by commas.", "http://127.0.0.1:5080");

    public ServeVerb()
        : base("serve", "Serve runs, fits and predictions in a browser and over HTTP.", "praxis serve [flags]") =>
        AddGroup("Server", _runs, _urls);

    public override void Run(ParseResult parsed, VerbHost host)
    {
        var options = new ServeOptions();
        if (_urls.Given(parsed) is { } urls)
        {
            options = options with { Urls = urls.Split(',', StringSplitOptions.TrimEntries) };
        }

        JobEnvironment environment = host.Environment with
        {
            Store = new RunStore(_runs.Given(parsed) ?? host.Environment.Store.Root),
        };
        Serve(options, environment, host).GetAwaiter().GetResult();
    }

    private static async Task Serve(ServeOptions options, JobEnvironment environment, VerbHost host)
    {
        await using var server = new PraxisServer(options, environment);
        await server.Start(environment.Cancellation);
        await host.Error.WriteLineAsync($"praxis listens on {string.Join(", ", server.Urls)}");
        await server.WaitForStop(environment.Cancellation);
    }
}
