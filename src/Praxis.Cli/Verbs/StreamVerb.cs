using System.CommandLine;
using System.Globalization;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Answers frames on standard input with predictions on standard output.</summary>
internal sealed class StreamVerb : Verb
{
    private readonly Argument<string> _run = new("RUN");

    public StreamVerb()
        : base(
            "stream",
            "Foretell poses frame by frame: a frame a line on standard input, a prediction a line on standard output.",
            "praxis stream RUN [flags] < FRAMES")
    {
        Add(_run);
        AddGroup("Run", Out);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        ResultTable measured = new StreamJob(Jobs(parsed, host))
            .Run(parsed.GetRequiredValue(_run), host.Input, host.Output);
        foreach (IReadOnlyList<object?> row in measured.Rows)
        {
            host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row[0]}: {row[1]:0.###}"));
        }
    }
}
