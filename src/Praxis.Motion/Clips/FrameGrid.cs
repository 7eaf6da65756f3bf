namespace Praxis.Motion;

/// <summary>Where the frames of a new rate lie among the old ones.</summary>
/// <param name="Count">Number of new frames.</param>
/// <param name="Ratio">Old frames from one new frame to the next.</param>
/// <param name="OldCount">Number of old frames.</param>
internal sealed record FrameGrid(int Count, double Ratio, int OldCount)
{
    private const double RateTolerance = 1e-3;

    /// <summary>The ratio where it is whole.</summary>
    public int? Step => Ratio == Math.Round(Ratio) ? (int)Ratio : null;

    public static FrameGrid Of(int count, double oldSeconds, double newSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(newSeconds);
        double ratio = newSeconds / oldSeconds;
        double whole = Math.Round(ratio);
        if (whole >= 1 && Math.Abs(ratio - whole) <= RateTolerance * whole)
        {
            ratio = whole;
        }

        return new FrameGrid(1 + (int)(((count - 1) / ratio) + 1e-9), ratio, count);
    }

    /// <summary>The old frames about a new one and how far it is from the left to the right.</summary>
    public (int Left, int Right, double Fraction) Place(int frame)
    {
        double place = Math.Min(frame * Ratio, OldCount - 1);
        int left = (int)place;
        return (left, Math.Min(left + 1, OldCount - 1), place - left);
    }

    public Vector3D[] Interpolate(Vector3D[] places)
    {
        var values = new Vector3D[Count];
        for (int i = 0; i < Count; i++)
        {
            (int left, int right, double fraction) = Place(i);
            values[i] = ((1 - fraction) * places[left]) + (fraction * places[right]);
        }

        return values;
    }
}
