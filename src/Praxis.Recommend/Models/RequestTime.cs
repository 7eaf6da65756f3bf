using System.Globalization;
using Praxis.Core;

namespace Praxis.Recommend;

internal static class RequestTime
{
    // Unix seconds of --at; now when it is empty.
    public static long Parse(string text, TimeProvider clock)
    {
        if (text.Length == 0)
        {
            return clock.GetUtcNow().ToUnixTimeSeconds();
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds))
        {
            // Seconds beyond this are past the year 5000: the number is of milliseconds.
            const long mostSeconds = 100_000_000_000;
            return seconds switch
            {
                < 0 => throw new InputException($"--at must not be negative; got {text}"),
                > mostSeconds => throw new InputException(
                    $"--at must be Unix seconds or an ISO 8601 date-time; {text} looks like milliseconds, "
                    + "divide by 1000"),
                _ => seconds,
            };
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset date)
            ? date.ToUnixTimeSeconds()
            : throw new InputException($"--at must be an ISO 8601 date-time or Unix seconds; got {text}");
    }
}
