using Praxis.App;

namespace Praxis.Cli;

/// <summary>What a verb gets from the process: jobs' surroundings and the streams.</summary>
internal sealed record VerbHost
{
    /// <summary>The surroundings of jobs.</summary>
    public required JobEnvironment Environment { get; init; }

    /// <summary>Gives what is streamed in.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Receives results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Receives progress, notices and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether results go to a terminal.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether progress goes to a terminal.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 100;
}
