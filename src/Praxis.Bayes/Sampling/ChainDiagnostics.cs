namespace Praxis.Bayes;

/// <summary>Whether chains agree, and how many independent draws they are worth.</summary>
/// <remarks>Vehtari, Gelman, Simpson, Carpenter and Bürkner, "Rank-normalization, folding, and localization: an
/// improved R-hat" (Bayesian Analysis 2021), equations 1 to 4 and 10 to 14, without the ranks.</remarks>
internal static class ChainDiagnostics
{
    /// <summary>Split R-hat: each chain is cut into halves, and the variance of all draws is compared with that inside
    /// halves.</summary>
    /// <param name="chains">Draws of each chain, all as long: [chains][draws].</param>
    /// <returns>1 when the halves agree; not a number below four draws, or where no draw differs from
    /// another.</returns>
    internal static double SplitRHat(IReadOnlyList<IReadOnlyList<double>> chains)
    {
        double[][] halves = Split(chains);
        (double within, double pooled) = Variances(halves);
        return Math.Sqrt(pooled / within);
    }

    /// <summary>Effective sample size of the mean, by Geyer's initial monotone sequence over all half chains.</summary>
    /// <param name="chains">Draws of each chain, all as long.</param>
    /// <returns>The size; not a number where R-hat is none.</returns>
    internal static double EffectiveSampleSize(IReadOnlyList<IReadOnlyList<double>> chains)
    {
        double[][] halves = Split(chains);
        (double within, double pooled) = Variances(halves);
        int length = halves[0].Length;
        if (!(pooled > 0))
        {
            return double.NaN;
        }

        double sum = 0;
        double smallest = double.PositiveInfinity;
        for (int lag = 0; lag + 1 < length; lag += 2)
        {
            double pair = Correlation(lag) + Correlation(lag + 1);
            if (!(pair > 0))
            {
                break;
            }

            smallest = Math.Min(smallest, pair);
            sum += smallest;
        }

        double total = (double)halves.Length * length;
        double time = Math.Max((2 * sum) - 1, 1 / Math.Log10(total));
        return total / time;

        double Correlation(int lag) => 1 - ((within - halves.Average(half => Covariance(half, lag))) / pooled);
    }

    /// <summary>Monte Carlo standard error of the mean.</summary>
    /// <param name="chains">Draws of each chain, all as long.</param>
    internal static double MonteCarloError(IReadOnlyList<IReadOnlyList<double>> chains)
    {
        double size = EffectiveSampleSize(chains);
        return double.IsNaN(size) ? double.NaN : Math.Sqrt(Variances(Split(chains)).Pooled / size);
    }

    private static double[][] Split(IReadOnlyList<IReadOnlyList<double>> chains)
    {
        int half = chains.Min(static chain => chain.Count) / 2;
        return [.. chains.SelectMany(chain => (double[][])[[.. chain.Take(half)], [.. chain.TakeLast(half)]])];
    }

    private static (double Within, double Pooled) Variances(double[][] halves)
    {
        int length = halves[0].Length;
        if (length < 2)
        {
            return (double.NaN, double.NaN);
        }

        double[] means = [.. halves.Select(static half => half.Average())];
        double within = halves.Average(half => Covariance(half, 0) * length / (length - 1));
        double mean = means.Average();
        double between = means.Sum(one => (one - mean) * (one - mean)) / (means.Length - 1);
        return (within, (within * (length - 1) / length) + between);
    }

    private static double Covariance(double[] draws, int lag)
    {
        double mean = draws.Average();
        double sum = 0;
        for (int i = lag; i < draws.Length; i++)
        {
            sum += (draws[i] - mean) * (draws[i - lag] - mean);
        }

        return sum / draws.Length;
    }
}
