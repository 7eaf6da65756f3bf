namespace Praxis.Numerics;

// The layers of the ziggurat under e^(-x²/2): each of the area v = r f(r) + ∫_r^∞ f. Layer 0 is the base with the
// tail, as wide as a rectangle of height f(r) and area v; layer i > 0 lies between heights i and i + 1 and is as wide
// as the curve at its lower edge.
internal static class NormalLayers
{
    public const int Count = 256;

    /// <summary>r, the edge for which the topmost layer just closes at f = 1; Marsaglia and Tsang (2000).</summary>
    public const double TailFrom = 3.6541528853610088;
    private const double RootHalfPi = 1.2533141373155002512;
    private const double RootHalf = 0.70710678118654752440;
    private static readonly double[] EdgeTable = MakeEdges();
    private static readonly double[] HeightTable = [0, .. EdgeTable.Skip(1).Select(Height)];

    /// <summary>Widths of the layers from the base up, and 0 at the end.</summary>
    public static ReadOnlySpan<double> Edges => EdgeTable;

    /// <summary>Lower edges of the layers from the base up, and 1 at the end.</summary>
    public static ReadOnlySpan<double> Heights => HeightTable;

    private static double[] MakeEdges()
    {
        double area = (TailFrom * Height(TailFrom)) + (RootHalfPi * SpecialFunctions.Erfc(TailFrom * RootHalf));
        var edges = new double[Count + 1];
        edges[0] = area / Height(TailFrom);
        edges[1] = TailFrom;
        for (int i = 2; i < Count; i++)
        {
            edges[i] = Math.Sqrt(-2 * Math.Log((area / edges[i - 1]) + Height(edges[i - 1])));
        }

        return edges;
    }

    private static double Height(double x) => Math.Exp(-0.5 * x * x);
}
