namespace Praxis.Recommend;

// T tokens of B histories, F table rows that make up their inputs, E events whose actions are foretold.

/// <summary>Tokens of several histories one after another, with what each may see.</summary>
/// <remarks>
/// A token sees the columns before <see cref="Visible"/> and those from <see cref="OwnStarts"/> to itself; columns are
/// counted from the start of its history, tokens that lie in a cache included. Tokens of one time see nothing of one
/// another but what belongs to their own event, so an event of the log stands exactly where a candidate would.
/// </remarks>
internal sealed class RankingTokens
{
    private readonly List<int> _offsets = [0];

    /// <summary>First token of each history and T at the end: [B + 1].</summary>
    internal List<int> Offsets => _offsets;

    /// <summary>Unix seconds: [T].</summary>
    internal List<long> Times { get; } = [];

    /// <summary>Place in the history, two for each event before it; -1 for context: [T].</summary>
    internal List<int> Positions { get; } = [];

    /// <summary>How many leading columns the token sees: [T].</summary>
    internal List<int> Visible { get; } = [];

    /// <summary>First column of its own event: [T].</summary>
    internal List<int> OwnStarts { get; } = [];

    /// <summary>Table rows whose sum is the input: [F].</summary>
    internal List<int> Inputs { get; } = [];

    /// <summary>First input of each token and F at the end: [T + 1].</summary>
    internal List<int> InputStarts { get; } = [0];

    /// <summary>Tokens whose action is foretold: [E].</summary>
    internal List<int> Targets { get; } = [];

    /// <summary>Place in the log of the foretold events, -1 for candidates: [E].</summary>
    internal List<int> TargetEvents { get; } = [];

    /// <summary>This batch's first token inside the whole step; keeps random numbers independent of sharding.</summary>
    internal int FirstRow { get; set; }

    /// <summary>Number of tokens, T.</summary>
    internal int Count => Times.Count;

    /// <summary>Number of histories, B.</summary>
    internal int SequenceCount => _offsets.Count - 1;

    /// <summary>Adds a token; its inputs stand at the end of <see cref="Inputs"/> already.</summary>
    internal void Add(long time, int position, int visible, int ownStart)
    {
        Times.Add(time);
        Positions.Add(position);
        Visible.Add(visible);
        OwnStarts.Add(ownStart);
        InputStarts.Add(Inputs.Count);
    }

    /// <summary>Ends the history under way.</summary>
    internal void EndSequence() => _offsets.Add(Count);
}
