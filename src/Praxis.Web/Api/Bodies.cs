using System.Text.Json;

namespace Praxis.Web;

/// <summary>Orders a fit.</summary>
/// <param name="Method">The method's name.</param>
internal sealed record FitBody(string Method)
{
    /// <summary>A path below an allowed data folder, or "upload:ID".</summary>
    public string? Data { get; init; }

    /// <summary>Whether the bundled data is used.</summary>
    public bool Sample { get; init; }

    /// <summary>The run's identity; without it the method's name with the time.</summary>
    public string? Name { get; init; }

    /// <summary>The seed of all random streams.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How many threads the fit may use.</summary>
    public int? Threads { get; init; }

    /// <summary>How long the fit may train, in seconds.</summary>
    public double? TimeLimit { get; init; }

    /// <summary>The run to go on from.</summary>
    public string? Continue { get; init; }

    /// <summary>What is said about the data, by flag.</summary>
    public Dictionary<string, JsonElement>? Input { get; init; }

    /// <summary>What is said about the method, by flag.</summary>
    public Dictionary<string, JsonElement>? Options { get; init; }
}

/// <summary>Names a new run.</summary>
internal sealed record RerunBody
{
    /// <summary>Its identity; null for one of the method's name and the time.</summary>
    public string? Name { get; init; }
}

/// <summary>Gives a run another name.</summary>
/// <param name="Name">The new identity.</param>
internal sealed record RenameBody(string Name);

/// <summary>Points an alias.</summary>
/// <param name="Run">The run.</param>
internal sealed record AliasBody(string Run);

/// <summary>Asks a run.</summary>
internal sealed record PredictBody
{
    /// <summary>The question by flag: texts, numbers, truth values, lists of texts, and tables as lists of
    /// objects.</summary>
    public Dictionary<string, JsonElement>? Options { get; init; }
}

/// <summary>Asks a run several questions.</summary>
/// <param name="Questions">The questions; each is answered, or refused, by itself.</param>
internal sealed record BatchBody(List<PredictBody> Questions);

/// <summary>Something that a user did with an item.</summary>
/// <param name="Item">The item's identity.</param>
internal sealed record EventBody(string Item)
{
    /// <summary>When: Unix seconds or ISO 8601; null for now.</summary>
    public JsonElement? Time { get; init; }
}

/// <summary>Appends events of a user.</summary>
/// <param name="Events">The events.</param>
internal sealed record EventsBody(List<EventBody> Events);

/// <summary>Asks for recommendations.</summary>
internal sealed record RecommendBody
{
    /// <summary>The user; without it the events alone are the history.</summary>
    public string? User { get; init; }

    /// <summary>Events that are not kept: of the user, or the whole history of somebody without a name.</summary>
    public List<EventBody>? Events { get; init; }

    /// <summary>When it is asked: Unix seconds or ISO 8601; null for now.</summary>
    public JsonElement? Time { get; init; }

    /// <summary>How many items.</summary>
    public int TopK { get; init; } = 10;

    /// <summary>Of how many of the last events to tell what they weighed.</summary>
    public int ExplainedEvents { get; init; }

    /// <summary>Whether items of the history are left out; null for what the fit says.</summary>
    public bool? RemoveSeen { get; init; }
}
