namespace Praxis.Bench;

/// <summary>Lengths of histories whose density is constant between knots.</summary>
/// <remarks>
/// The mean of min(n, N) is the integral of the survival function up to N. Four published means fix a survival function
/// that is linear between 0 and the first three N and falls linearly to 0 behind them.
/// </remarks>
internal sealed class LengthDistribution
{
    private readonly double[] _lengths;
    private readonly double[] _survivals;

    private LengthDistribution(double[] lengths, double[] survivals)
    {
        _lengths = lengths;
        _survivals = survivals;
    }

    /// <summary>Finds the distribution.</summary>
    /// <param name="longest">Four N, ascending.</param>
    /// <param name="sparsities">1 − mean(min(n, N)) / N for each.</param>
    internal static LengthDistribution Fit(int[] longest, double[] sparsities)
    {
        double[] means = [0, .. longest.Zip(sparsities, (n, sparsity) => n * (1 - sparsity))];
        double[] lengths = [0, .. longest];
        double[] survivals = [1, 0, 0, 0, 0];
        for (int k = 1; k < 4; k++)
        {
            double meanSurvival = (means[k] - means[k - 1]) / (lengths[k] - lengths[k - 1]);
            survivals[k] = (2 * meanSurvival) - survivals[k - 1];
        }

        lengths[4] = lengths[3] + (2 * (means[4] - means[3]) / survivals[3]);
        return new LengthDistribution(lengths, survivals);
    }

    /// <summary>The length that a share of the histories does not exceed.</summary>
    internal double Quantile(double share)
    {
        int k = 1;
        while (_survivals[k] > 1 - share)
        {
            k++;
        }

        double part = (_survivals[k - 1] - (1 - share)) / (_survivals[k - 1] - _survivals[k]);
        return _lengths[k - 1] + (part * (_lengths[k] - _lengths[k - 1]));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Enumerable.Range(1, _lengths.Length - 1).Select(k =>
        $"{_survivals[k - 1] - _survivals[k]:P1} in ({_lengths[k - 1]:F0}, {_lengths[k]:F0}]"));
}

/// <summary>A heavy-tailed alternative: the least squares fit to the row of 30 days without shortening.</summary>
internal static class LogNormal
{
    internal const double Median = 2800;
    internal const double Sigma = 0.45;

    /// <summary>The length that a share of the histories does not exceed.</summary>
    internal static double Quantile(double share) => Median * Math.Exp(Sigma * NormalQuantile(share));

    // Bisection on the series of the normal distribution function: slow, and exact enough for a table.
    private static double NormalQuantile(double share)
    {
        double low = -6;
        double high = 6;
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = NormalShare(middle) < share ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double NormalShare(double x)
    {
        double term = x;
        double sum = x;
        for (int k = 1; k < 100; k++)
        {
            term *= -x * x / (2 * k);
            sum += term / ((2 * k) + 1);
        }

        return 0.5 + (sum / Math.Sqrt(2 * Math.PI));
    }
}
