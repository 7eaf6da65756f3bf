using System.Globalization;

namespace Praxis.App;

/// <summary>Maps values to lengths along an axis, linear or logarithmic, and finds round numbers for its
/// ticks.</summary>
internal sealed class AxisScale
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _length;

    private AxisScale(double low, double high, bool isLog, double length, IReadOnlyList<double> ticks)
    {
        _low = isLog ? Math.Log10(low) : low;
        _high = isLog ? Math.Log10(high) : high;
        _length = length;
        IsLog = isLog;
        Ticks = ticks;
    }

    /// <summary>Whether the axis is logarithmic.</summary>
    public bool IsLog { get; }

    /// <summary>Values with a tick, ascending.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Makes an axis that spans the values and ends at ticks where that costs little room.</summary>
    /// <param name="values">Finite values; positive ones for a logarithmic axis. May be empty.</param>
    /// <param name="isLog">Whether the axis is logarithmic.</param>
    /// <param name="length">Length in drawing units.</param>
    /// <param name="tickCount">About how many ticks there should be.</param>
    /// <param name="snap">Whether the axis is widened to whole ticks.</param>
    /// <param name="room">Room beyond the values at either end of a linear axis, in their units.</param>
    /// <remarks>Between whole numbers, as epochs are, stand no ticks.</remarks>
    public static AxisScale Spanning(
        IEnumerable<double> values, bool isLog, double length, int tickCount, bool snap, double room = 0)
    {
        double[] usable = [.. values.Where(value => double.IsFinite(value) && (!isLog || value > 0))];
        (double low, double high) = usable.Length == 0 ? (isLog ? (1, 10) : (0, 1)) : (usable.Min(), usable.Max());
        if (isLog)
        {
            if (snap || low == high)
            {
                low = Math.Pow(10, Math.Floor(Math.Log10(low)));
                high = Math.Pow(10, Math.Max(Math.Ceiling(Math.Log10(high)), Math.Log10(low) + 1));
            }

            return new AxisScale(low, high, isLog, length, LogTicks(low, high, tickCount));
        }

        double leastStep = usable.Length > 0 && usable.All(double.IsInteger) ? 1 : 0;
        double pad = low < high || room > 0 ? room : Math.Max(Math.Abs(low) * 0.1, leastStep / 2);
        (low, high) = (low - pad, high + pad);
        double step = Step(high - low, tickCount, leastStep);
        if (snap)
        {
            low = Math.Floor((low / step) + 1e-9) * step;
            high = Math.Ceiling((high / step) - 1e-9) * step;
        }

        return new AxisScale(low, high, isLog, length, LinearTicks(low, high, step));
    }

    /// <summary>The position of a value: 0 at the low end, the length at the high end; not a number where it has
    /// none.</summary>
    public double Place(double value)
    {
        double placed = IsLog ? (value > 0 ? Math.Log10(value) : double.NaN) : value;
        return (placed - _low) / (_high - _low) * _length;
    }

    /// <summary>A tick's text, with as many digits as its neighbours need.</summary>
    public string TickText(double tick)
    {
        double size = Math.Abs(tick);
        if (size is >= 1e5 or (> 0 and < 1e-3))
        {
            return tick.ToString("0.##e0", CultureInfo.InvariantCulture);
        }

        if (IsLog || Ticks.Count < 2)
        {
            return tick.ToString("0.####", CultureInfo.InvariantCulture);
        }

        int digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(Ticks[1] - Ticks[0]) - 1e-9), 0, 6);
        if (digits < 6
            && Ticks.Any(value => Math.Abs(value - Math.Round(value, digits)) > (Ticks[1] - Ticks[0]) * 1e-6))
        {
            digits++;
        }

        return tick.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    // The smallest of 1, 2, 2.5, 5 times a power of ten that leaves no more steps than asked for; 2.5 itself is no
    // step between whole numbers.
    private static double Step(double span, int tickCount, double least)
    {
        double raw = Math.Max(span / tickCount, least);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double[] choices = least > 0 && power == 1 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
        return choices.First(choice => choice * power >= raw * (1 - 1e-9)) * power;
    }

    private static double[] LinearTicks(double low, double high, double step)
    {
        double tolerance = step * 1e-6;
        long first = (long)Math.Ceiling((low - tolerance) / step);
        long last = (long)Math.Floor((high + tolerance) / step);
        return [.. Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(i => (first + i) * step)];
    }

    private static double[] LogTicks(double low, double high, int tickCount)
    {
        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9);
        int last = (int)Math.Floor(Math.Log10(high) + 1e-9);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)(tickCount + 1)));
        double[] powers = [.. Enumerable.Range(0, Math.Max(0, last - first + 1))
            .Where(i => i % every == 0)
            .Select(i => Math.Pow(10, first + i))];
        if (powers.Length >= 3)
        {
            return powers;
        }

        // Less than two decades: 1, 2 and 5 of each.
        return [.. Enumerable.Range(first - 1, last - first + 3)
            .SelectMany(power => (double[])[Math.Pow(10, power), 2 * Math.Pow(10, power), 5 * Math.Pow(10, power)])
            .Where(tick => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))];
    }
}
