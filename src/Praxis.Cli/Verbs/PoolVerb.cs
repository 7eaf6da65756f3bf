using System.CommandLine;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Cuts a pool of body parts.</summary>
internal sealed class PoolVerb : Verb
{
    private readonly Flag _data = Flag.Value(
        "data", "PATH", "Folder of pictures of people, or a recipe of drawn figures.");

    private readonly Flag _sample = Flag.Switch("sample", "Use the bundled figures.");
    private readonly Flag _output = Flag.Value("output", "FOLDER", "Folder of the pool; made where it is not there.");
    private readonly FlagGroup _options;

    public PoolVerb()
        : base(
            "pool",
            "Cut body parts from pictures, to be pasted in the training of pose methods.",
            "praxis pool (--data IMAGES --parsing MAPS | --sample) --output FOLDER [flags]")
    {
        AddGroup("Pool", _data, _sample, _output, Json);
        _options = AddGroup("Parts", Flag.Of(PoolJob.Options));
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        string? data = _data.Given(parsed);
        if (_sample.IsOn(parsed) == data is not null)
        {
            string found = data is null ? "neither was given" : "both were given";
            throw new UsageException($"pool needs either --data PATH or --sample; {found}");
        }

        string output = _output.Given(parsed) ?? throw new UsageException("pool needs --output FOLDER");
        RunResults results = ProgressDisplay.Of(host).Show(report =>
            new PoolJob(host.Environment with { Report = report }).Run(data, _options.Given(parsed), output));
        ResultPrinter.Print(results, Json.IsOn(parsed), host);
    }
}
