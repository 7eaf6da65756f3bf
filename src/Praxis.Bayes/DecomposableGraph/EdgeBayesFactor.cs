using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>What the scale matrix D of the G-Wishart prior is.</summary>
internal enum ScaleKind
{
    /// <summary>D = g X'X.</summary>
    GPrior,

    /// <summary>D = τ I.</summary>
    Identity,
}

/// <summary><see cref="GWishartScore.OfEdge"/> for the inner loop: tables for what depends on the size of S alone, and
/// one Schur complement instead of two.</summary>
/// <remarks>
/// With k(s) = ln Γ((δ* + s + 1) / 2) - ln Γ((δ* + s) / 2) - ln Γ((δ + s + 1) / 2) + ln Γ((δ + s) / 2), δ* = δ + n, and
/// r the partial correlation of i and j given S: D = g X'X gives k(s) + ln(g / (1 + g)) - (n / 2) ln(1 - r²), and D = τ
/// I gives k(s) + ln τ - ((δ* + s + 1) / 2) ln(1 - r²) - ½ ln(t₁₁ t₂₂), t of X'X + τ I.
/// </remarks>
internal sealed class EdgeBayesFactor
{
    private const double Collinear = 1e-10;
    private const double GreatestSquare = 1 - 1e-12;
    private readonly double[] _matrix;
    private readonly int _columns;
    private readonly double[] _constants;
    private readonly double[] _powers;
    private readonly bool _isGPrior;

    /// <summary>Makes the tables.</summary>
    /// <param name="gram">X'X.</param>
    /// <param name="kind">Which D.</param>
    /// <param name="scale">g or τ, positive.</param>
    /// <param name="delta">δ, above 0.</param>
    /// <param name="greatestClique">The most vertices of a clique.</param>
    internal EdgeBayesFactor(GramMatrix gram, ScaleKind kind, double scale, double delta, int greatestClique)
    {
        _isGPrior = kind == ScaleKind.GPrior;
        _columns = gram.ColumnCount;
        _matrix = (_isGPrior ? gram : gram.Scaled(1, scale)).Values.ToArray();
        _constants = new double[greatestClique];
        _powers = new double[greatestClique];
        double posterior = delta + gram.RowCount;
        for (int s = 0; s < greatestClique; s++)
        {
            _constants[s] = SpecialFunctions.LogGamma((posterior + s + 1) / 2)
                - SpecialFunctions.LogGamma((posterior + s) / 2) - SpecialFunctions.LogGamma((delta + s + 1) / 2)
                + SpecialFunctions.LogGamma((delta + s) / 2)
                + Math.Log(_isGPrior ? scale / (1 + scale) : scale);
            _powers[s] = _isGPrior ? gram.RowCount / 2.0 : (posterior + s + 1) / 2;
        }
    }

    /// <summary>One more than the greatest S.</summary>
    internal int Capacity => _constants.Length;

    /// <summary>ln of the Bayes factor of a graph with the edge against the same without.</summary>
    /// <param name="i">One end.</param>
    /// <param name="j">The other.</param>
    /// <param name="common">S, their common neighbours, which make a clique with each end.</param>
    /// <returns>The logarithm; minus infinity where columns of S and the ends are collinear.</returns>
    internal double Log(int i, int j, ReadOnlySpan<int> common)
    {
        if (!TrySchur(i, j, common, out double first, out double cross, out double second))
        {
            return double.NegativeInfinity;
        }

        int s = common.Length;
        double square = Math.Min(cross * cross / (first * second), GreatestSquare);
        double value = _constants[s] - (_powers[s] * Math.Log(1 - square));
        return _isGPrior ? value : value - (Math.Log(first * second) / 2);
    }

    // The 2 x 2 block of i and j, less what S explains.
    private bool TrySchur(
        int i, int j, ReadOnlySpan<int> set, out double first, out double cross, out double second)
    {
        ReadOnlySpan<double> rowI = _matrix.AsSpan(i * _columns, _columns);
        ReadOnlySpan<double> rowJ = _matrix.AsSpan(j * _columns, _columns);
        first = rowI[i];
        cross = rowI[j];
        second = rowJ[j];
        double leastFirst = Collinear * first;
        double leastSecond = Collinear * second;
        int size = set.Length;
        if (size == 0)
        {
            return true;
        }

        // L of the set, row by row, with the projections of both ends beside it.
        Span<double> factor = stackalloc double[size * (size + 1) / 2];
        Span<double> zi = stackalloc double[size];
        Span<double> zj = stackalloc double[size];
        int start = 0;
        for (int row = 0; row < size; row++)
        {
            ReadOnlySpan<double> products = _matrix.AsSpan(set[row] * _columns, _columns);
            double diagonal = products[set[row]];
            double least = Collinear * diagonal;
            double left = rowI[set[row]];
            double right = rowJ[set[row]];
            int other = 0;
            for (int column = 0; column < row; column++)
            {
                double sum = products[set[column]];
                for (int k = 0; k < column; k++)
                {
                    sum -= factor[start + k] * factor[other + k];
                }

                double value = sum / factor[other + column];
                factor[start + column] = value;
                diagonal -= value * value;
                left -= value * zi[column];
                right -= value * zj[column];
                other += column + 1;
            }

            if (!(diagonal > least))
            {
                return false;
            }

            double root = Math.Sqrt(diagonal);
            factor[start + row] = root;
            zi[row] = left / root;
            zj[row] = right / root;
            first -= zi[row] * zi[row];
            second -= zj[row] * zj[row];
            cross -= zi[row] * zj[row];
            start += row + 1;
        }

        return first > leastFirst && second > leastSecond;
    }
}
