using System.Globalization;
using System.Numerics.Tensors;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>The group moment prior: N(0, τI) times β_g'β_g / (τ p_g) for each group g that is in, nonlocal for the
/// group as a whole; with groups of one column, the product-moment prior of order 1.</summary>
/// <remarks>
/// A group of more columns has no mode in each orthant, its modes lie on shells. So the marginal likelihood is that of
/// the normal part times the moment's mean under the normal law N(m, Σ) at the mode, E Π_g β_g'β_g / (τ p_g). That mean
/// is exact up to two groups: E β_g'β_g = m_g'm_g + tr Σ_gg, and the covariance of two is 2 tr(Σ_gh Σ_hg) + 4 m_g'Σ_gh
/// m_h. Of more groups, cumulants of three and more are left out, and all ways to pair groups are summed.
/// </remarks>
internal sealed class GroupMomentSlab : ISlab
{
    private const int MostPaired = 14;
    private readonly NormalSlab _normal;
    private readonly double _scale;

    /// <summary>Makes the prior.</summary>
    /// <param name="scale">τ.</param>
    internal GroupMomentSlab(double scale)
    {
        _normal = new NormalSlab(scale);
        _scale = scale;
    }

    /// <inheritdoc/>
    public double RidgePrecision => _normal.RidgePrecision;

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"group moment of τ = {_scale:G4}");

    /// <inheritdoc/>
    /// <remarks>None, as the search for the mode is that of the normal part.</remarks>
    public int MomentOrder => 0;

    /// <inheritdoc/>
    /// <remarks>Of the normal part.</remarks>
    public double LogDensity(ReadOnlySpan<double> beta) => _normal.LogDensity(beta);

    /// <inheritdoc/>
    /// <remarks>Of the normal part.</remarks>
    public double AddDerivatives(ReadOnlySpan<double> beta, Span<double> gradient, Span<double> curvature) =>
        _normal.AddDerivatives(beta, gradient, curvature);

    /// <summary>ln E Π_g β_g'β_g / (τ p_g).</summary>
    /// <param name="mean">m: [d].</param>
    /// <param name="covariance">Σ: [d, d].</param>
    /// <param name="starts">First coefficient of each group, and d at the end: [groups + 1].</param>
    internal double LogMoment(
        ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance, ReadOnlySpan<int> starts)
    {
        int count = starts.Length - 1;
        int d = mean.Length;
        double sum = 0;
        var squares = new double[count];
        for (int g = 0; g < count; g++)
        {
            for (int j = starts[g]; j < starts[g + 1]; j++)
            {
                squares[g] += (mean[j] * mean[j]) + covariance[j * (d + 1)];
            }

            sum += Math.Log(squares[g] / (_scale * (starts[g + 1] - starts[g])));
        }

        var ties = new double[count, count];
        for (int g = 0; g < count; g++)
        {
            for (int h = 0; h < g; h++)
            {
                double tie = 0;
                for (int j = starts[g]; j < starts[g + 1]; j++)
                {
                    ReadOnlySpan<double> across = covariance.Slice((j * d) + starts[h], starts[h + 1] - starts[h]);
                    tie += (2 * TensorPrimitives.SumOfSquares(across))
                        + (4 * mean[j] * TensorPrimitives.Dot(across, mean[starts[h]..starts[h + 1]]));
                }

                ties[g, h] = ties[h, g] = tie / (squares[g] * squares[h]);
            }
        }

        return sum + LogPairings(ties, count);
    }

    // ln of the sum over all ways to pair some of the groups of the product of their ties; of many groups, ln of the
    // product of 1 + tie, which has each pair alone right.
    private static double LogPairings(double[,] ties, int count)
    {
        if (count > MostPaired)
        {
            double product = 0;
            for (int g = 0; g < count; g++)
            {
                for (int h = 0; h < g; h++)
                {
                    product += SpecialFunctions.LogOnePlus(Math.Max(ties[g, h], -0.99));
                }
            }

            return product;
        }

        var sums = new double[1 << count];
        sums[0] = 1;
        for (int set = 1; set < sums.Length; set++)
        {
            int first = System.Numerics.BitOperations.TrailingZeroCount(set);
            int rest = set & (set - 1);
            double sum = sums[rest];
            for (int left = rest; left != 0; left &= left - 1)
            {
                int other = System.Numerics.BitOperations.TrailingZeroCount(left);
                sum += ties[first, other] * sums[rest & ~(1 << other)];
            }

            sums[set] = sum;
        }

        return Math.Log(Math.Max(sums[^1], 0.01));
    }
}
