using System.CommandLine;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Holds a verb for each method.</summary>
internal sealed class FitVerb : Verb
{
    public FitVerb(IReadOnlyList<Method> methods)
        : base(
            "fit", "Fit a method on data and keep it as a run.", "praxis fit METHOD (--data PATH | --sample) [flags]")
    {
        foreach (Method method in methods)
        {
            Add(new FitMethodVerb(method));
        }
    }

    public override void Run(ParseResult parsed, VerbHost host) =>
        throw new UsageException("fit needs a method; 'praxis methods' lists them");
}
