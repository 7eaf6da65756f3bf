using System.CommandLine;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Holds a verb for each method that has sizes to scale.</summary>
internal sealed class ScaleVerb : Verb
{
    public ScaleVerb(IReadOnlyList<Method> methods)
        : base(
            "scale",
            "Train a method in a grid of sizes and fit quality against training compute.",
            "praxis scale METHOD (--data PATH | --sample) [flags]")
    {
        foreach (Method method in methods.Where(ScaleJob.Fits))
        {
            Add(new ScaleMethodVerb(method));
        }
    }

    public override void Run(ParseResult parsed, VerbHost host) =>
        throw new UsageException("scale needs a method; 'praxis scale --help' lists them");
}
