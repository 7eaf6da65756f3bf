using System.Globalization;

namespace Praxis.Data;

/// <summary>Builds a column of Unix seconds and notices times in another unit than was said.</summary>
internal sealed class TimeBuilder(ColumnRequest request) : ColumnBuilder(request)
{
    // 1e11 seconds are the year 5138, 1e11 milliseconds March 1973; 1e14 milliseconds again the year 5138.
    private const long LeastMilliseconds = 100_000_000_000;
    private const long LeastMicroseconds = 100_000_000_000_000;

    private readonly GrowingArray<long> _seconds = new();

    public override bool TryAppend(ReadOnlySpan<byte> cell)
    {
        if (Request.Time == TimeEncoding.Iso)
        {
            if (!IsoTime.TryParse(cell, out long seconds) || seconds < 0)
            {
                return false;
            }

            _seconds.Add(seconds);
            return true;
        }

        return TryNumber(cell, out long number) && TryAppend(number);
    }

    public override bool TryAppend(long cell)
    {
        bool inRange = Request.Time switch
        {
            TimeEncoding.Seconds => cell is >= 0 and < LeastMilliseconds,
            TimeEncoding.Milliseconds => cell is >= LeastMilliseconds and < LeastMicroseconds,
            _ => false,
        };
        if (inRange)
        {
            _seconds.Add(Request.Time == TimeEncoding.Seconds ? cell : cell / 1000);
        }

        return inRange;
    }

    /// <summary>Takes seconds of a column that the file itself types as a time.</summary>
    public bool TryAppendSeconds(long seconds)
    {
        if (seconds >= 0)
        {
            _seconds.Add(seconds);
        }

        return seconds >= 0;
    }

    public override string Problem(ReadOnlySpan<byte> cell)
    {
        string found = CellText.Quote(cell);
        string flag = Request.TimeFlag;
        bool isNumber = TryNumber(cell, out long number);
        bool isIso = IsoTime.TryParse(cell, out long iso);
        if (Request.Time == TimeEncoding.Iso)
        {
            return isIso && iso < 0 ? $"{found} is before 1970; mend the cell"
                : isNumber && number >= LeastMilliseconds
                    ? $"{found} is not an ISO 8601 date or time; pass {flag} milliseconds"
                : isNumber ? $"{found} is not an ISO 8601 date or time; pass {flag} seconds"
                : $"{found} is not an ISO 8601 date or time; write it as 2011-12-31T23:59:59Z";
        }

        string unit = Request.Time == TimeEncoding.Seconds ? "Unix seconds" : "Unix milliseconds";
        if (!isNumber)
        {
            return isIso
                ? $"{found} is not {unit}; pass {flag} iso"
                : $"{found} is not {unit}; mend the cell or convert the column";
        }

        return number < 0 ? $"{found} is before 1970; mend the cell"
            : number >= LeastMicroseconds ? $"{found} looks like microseconds or finer; convert the column to seconds"
            : number >= LeastMilliseconds ? $"{found} looks like milliseconds; pass {flag} milliseconds"
            : $"{found} looks like seconds; pass {flag} seconds";
    }

    public override object Build() => new TimeColumn(_seconds.Values);

    private static bool TryNumber(ReadOnlySpan<byte> cell, out long number)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (long.TryParse(cell, NumberStyles.AllowLeadingSign, invariant, out number))
        {
            return true;
        }

        // Times stored as decimals, as in "978300760.0"; a double holds microseconds of this century exactly enough.
        if (double.TryParse(cell, NumberStyles.Float, invariant, out double value) && Math.Abs(value) < long.MaxValue)
        {
            number = (long)Math.Floor(value);
            return true;
        }

        return false;
    }
}
