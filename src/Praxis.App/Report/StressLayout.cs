namespace Praxis.App;

/// <summary>Places the nodes of a graph so that distances in the plane follow distances along edges.</summary>
/// <remarks>Stress Σ d⁻²(|x_i − x_j| − d)² made smaller node by node: Gansner, Koren and North, Graph drawing by stress
/// majorization (2004), the localized step. It starts from a spiral and has no random step. O(n²) a sweep.</remarks>
internal sealed class StressLayout
{
    private const int MostNodes = 3000;
    private const int MostSweeps = 300;
    private const double PairBudget = 6e7;
    private readonly IReadOnlyList<int>[] _neighbours;
    private readonly int _count;
    private readonly double[] _x;
    private readonly double[] _y;

    private StressLayout(IReadOnlyList<int>[] neighbours)
    {
        _neighbours = neighbours;
        _count = neighbours.Length;
        _x = new double[_count];
        _y = new double[_count];
    }

    /// <summary>Places the nodes.</summary>
    /// <param name="neighbours">The neighbours of each node.</param>
    /// <returns>Positions in units of an edge's length, around the origin.</returns>
    public static (double[] X, double[] Y) Place(IReadOnlyList<int>[] neighbours)
    {
        var layout = new StressLayout(neighbours);
        int[] order = layout.VisitAll();
        layout.Spiral(order);
        if (layout._count is > 1 and <= MostNodes)
        {
            layout.Relax(layout.Distances());
        }

        return (layout._x, layout._y);
    }

    // Nodes in the order of a walk in breadth, so that neighbours begin near each other.
    private int[] VisitAll()
    {
        var order = new List<int>(_count);
        bool[] isSeen = new bool[_count];
        foreach (int start in Enumerable.Range(0, _count).OrderByDescending(i => _neighbours[i].Count).ThenBy(i => i))
        {
            int next = order.Count;
            Visit(start);
            for (; next < order.Count; next++)
            {
                foreach (int neighbour in _neighbours[order[next]])
                {
                    Visit(neighbour);
                }
            }
        }

        return [.. order];

        void Visit(int node)
        {
            if (!isSeen[node])
            {
                isSeen[node] = true;
                order.Add(node);
            }
        }
    }

    private void Spiral(int[] order)
    {
        double goldenAngle = Math.PI * (3 - Math.Sqrt(5));
        for (int rank = 0; rank < _count; rank++)
        {
            double radius = 0.7 * Math.Sqrt(rank + 0.5);
            (double sin, double cos) = Math.SinCos(rank * goldenAngle);
            (_x[order[rank]], _y[order[rank]]) = (radius * cos, radius * sin);
        }
    }

    // Edges on the shortest way of each pair, [n, n]; between components as far as keeps them apart.
    private float[] Distances()
    {
        float[] distances = new float[_count * _count];
        int[] queue = new int[_count];
        int[] sizes = new int[_count];
        for (int start = 0; start < _count; start++)
        {
            Span<float> row = distances.AsSpan(start * _count, _count);
            queue[0] = start;
            int end = 1;
            for (int next = 0; next < end; next++)
            {
                foreach (int neighbour in _neighbours[queue[next]])
                {
                    if (row[neighbour] == 0 && neighbour != start)
                    {
                        row[neighbour] = row[queue[next]] + 1;
                        queue[end++] = neighbour;
                    }
                }
            }

            sizes[start] = end;
        }

        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j < _count; j++)
            {
                if (i != j && distances[(i * _count) + j] == 0)
                {
                    distances[(i * _count) + j] = 1 + (0.45f * (MathF.Sqrt(sizes[i]) + MathF.Sqrt(sizes[j])));
                }
            }
        }

        return distances;
    }

    private void Relax(float[] distances)
    {
        int sweeps = (int)Math.Clamp(PairBudget / ((double)_count * _count), 5, MostSweeps);
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            double farthest = 0;
            for (int i = 0; i < _count; i++)
            {
                farthest = Math.Max(farthest, Move(i, distances.AsSpan(i * _count, _count)));
            }

            if (farthest < 1e-3)
            {
                break;
            }
        }
    }

    // Moves a node to the least of the stress's majorant; returns how far.
    private double Move(int node, ReadOnlySpan<float> distances)
    {
        (double x, double y) = (_x[node], _y[node]);
        (double sumX, double sumY, double weights) = (0, 0, 0);
        for (int other = 0; other < _count; other++)
        {
            if (other == node)
            {
                continue;
            }

            (double dx, double dy) = (x - _x[other], y - _y[other]);
            double wanted = distances[other];
            double weight = 1 / (wanted * wanted);
            double stretch = wanted / Math.Max(1e-9, Math.Sqrt((dx * dx) + (dy * dy)));
            sumX += weight * (_x[other] + (dx * stretch));
            sumY += weight * (_y[other] + (dy * stretch));
            weights += weight;
        }

        (_x[node], _y[node]) = (sumX / weights, sumY / weights);
        return Math.Max(Math.Abs(_x[node] - x), Math.Abs(_y[node] - y));
    }
}
