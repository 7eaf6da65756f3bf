using System.Globalization;
using System.Text.RegularExpressions;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Reads spans of time like 90s, 10m or 1h30m.</summary>
internal static partial class DurationText
{
    /// <summary>Reads a span.</summary>
    /// <exception cref="InputException">The text is no span, or it is zero or longer than 1000 hours.</exception>
    public static TimeSpan Parse(string flag, string text)
    {
        Match match = Pattern().Match(text);
        double seconds = (Part(match, "h") * 3600) + (Part(match, "m") * 60) + Part(match, "s");
        return match.Success && seconds is > 0 and <= 3_600_000
            ? TimeSpan.FromSeconds(seconds)
            : throw new InputException($"{flag} must be a time like 90s, 10m or 1h30m, at most 1000h; got {text}");
    }

    private static double Part(Match match, string unit) =>
        match.Groups[unit].Success ? double.Parse(match.Groups[unit].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<h>\d{1,6}(?:\.\d+)?)h)?(?:(?<m>\d{1,8}(?:\.\d+)?)m)?(?:(?<s>\d{1,9}(?:\.\d+)?)s)?$")]
    private static partial Regex Pattern();
}
