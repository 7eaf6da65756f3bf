using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Rows with an outcome of two values, of which the first groups of columns are the cause: the designs of
/// arXiv 2203.07110 (groups of one), 1912.01833 and 2203.07108.</summary>
internal sealed record OutcomeDesign
{
    /// <summary>Number of columns.</summary>
    internal required int ColumnCount { get; init; }

    /// <summary>Columns of a group.</summary>
    internal int GroupSize { get; init; } = 1;

    /// <summary>Groups that matter, the first ones.</summary>
    internal required int ActiveGroups { get; init; }

    /// <summary>Coefficients are drawn evenly from here ...</summary>
    internal required double LeastCoefficient { get; init; }

    /// <summary>... to here.</summary>
    internal required double GreatestCoefficient { get; init; }

    /// <summary>ρ of columns with correlation ρ^|i - j|.</summary>
    internal double Correlation { get; init; }

    /// <summary>Element beside the diagonal of a tridiagonal precision matrix with ones on it; 0 for
    /// <see cref="Correlation"/>.</summary>
    internal double Neighbour { get; init; }

    /// <summary>Whether the noise is normal, as in a probit model, and not logistic.</summary>
    internal bool IsProbit { get; init; }

    /// <summary>Draws rows.</summary>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="random">The stream.</param>
    /// <param name="coefficients">Coefficients of an earlier sample, or null to draw them.</param>
    /// <returns>Rows, row-major, their outcomes and the coefficients.</returns>
    internal (double[] Rows, bool[] IsPositive, double[] Coefficients) Sample(
        int rowCount, RandomStream random, double[]? coefficients = null)
    {
        int active = ActiveGroups * GroupSize;
        double[] beta = coefficients ??
        [
            .. Enumerable.Range(0, active).Select(_ =>
                LeastCoefficient + ((GreatestCoefficient - LeastCoefficient) * random.NextDouble())),
        ];
        var rows = new double[rowCount * ColumnCount];
        var isPositive = new bool[rowCount];
        CholeskyFactor? factor = Neighbour == 0 ? null : Factor();
        for (int row = 0; row < rowCount; row++)
        {
            Span<double> x = rows.AsSpan(row * ColumnCount, ColumnCount);
            NormalDistribution.Fill(random, x);
            if (factor is not null)
            {
                factor.SolveUpper(x);
            }
            else
            {
                double rest = Math.Sqrt(1 - (Correlation * Correlation));
                for (int column = 1; column < ColumnCount; column++)
                {
                    x[column] = (Correlation * x[column - 1]) + (rest * x[column]);
                }
            }

            double eta = 0;
            for (int column = 0; column < active; column++)
            {
                eta += beta[column] * x[column];
            }

            double uniform = random.NextDouble();
            double noise = IsProbit ? NormalDistribution.Sample(random) : Math.Log(uniform / (1 - uniform));
            isPositive[row] = eta + noise > 0;
        }

        return (rows, isPositive, beta);
    }

    private CholeskyFactor Factor()
    {
        var precision = new double[ColumnCount * ColumnCount];
        for (int i = 0; i < ColumnCount; i++)
        {
            precision[i * (ColumnCount + 1)] = 1;
            if (i > 0)
            {
                precision[(i * ColumnCount) + i - 1] = precision[((i - 1) * ColumnCount) + i] = Neighbour;
            }
        }

        var factor = new CholeskyFactor(ColumnCount);
        return factor.TryFactor(precision) ? factor
            : throw new InvalidOperationException("the precision matrix is not positive definite");
    }
}
