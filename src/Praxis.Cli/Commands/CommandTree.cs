using System.CommandLine;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>The whole command line as a tree, made from the catalogue.</summary>
internal sealed class CommandTree
{
    /// <summary>Makes the tree.</summary>
    /// <param name="methods">The methods on offer.</param>
    public CommandTree(IReadOnlyList<Method> methods)
    {
        Root = new Command("praxis", "Learns from what people do: published methods behind one command line.");
        foreach (Flag flag in GlobalFlags)
        {
            flag.Option.Recursive = true;
            Root.Add(flag.Option);
        }

        Root.Add(Version.Option);
        Verb[] verbs =
        [
            new FitVerb(methods),
            new ScaleVerb(methods),
            new EvaluateVerb(methods),
            new PredictVerb(methods),
            new StreamVerb(),
            new ExportVerb(),
            new InspectVerb(),
            new PoolVerb(),
            new CompareVerb(),
            new ReportVerb(),
            new RunsVerb(),
            new MethodsVerb(),
            new ResumeVerb(),
            new RerunVerb(),
            new ServeVerb(),
            new KeysVerb(),
        ];
        foreach (Verb verb in verbs)
        {
            Root.Add(verb);
        }
    }

    /// <summary>The command <c>praxis</c>.</summary>
    public Command Root { get; }

    /// <summary>Asks for help.</summary>
    public Flag Help { get; } = Flag.Switch("help", "Show help.", "-h");

    /// <summary>Asks for stack traces.</summary>
    public Flag Verbose { get; } = Flag.Switch("verbose", "Show the cause of an error in full.");

    /// <summary>Asks for the version.</summary>
    public Flag Version { get; } = Flag.Switch("version", "Show the version.");

    /// <summary>The flags that every verb has.</summary>
    public IReadOnlyList<Flag> GlobalFlags => [Verbose, Help];

    /// <summary>All commands below the root, with the words that lead to them.</summary>
    public IEnumerable<(string Path, Verb Verb)> Verbs => Root.Subcommands.OfType<Verb>().SelectMany(verb =>
        verb.Subcommands.OfType<Verb>()
            .Select(child => ($"{verb.Name} {child.Name}", child))
            .Prepend((verb.Name, verb)));

    /// <summary>Parses a command line; nothing is run.</summary>
    /// <param name="arguments">The words after <c>praxis</c>.</param>
    public ParseResult Parse(IReadOnlyList<string> arguments) => Root.Parse(
        arguments,
        new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
}
