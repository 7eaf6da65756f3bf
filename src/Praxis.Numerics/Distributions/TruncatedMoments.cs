namespace Praxis.Numerics;

// E(x - anchor) and E(x - anchor)² of a normal variable between two bounds. The anchor is the mode where that lies
// between the bounds, else the bound nearest to it.
internal readonly record struct TruncatedMoments(double Anchor, double First, double Second)
{
    private const int NodeCount = 32;

    // e^-44 of the density at the anchor is beyond the last bit, also after squaring distances.
    private const double LeastLogDensity = 44;
    private static readonly (double Node, double Weight)[] Rule = GaussLegendre.OnUnit(NodeCount);

    public static TruncatedMoments Of(double lower, double upper)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lower, upper);
        double anchor = lower > 0 ? lower : upper < 0 ? upper : 0;
        (double right, double rightFirst, double rightSecond) = Integrate(anchor, upper - anchor);
        (double left, double leftFirst, double leftSecond) = Integrate(-anchor, anchor - lower);
        double mass = right + left;
        return new TruncatedMoments(anchor, (rightFirst - leftFirst) / mass, (rightSecond + leftSecond) / mass);
    }

    // ∫ (1, t, t²) e^(-anchor t - t²/2) dt from 0 to the width or to where nothing is left.
    private static (double Mass, double First, double Second) Integrate(double anchor, double width)
    {
        double steepness = Math.Max(0, anchor);
        double end = 2 * LeastLogDensity / (steepness + Math.Sqrt((steepness * steepness) + (2 * LeastLogDensity)));
        end = Math.Min(end, width);
        (double mass, double first, double second) = (0, 0, 0);
        if (end <= 0)
        {
            return (mass, first, second);
        }

        foreach ((double node, double weight) in Rule)
        {
            double t = end * node;
            double part = end * weight * Math.Exp(-t * (anchor + (0.5 * t)));
            mass += part;
            first += part * t;
            second += part * t * t;
        }

        return (mass, first, second);
    }
}
