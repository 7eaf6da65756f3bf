namespace Praxis.Motion;

/// <summary>Where the frames of a new rate lie among the old ones.</summary>
/// <param name="Count">Number of new frames.</param>
/// <param name="Ratio">Old frames from one new frame to the next.</param>
/// <param name="OldCount">Number of old frames.</param>
/// <param name="First">Where the first new frame lies among the old ones.</param>
internal sealed record FrameGrid(int Count, double Ratio, int OldCount, double First = 0)
{
    private const double RateTolerance = 1e-3;
    private const double PlaceTolerance = 1e-6;

    /// <summary>The ratio where it is whole.</summary>
    public int? Step => Ratio == Math.Round(Ratio) ? (int)Ratio : null;

    /// <summary>Lays the new frames.</summary>
    /// <param name="count">Old frames.</param>
    /// <param name="oldSeconds">Seconds from one old frame to the next.</param>
    /// <param name="newSeconds">Seconds from one new frame to the next.</param>
    /// <param name="anchor">An old frame, or a place between two, at which a new one lies.</param>
    /// <remarks>A ratio within a thousandth of a whole number, or of one over a whole number, is taken for it: files
    /// round their frame time. Where the ratio is whole, frames are taken as they are, and a place between two means
    /// the one before it.</remarks>
    public static FrameGrid Of(int count, double oldSeconds, double newSeconds, double anchor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(newSeconds);
        double ratio = newSeconds / oldSeconds;
        ratio = ratio >= 1 ? Whole(ratio) : 1 / Whole(1 / ratio);
        double frame = Math.Floor(anchor + PlaceTolerance);
        double place = ratio == Math.Round(ratio) || anchor - frame < PlaceTolerance ? frame : anchor;
        double first = place - ((int)((place / ratio) + 1e-9) * ratio);
        return new FrameGrid(1 + (int)(((count - 1 - first) / ratio) + 1e-9), ratio, count, first);
    }

    /// <summary>The last new frame that does not lie behind an old one, or behind a place between two.</summary>
    public int IndexOf(double place) => (int)(((place - First) / Ratio) + PlaceTolerance);

    /// <summary>The old frames about a new one and how far it is from the left to the right.</summary>
    public (int Left, int Right, double Fraction) Place(int frame)
    {
        double place = Math.Clamp(First + (frame * Ratio), 0, OldCount - 1);
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

    private static double Whole(double ratio)
    {
        double whole = Math.Round(ratio);
        return Math.Abs(ratio - whole) <= RateTolerance * whole ? whole : ratio;
    }
}
