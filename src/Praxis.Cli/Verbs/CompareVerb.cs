using System.CommandLine;
using Praxis.App;

namespace Praxis.Cli;

/// <summary>Sets runs side by side.</summary>
internal sealed class CompareVerb : Verb
{
    private readonly Argument<string[]> _runs = new("RUN") { Arity = ArgumentArity.OneOrMore };

    public CompareVerb()
        : base("compare", "Set two or more runs side by side.", "praxis compare RUN RUN... [flags]")
    {
        Add(_runs);
        AddGroup("Run", Out, Json);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        Comparison comparison = new CompareJob(Jobs(parsed, host)).Run(parsed.GetRequiredValue(_runs));
        foreach (string warning in comparison.Warnings)
        {
            host.Error.WriteLine($"warning: {warning}");
        }

        ResultPrinter.Print(comparison, Json.IsOn(parsed), host);
    }
}
