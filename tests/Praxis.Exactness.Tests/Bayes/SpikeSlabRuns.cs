using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Long runs of a sampler over few blocks, and the enumeration that they should agree with.</summary>
internal static class SpikeSlabRuns
{
    private const int Batches = 50;

    /// <summary>Shares of all sets of blocks, the first block the lowest bit, with their standard errors, and means of
    /// the conditional probabilities.</summary>
    internal static (double[] Shares, double[] Errors, double[] Means) Frequencies(
        SpikeSlabSampler sampler, int blockCount, int sweeps, ulong seed = 5)
    {
        var random = new RandomStream(seed, 1, 256);
        var shares = new double[1 << blockCount];
        var squares = new double[shares.Length];
        var means = new double[blockCount];
        Sweep(sampler, random, 500);
        for (int batch = 0; batch < Batches; batch++)
        {
            var counts = new double[shares.Length];
            for (int sweep = 0; sweep < sweeps / Batches; sweep++)
            {
                sampler.Sweep(random);
                int set = 0;
                for (int block = 0; block < blockCount; block++)
                {
                    set |= sampler.IsIn(block) ? 1 << block : 0;
                    means[block] += sampler.Probabilities[block] / (sweeps / Batches * Batches);
                }

                counts[set]++;
            }

            sampler.EndRound();
            for (int set = 0; set < shares.Length; set++)
            {
                double share = counts[set] / (sweeps / Batches);
                shares[set] += share / Batches;
                squares[set] += share * share / Batches;
            }
        }

        double[] variances = [.. squares.Select((square, set) => Math.Max(0, square - (shares[set] * shares[set])))];
        double[] errors = [.. variances.Select(static variance => Math.Sqrt(variance / (Batches - 1)))];
        return (shares, errors, means);
    }

    /// <summary>Each share within four standard errors, and what the known ones leave open.</summary>
    internal static void AssertShares(
        double[] known, (double[] Shares, double[] Errors, double[] Means) found, double slack)
    {
        for (int set = 0; set < known.Length; set++)
        {
            double error = (4 * found.Errors[set]) + slack;
            Assert.InRange(found.Shares[set] - known[set], -error, error);
            Assert.InRange(error, 0, .012);
        }

        for (int block = 0; block < found.Means.Length; block++)
        {
            double inclusion = known.Where((_, set) => (set >> block & 1) == 1).Sum();
            Assert.InRange(found.Means[block] - inclusion, -.01, .01);
        }
    }

    /// <summary>Posterior of all sets of blocks of one column, by the trapezoid rule over the coefficients, which for
    /// integrands like these leaves less than 1e-6.</summary>
    /// <param name="columns">Column by column.</param>
    /// <param name="response">y.</param>
    /// <param name="slabVariance">τ².</param>
    /// <param name="logPrior">ln of the prior of a set.</param>
    /// <param name="logLikelihood">ln P(y = 1) by the linear predictor.</param>
    internal static double[] Enumerated(
        double[][] columns,
        bool[] response,
        double slabVariance,
        Func<int, double> logPrior,
        Func<double, double> logLikelihood)
    {
        double[] weights =
        [
            .. Enumerable.Range(0, 1 << columns.Length).Select(set => Math.Exp(logPrior(set)) * Integral(
                [.. columns.Where((_, column) => (set >> column & 1) == 1)],
                response,
                Math.Sqrt(slabVariance),
                logLikelihood,
                new double[response.Length])),
        ];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    internal static void Sweep(SpikeSlabSampler sampler, RandomStream random, int count)
    {
        for (int sweep = 0; sweep < count; sweep++)
        {
            sampler.Sweep(random);
        }
    }

    private static double Integral(
        double[][] columns,
        bool[] response,
        double deviation,
        Func<double, double> logLikelihood,
        double[] predictors)
    {
        if (columns.Length == 0)
        {
            double log = 0;
            for (int row = 0; row < response.Length; row++)
            {
                log += logLikelihood(response[row] ? predictors[row] : -predictors[row]);
            }

            return Math.Exp(log);
        }

        const double Step = 0.25;
        double sum = 0;
        for (double at = -6; at <= 6; at += Step)
        {
            double[] moved =
                [.. predictors.Select((predictor, row) => predictor + (columns[0][row] * at * deviation))];
            sum += Step * Math.Exp(NormalDistribution.LogDensity(at))
                * Integral(columns[1..], response, deviation, logLikelihood, moved);
        }

        return sum;
    }
}
