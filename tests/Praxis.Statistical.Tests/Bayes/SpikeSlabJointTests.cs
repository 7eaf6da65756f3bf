using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Statistical.Tests.Bayes;

/// <summary>The sampler over blocks where the response is drawn too: Geweke's joint test and simulation-based
/// calibration.</summary>
public sealed class SpikeSlabJointTests
{
    private const int Rows = 12;
    private const double SlabVariance = 1.5;
    private const double ForcedVariance = 2;
    private static readonly double[] LogOdds = [-.5, -1, .3];

    public static TheoryData<string> Links => [.. Enum.GetNames<WorkingLink>()];

    // Geweke, "Getting it right" (2004): response given parameters, then a sweep given the response, in turn; all means
    // must be those of the prior.
    [Theory]
    [MemberData(nameof(Links))]
    public void Joint_ResponseAndParametersInTurn_KeepThePrior(string link)
    {
        const int Batches = 50;
        const int Steps = 2000;
        double[] known = PriorMeans();
        var sums = new double[known.Length];
        var squares = new double[known.Length];
        var random = new RandomStream(8, 3, 256);
        SpikeSlabSampler sampler = Sampler(link);
        sampler.DrawPrior(random);
        for (int batch = 0; batch < Batches; batch++)
        {
            var means = new double[known.Length];
            for (int step = 0; step < Steps; step++)
            {
                sampler.Simulate(random);
                sampler.Sweep(random);
                AddFunctions(sampler, means, 1.0 / Steps);
            }

            for (int i = 0; i < known.Length; i++)
            {
                sums[i] += means[i] / Batches;
                squares[i] += means[i] * means[i] / Batches;
            }
        }

        for (int i = 0; i < known.Length; i++)
        {
            double error = Math.Sqrt((squares[i] - (sums[i] * sums[i])) / (Batches - 1));
            Assert.InRange((sums[i] - known[i]) / error, -4, 4);
            Assert.InRange(error, 0, .06 * Math.Max(1, known[i]));
        }
    }

    // Talts et al., "Validating Bayesian inference algorithms with simulation-based calibration" (2018).
    [Theory]
    [MemberData(nameof(Links))]
    public void Calibration_RanksOfTrueParameters_AreUniform(string link)
    {
        const int Replicates = 500;
        const int Draws = 99;
        const int Bins = 20;
        var counts = new int[5, Bins];
        var random = new RandomStream(21, 4, 256);
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            SpikeSlabSampler sampler = Sampler(link);
            sampler.DrawPrior(random);
            sampler.Simulate(random);
            double[] truth = Ranked(sampler);
            for (int block = 0; block < 3; block++)
            {
                sampler.Set(block, []);
            }

            sampler.Set(3, [0]);
            Sweep(sampler, random, 100);
            var below = new int[truth.Length];
            var ties = new int[truth.Length];
            for (int draw = 0; draw < Draws; draw++)
            {
                Sweep(sampler, random, 10);
                double[] drawn = Ranked(sampler);
                for (int i = 0; i < truth.Length; i++)
                {
                    below[i] += drawn[i] < truth[i] ? 1 : 0;
                    ties[i] += drawn[i] == truth[i] ? 1 : 0;
                }
            }

            for (int i = 0; i < truth.Length; i++)
            {
                counts[i, (below[i] + random.NextInt(ties[i] + 1)) * Bins / (Draws + 1)]++;
            }
        }

        for (int i = 0; i < counts.GetLength(0); i++)
        {
            double statistic = 0;
            for (int bin = 0; bin < Bins; bin++)
            {
                double excess = counts[i, bin] - ((double)Replicates / Bins);
                statistic += excess * excess * Bins / Replicates;
            }

            // The upper 0.1 % of chi-squared with 19 degrees of freedom.
            Assert.InRange(statistic, 0, 43.8);
        }
    }

    private static SpikeSlabSampler Sampler(string link)
    {
        var random = new RandomStream(2, 2);
        var values = new double[5 * Rows];
        NormalDistribution.Fill(random, values);
        var model = new SpikeSlabModel(
            values,
            new bool[Rows],
            [0, 2, 4, 5],
            SlabVariance,
            LogOdds,
            Enum.Parse<WorkingLink>(link),
            [.. Enumerable.Repeat(1.0, Rows)],
            [ForcedVariance]);
        return new SpikeSlabSampler(model, new SpikeSlabMoves { Swaps = 1 });
    }

    private static double[] PriorMeans()
    {
        double[] q = [.. LogOdds.Select(static o => 1 / (1 + Math.Exp(-o)))];
        return
        [
            q[0], q[1], q[2], q[0] * q[1],
            0, q[0] * SlabVariance, 3 * q[0] * SlabVariance * SlabVariance, 0,
            q[2] * SlabVariance, 0,
            ForcedVariance, 0,
        ];
    }

    private static void AddFunctions(SpikeSlabSampler sampler, double[] means, double weight)
    {
        ReadOnlySpan<double> b = sampler.Beta;
        double forced = sampler.ForcedBeta[0];
        double first = b[0] * b[0];
        bool both = sampler.IsIn(0) && sampler.IsIn(1);
        ReadOnlySpan<double> values =
        [
            sampler.IsIn(0) ? 1 : 0, sampler.IsIn(1) ? 1 : 0, sampler.IsIn(2) ? 1 : 0, both ? 1 : 0,
            b[0], first, first * first, b[0] * b[1],
            b[4] * b[4], b[2] * b[4],
            forced * forced, forced * b[0],
        ];
        for (int i = 0; i < values.Length; i++)
        {
            means[i] += weight * values[i];
        }
    }

    private static double[] Ranked(SpikeSlabSampler sampler) =>
        [sampler.Beta[0], sampler.ForcedBeta[0], sampler.Count, sampler.LogLikelihood, sampler.LogPosterior];

    private static void Sweep(SpikeSlabSampler sampler, RandomStream random, int count)
    {
        for (int sweep = 0; sweep < count; sweep++)
        {
            sampler.Sweep(random);
        }
    }
}
