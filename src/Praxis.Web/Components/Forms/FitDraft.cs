using System.Text.Json;
using Praxis.Core;

namespace Praxis.Web.Components.Forms;

/// <summary>What was typed into the form of a fit, as a browser keeps it until the fit starts.</summary>
public sealed record FitDraft
{
    /// <summary>Whether the bundled sample is the data.</summary>
    public bool IsSample { get; init; } = true;

    /// <summary>The data otherwise, as a file picker names it.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>The run's name; empty for one of its own.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The seed; empty for the usual.</summary>
    public string Seed { get; init; } = string.Empty;

    /// <summary>Most minutes of training; empty for no limit.</summary>
    public string Minutes { get; init; } = string.Empty;

    /// <summary>The threads; empty for the usual.</summary>
    public string Threads { get; init; } = string.Empty;

    /// <summary>The run to go on from; empty to begin anew.</summary>
    public string Continue { get; init; } = string.Empty;

    /// <summary>Options of the method that differ from their defaults, by flag.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Options of the data that differ from their defaults, by flag.</summary>
    public IReadOnlyDictionary<string, string> Input { get; init; } = new Dictionary<string, string>();

    private bool IsWhole =>
        new object?[] { Place, Name, Seed, Minutes, Threads, Continue, Options, Input }
            .All(static one => one is not null)
        && Options.Concat(Input).All(static value => value.Value is not null);

    /// <summary>Reads a draft.</summary>
    /// <param name="text">What <see cref="Write"/> gave, or anything: it comes from a browser.</param>
    /// <returns>The draft; null where there is none, or none that can be read.</returns>
    public static FitDraft? Read(string? text)
    {
        try
        {
            FitDraft? draft = text is null ? null : JsonSerializer.Deserialize<FitDraft>(text, PraxisJson.Line);
            return draft is { IsWhole: true } ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The draft as text.</summary>
    /// <returns>JSON.</returns>
    public string Write() => JsonSerializer.Serialize(this, PraxisJson.Line);
}
