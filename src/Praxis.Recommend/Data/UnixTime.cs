namespace Praxis.Recommend;

// Unix seconds as dates; what lies outside the calendar is clamped to its ends, since it is only printed.
internal static class UnixTime
{
    public static DateTimeOffset ToDate(long seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(
        seconds,
        DateTimeOffset.MinValue.ToUnixTimeSeconds(),
        DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}
