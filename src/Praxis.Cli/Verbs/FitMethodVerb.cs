using System.CommandLine;
using System.Globalization;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Fits one method.</summary>
internal sealed class FitMethodVerb : Verb
{
    private readonly Method _method;
    private readonly Flag _data = Flag.Value("data", "PATH", "Data file or folder.");
    private readonly Flag _sample = Flag.Switch("sample", "Use the bundled data.");
    private readonly Flag _name = Flag.Value("name", "ID", "Name of the run.", "method and time");
    private readonly Flag _seed = Flag.Value(
        "seed", "NUMBER", "Seed of all random streams; the same seed gives the same bytes.", "42");
    private readonly Flag _timeLimit = Flag.Value(
        "time-limit",
        "TIME",
        "Ends each training after a step, with the best so far: 90s, 10m, 1h30m. Reading and evaluation come on top.");
    private readonly Flag? _continue;
    private readonly FlagGroup _input;
    private readonly FlagGroup _options;

    public FitMethodVerb(Method method)
        : base(method.Name, method.Summary, $"praxis fit {method.Name} (--data PATH | --sample) [flags]")
    {
        _method = method;
        _continue = method.ContinueHelp is { } help ? Flag.Value("continue", "RUN", help) : null;
        Flag[] run = [_data, _sample, Out, _name, _seed, Threads, _timeLimit, Json];
        AddGroup("Run", _continue is null ? run : [.. run, _continue]);
        _input = AddGroup($"Data ({method.Input})", Flag.Of(method.InputOptions));
        _options = AddGroup($"Method {method.Name}", Flag.Of(method.Options));
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        string? data = _data.Given(parsed);
        if (_sample.IsOn(parsed) == data is not null)
        {
            string found = data is null ? "neither was given" : "both were given";
            throw new UsageException($"fit {_method.Name} needs either --data PATH or --sample; {found}");
        }

        var order = new FitOrder(_method.Name)
        {
            DataPath = data,
            Name = _name.Given(parsed),
            ContinueFrom = _continue?.Given(parsed),
            InputValues = _input.Given(parsed),
            OptionValues = _options.Given(parsed),
            Seed = Seed(parsed),
            ThreadCount = ThreadCount(parsed),
            TimeLimit = _timeLimit.Given(parsed) is { } limit ? DurationText.Parse("--time-limit", limit) : null,
        };
        FinishedRun run = ProgressDisplay.Of(host)
            .Show(report => new FitJob(Jobs(parsed, host) with { Report = report }).Run(order));
        ResultPrinter.Print(run, Json.IsOn(parsed), host);
    }

    private ulong Seed(ParseResult parsed) =>
        _seed.Given(parsed) is not { } text ? 42
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
        : throw new InputException($"--seed must be an integer in [0, {ulong.MaxValue}]; got {text}");
}
