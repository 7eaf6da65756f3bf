using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>The graphs of <see cref="GaussianGraphDesign"/>.</summary>
internal enum GaussianGraph
{
    /// <summary>Covariance 0.7^|i - j|: the precision matrix is tridiagonal.</summary>
    Ar1,

    /// <summary>Precision 1 on the diagonal and 0.3 beside it.</summary>
    Tri,

    /// <summary>Precision 1, 0.5 and 0.25 by distance from the diagonal.</summary>
    Ar2,

    /// <summary>Blocks of ten; precision 1, and 0.25 between the first of a block and the others.</summary>
    Star,

    /// <summary>Blocks of five; precision 1, and 0.4 between all of a block.</summary>
    Block,
}

/// <summary>Normal rows whose precision matrix has a known graph.</summary>
internal sealed class GaussianGraphDesign
{
    private const int StarSize = 10;
    private const int BlockSize = 5;
    private readonly CholeskyFactor _factor;

    /// <summary>Makes the matrix.</summary>
    /// <param name="graph">Which graph.</param>
    /// <param name="columnCount">p, at least 2.</param>
    internal GaussianGraphDesign(GaussianGraph graph, int columnCount)
    {
        ColumnCount = columnCount;
        Precision = new double[columnCount * columnCount];
        Edges = new bool[columnCount * (columnCount - 1) / 2];
        for (int i = 0; i < columnCount; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = Element(graph, i, j, columnCount);
                Precision[(i * columnCount) + j] = Precision[(j * columnCount) + i] = value;
                if (i != j)
                {
                    Edges[EdgeList.Pair(i, j)] = value != 0;
                }
            }
        }

        _factor = new CholeskyFactor(columnCount);
        if (!_factor.TryFactor(Precision))
        {
            throw new InvalidOperationException($"the precision matrix of {graph} is not positive definite");
        }
    }

    /// <summary>p.</summary>
    internal int ColumnCount { get; }

    /// <summary>Ω: [p, p].</summary>
    internal double[] Precision { get; }

    /// <summary>Where Ω is not 0: [p (p - 1) / 2], numbered by <see cref="EdgeList.Pair"/>.</summary>
    internal bool[] Edges { get; }

    /// <summary>Ω⁻¹: [p, p].</summary>
    internal double[] Covariance()
    {
        var covariance = new double[Precision.Length];
        _factor.Invert(covariance);
        return covariance;
    }

    /// <summary>Draws rows from N(0, Ω⁻¹).</summary>
    /// <param name="rowCount">n.</param>
    /// <param name="random">The stream.</param>
    internal GraphSample Sample(int rowCount, RandomStream random)
    {
        var rows = new double[rowCount * ColumnCount];
        for (int r = 0; r < rowCount; r++)
        {
            Span<double> row = rows.AsSpan(r * ColumnCount, ColumnCount);
            NormalDistribution.Fill(random, row);
            _factor.SolveUpper(row);
        }

        return new GraphSample([.. Enumerable.Range(1, ColumnCount).Select(static j => $"x{j}")], rows, Edges);
    }

    private static double Element(GaussianGraph graph, int i, int j, int columnCount) => graph switch
    {
        GaussianGraph.Ar1 => Ar1Precision(i, j, columnCount),
        GaussianGraph.Tri => (i - j) switch { 0 => 1, 1 => 0.3, _ => 0 },
        GaussianGraph.Ar2 => (i - j) switch { 0 => 1, 1 => 0.5, 2 => 0.25, _ => 0 },
        GaussianGraph.Star => i == j ? 1 : j % StarSize == 0 && i / StarSize == j / StarSize ? 0.25 : 0,
        GaussianGraph.Block => i == j ? 1 : i / BlockSize == j / BlockSize ? 0.4 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(graph)),
    };

    // The inverse of ρ^|i - j|, in closed form.
    private static double Ar1Precision(int i, int j, int columnCount)
    {
        const double rho = 0.7;
        const double scale = 1 / (1 - (rho * rho));
        bool isEnd = i == 0 || i == columnCount - 1;
        return (i - j) switch
        {
            0 => (isEnd ? 1 : 1 + (rho * rho)) * scale,
            1 => -rho * scale,
            _ => 0,
        };
    }
}
