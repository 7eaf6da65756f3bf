using System.CommandLine;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Writes the model of a run for other runtimes.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Argument<string> _run = new("RUN");
    private readonly Flag _output = Flag.Value("output", "FILE", "The file, .onnx.");

    public ExportVerb()
        : base("export", "Write the model of a run as ONNX.", "praxis export RUN --output FILE.onnx")
    {
        Add(_run);
        AddGroup("Run", _output, Out);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        string path = _output.Given(parsed)
            ?? throw new UsageException("export needs a file to write; give --output FILE.onnx");
        string content = new ExportJob(Jobs(parsed, host)).Run(parsed.GetRequiredValue(_run), path);
        host.Error.WriteLine($"{path}: {content}");
    }
}
