using System.CommandLine;
using System.Globalization;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Trains one method in a grid of sizes.</summary>
internal sealed class ScaleMethodVerb : Verb
{
    private readonly Method _method;
    private readonly Flag _data = Flag.Value("data", "PATH", "Data file or folder.");
    private readonly Flag _sample = Flag.Switch("sample", "Use the bundled data.");
    private readonly Flag _widths = Flag.Value("widths", "LIST", "Values of --width.", "16,32,64");
    private readonly Flag _layers = Flag.Value("layers", "LIST", "Values of --layer-count.", "1,2,4");
    private readonly Flag _lengths = Flag.Value("lengths", "LIST", "Values of --max-length.", "50,200");
    private readonly Flag _metric =
        Flag.Value("metric", "NAME", "Test metric to plot, as HR@10.", "the method's main one");

    private readonly Flag _name = Flag.Value(
        "name", "ID", "Name of the grid; its runs are named ID-wWIDTH-lLAYERS-nLENGTH.", "scale and method");

    private readonly Flag _seed = Flag.Value(
        "seed", "NUMBER", "Seed of all random streams; the same seed gives the same bytes.", "42");

    private readonly FlagGroup _input;
    private readonly FlagGroup _options;

    public ScaleMethodVerb(Method method)
        : base(
            method.Name,
            $"Trains {method.Name} in each size of a grid; the same command goes on where it was stopped.",
            $"praxis scale {method.Name} (--data PATH | --sample) [flags]")
    {
        _method = method;
        AddGroup("Run", _data, _sample, _widths, _layers, _lengths, _metric, Out, _name, _seed, Threads, Json);
        _input = AddGroup($"Data ({method.Input})", Flag.Of(method.InputOptions));
        _options = AddGroup(
            $"Method {method.Name}",
            [.. Flag.Of(method.Options).Where(flag => !ScaleOrder.GridOptions.Contains(flag.Name))]);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        string? data = _data.Given(parsed);
        if (_sample.IsOn(parsed) == data is not null)
        {
            string found = data is null ? "neither was given" : "both were given";
            throw new UsageException($"scale {_method.Name} needs either --data PATH or --sample; {found}");
        }

        var fit = new FitOrder(_method.Name)
        {
            DataPath = data,
            Name = _name.Given(parsed),
            InputValues = _input.Given(parsed),
            OptionValues = _options.Given(parsed),
            Seed = Seed(parsed),
            ThreadCount = ThreadCount(parsed),
        };
        var order = new ScaleOrder(fit, List(_widths, parsed), List(_layers, parsed), List(_lengths, parsed))
        {
            Metric = _metric.Given(parsed),
        };
        FinishedScale scale = ProgressDisplay.Of(host)
            .Show(report => new ScaleJob(Jobs(parsed, host) with { Report = report }).Run(order));
        ResultPrinter.Print(scale.Results, Json.IsOn(parsed), host);
        host.Error.WriteLine($"report: {scale.ReportPath}");
    }

    private static int[] List(Flag flag, ParseResult parsed)
    {
        string text = flag.Given(parsed) ?? flag.Usual;
        var values = new List<int>();
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            {
                throw new InputException(
                    $"--{flag.Name} must be integers between commas, as in {flag.Usual}; got {text}");
            }

            values.Add(value);
        }

        return [.. values.Distinct()];
    }

    private ulong Seed(ParseResult parsed) =>
        _seed.Given(parsed) is not { } text ? 42
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
        : throw new InputException($"--seed must be an integer in [0, {ulong.MaxValue}]; got {text}");
}
