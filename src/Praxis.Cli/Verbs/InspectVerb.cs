using System.CommandLine;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Tells what a file of motion or of poses holds.</summary>
internal sealed class InspectVerb : Verb
{
    private const string Format = "format";
    private readonly Argument<string> _file = new("FILE");
    private readonly FlagGroup _format;
    private readonly FlagGroup _motion;
    private readonly FlagGroup _poses;

    public InspectVerb()
        : base(
            "inspect",
            "Look through a file of motion or annotations of poses: what they hold, and what looks wrong.",
            "praxis inspect FILE [flags]")
    {
        Add(_file);
        AddGroup("Output", Json);
        _format = AddGroup("File", Flag.Value(Format, "NAME", FormatText, "auto"));
        _motion = AddGroup("Motion", Others(InspectJob.MotionOptions));
        _poses = AddGroup("Poses", Others(InspectJob.PoseOptions));
    }

    private static string FormatText =>
        "Format, where the name does not tell it: bvh, amc, benchmark-text, position-table, smpl-archive or"
        + " smpl-pickle; coco, mpii-json, mpii-mat, lsp or pose-table.";

    public override void Run(ParseResult parsed, VerbHost host)
    {
        Dictionary<string, string> values = _format.Given(parsed)
            .Concat(_motion.Given(parsed))
            .Concat(_poses.Given(parsed))
            .ToDictionary();
        bool isJson = Json.IsOn(parsed);
        ResultPrinter.Print(
            InspectJob.Run(parsed.GetRequiredValue(_file), values, isComplete: isJson), isJson, host);
    }

    private static IReadOnlyList<Flag> Others(OptionsSchema schema) =>
        [.. schema.Specs.Where(static spec => spec.Flag != Format).Select(Flag.Of)];
}
