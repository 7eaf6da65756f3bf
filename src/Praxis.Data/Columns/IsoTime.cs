namespace Praxis.Data;

/// <summary>ISO 8601 dates and date-times in UTF-8.</summary>
internal static class IsoTime
{
    private const long SecondsOf1970 = 62_135_596_800;

    /// <summary>Reads YYYY-MM-DD, optionally with T or space, HH:MM, :SS, .fraction and Z, +HH, +HHMM or
    /// +HH:MM.</summary>
    /// <param name="text">The text.</param>
    /// <param name="seconds">Unix seconds, fraction cut off; UTC where no zone is given.</param>
    /// <returns>Whether the text is such a time.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month)
            || !TryDigits(text[8..10], out int day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        seconds = (new DateTime(year, month, day).Ticks / TimeSpan.TicksPerSecond) - SecondsOf1970;
        text = text[10..];
        return text.IsEmpty || (text[0] is (byte)'T' or (byte)' ' or (byte)'t' && TryClock(text[1..], ref seconds));
    }

    private static bool TryClock(ReadOnlySpan<byte> text, ref long seconds)
    {
        if (text.Length < 5 || text[2] != ':'
            || !TryDigits(text[..2], out int hour) || !TryDigits(text[3..5], out int minute)
            || hour > 23 || minute > 59)
        {
            return false;
        }

        seconds += (3600 * hour) + (60 * minute);
        text = text[5..];
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!TryDigits(text[1..3], out int second) || second > 60)
            {
                return false;
            }

            seconds += second;
            text = text[3..];
            if (text.Length >= 2 && text[0] is (byte)'.' or (byte)',')
            {
                int end = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                text = end < 0 ? [] : end == 0 ? text : text[(1 + end)..];
            }
        }

        return TryZone(text, ref seconds);
    }

    private static bool TryZone(ReadOnlySpan<byte> text, ref long seconds)
    {
        if (text.IsEmpty || text.SequenceEqual("Z"u8) || text.SequenceEqual("z"u8))
        {
            return true;
        }

        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-')
            || (text.Length == 6 && text[3] != ':') || !TryDigits(text[1..3], out int hours))
        {
            return false;
        }

        int minutes = 0;
        if ((text.Length > 3 && !TryDigits(text[^2..], out minutes)) || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds -= (text[0] == '+' ? 1 : -1) * ((3600 * hours) + (60 * minutes));
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (10 * value) + (digit - '0');
        }

        return true;
    }
}
