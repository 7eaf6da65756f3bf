using System.Globalization;
using System.Text.Json;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Times of the API: Unix seconds, or ISO 8601 as text.</summary>
internal static class ApiTime
{
    private const long MostSeconds = 100_000_000_000;

    /// <summary>Reads a time.</summary>
    /// <param name="value">The value; null for now.</param>
    /// <param name="clock">Tells now.</param>
    /// <exception cref="InputException">It is no time.</exception>
    public static long Read(JsonElement? value, TimeProvider clock)
    {
        if (value is not { ValueKind: not JsonValueKind.Null } given)
        {
            return clock.GetUtcNow().ToUnixTimeSeconds();
        }

        if (given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out long seconds)
            && seconds is >= 0 and <= MostSeconds)
        {
            return seconds;
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (given.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(
                ApiJson.Text(given), CultureInfo.InvariantCulture, utc, out DateTimeOffset date)
            && date.ToUnixTimeSeconds() >= 0)
        {
            return date.ToUnixTimeSeconds();
        }

        throw new InputException(
            $"time must be Unix seconds in [0, {MostSeconds}] or an ISO 8601 date-time; got {Shown(given)}");
    }

    private static string Shown(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "...";
    }
}
