using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The JSON of the API: the dialect of Praxis, and nothing that a body has too much is passed over.</summary>
internal static class ApiJson
{
    /// <summary>For bodies and answers.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Texts as typed on the command line, by flag.</summary>
    /// <exception cref="InputException">A value is neither text, number nor truth value.</exception>
    public static Dictionary<string, string> Texts(IReadOnlyDictionary<string, JsonElement>? values, string what)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string flag, JsonElement value) in values ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind != JsonValueKind.Null)
            {
                texts[flag] = Text(value)
                    ?? throw new InputException($"{what}.{flag} must be a text, a number, true or false");
            }
        }

        return texts;
    }

    /// <summary>A value as typed; null for an array or an object.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Readable(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>Answers with JSON.</summary>
    public static IResult Answer(object? value, int status = StatusCodes.Status200OK) =>
        Results.Json(value, Options, statusCode: status);

    private static string Readable(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new RefusalException(400, "a text of the body is not valid Unicode", exception);
        }
    }

    private static JsonSerializerOptions Make() => new(PraxisJson.Line)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        MaxDepth = 32,
    };
}
