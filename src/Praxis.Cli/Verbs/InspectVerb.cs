using System.CommandLine;
using Praxis.App;

namespace Praxis.Cli;

/// <summary>Tells what a file of motion holds.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string> _file = new("FILE");
    private readonly FlagGroup _options;

    public InspectVerb()
        : base(
            "inspect",
            "Look through a file of motion: frames, rate, joints, resting pose, what looks wrong.",
            "praxis inspect FILE [flags]")
    {
        Add(_file);
        AddGroup("Output", Json);
        _options = AddGroup("File", [.. InspectJob.Options.Specs.Select(Flag.Of)]);
    }

    public override void Run(ParseResult parsed, VerbHost host) => ResultPrinter.Print(
        InspectJob.Run(parsed.GetRequiredValue(_file), _options.Given(parsed)), Json.IsOn(parsed), host);
}
