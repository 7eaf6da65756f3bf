using System.CommandLine;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>A verb of the command line: its place in the command tree, its flags in groups, and what it does.</summary>
internal abstract class Verb : Command
{
    private readonly List<FlagGroup> _groups = [];

    protected Verb(string name, string summary, string usage)
        : base(name, summary) => Usage = usage;

    /// <summary>The command line in short, as in "praxis predict RUN [flags]".</summary>
    public string Usage { get; }

    /// <summary>The flags, in groups.</summary>
    public IReadOnlyList<FlagGroup> Groups => _groups;

    /// <summary>Where the runs are.</summary>
    protected Flag Out { get; } = Flag.Value("out", "FOLDER", "Folder of the runs.", "runs");

    /// <summary>Whether the result is JSON.</summary>
    protected Flag Json { get; } = Flag.Switch("json", "Print the result as one JSON document.");

    /// <summary>How many threads may be used.</summary>
    protected Flag Threads { get; } =
        Flag.Value("threads", "NUMBER", "Threads to use; results do not depend on it.", "all processors");

    /// <summary>Does what the user asks.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="host">Surroundings and streams.</param>
    public abstract void Run(ParseResult parsed, VerbHost host);

    /// <summary>Adds flags under a title.</summary>
    protected FlagGroup AddGroup(string title, params IReadOnlyList<Flag> flags)
    {
        var group = new FlagGroup(title, flags);
        foreach (Flag flag in flags)
        {
            Add(flag.Option);
        }

        _groups.Add(group);
        return group;
    }

    /// <summary>The host's job surroundings with the store that --out names.</summary>
    protected JobEnvironment Jobs(ParseResult parsed, VerbHost host) =>
        host.Environment with { Store = new RunStore(Out.Given(parsed) ?? host.Environment.Store.Root) };

    /// <summary>The value of --threads.</summary>
    protected int ThreadCount(ParseResult parsed) =>
        Threads.Given(parsed) is not { } text ? Environment.ProcessorCount
        : int.TryParse(text, out int count) && count is >= 1 and <= 1024 ? count
        : throw new InputException($"--threads must be an integer in [1, 1024]; got {text}");
}
