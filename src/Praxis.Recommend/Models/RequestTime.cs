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

    // A model that sees times answers for a gap it has hardly met; nobody should find that out by chance.
    public static void WarnOfGap(string text, long time, InteractionLog log, FitContext context)
    {
        const long day = 86_400;
        const long longGap = 30;
        if (text.Length == 0 && time - log.LastTime > longGap * day)
        {
            context.Report(new NoticeEvent(
                $"asked for now, {(time - log.LastTime) / day} days after the last event of the log; --at "
                    + $"{UnixTime.ToDate(log.LastTime):yyyy-MM-ddTHH:mm:ssZ} asks for its end",
                IsWarning: true));
        }
    }
}
