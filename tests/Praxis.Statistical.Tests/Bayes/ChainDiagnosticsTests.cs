using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Statistical.Tests.Bayes;

public sealed class ChainDiagnosticsTests
{
    private const int Chains = 4;
    private const int Draws = 5000;

    [Fact]
    public void SplitRHat_IndependentDraws_IsOneAndShiftedChainsAreFound()
    {
        double[][] chains = Autoregressive(0, 1);
        Assert.InRange(ChainDiagnostics.SplitRHat(chains), .999, 1.002);
        chains[2] = [.. chains[2].Select(static value => value + 1)];
        Assert.InRange(ChainDiagnostics.SplitRHat(chains), 1.05, 1.2);
    }

    [Fact]
    public void SplitRHat_AChainThatDrifts_IsFoundByItsHalves()
    {
        double[][] chains = [[.. Autoregressive(0, 2)[0].Select(static (value, draw) => value + (draw / 1000.0))]];
        Assert.True(ChainDiagnostics.SplitRHat(chains) > 1.3);
    }

    [Fact]
    public void NoDraws_OrConstantOnes_HaveNoDiagnostics()
    {
        Assert.True(double.IsNaN(ChainDiagnostics.SplitRHat([[1, 2, 3]])));
        Assert.True(double.IsNaN(ChainDiagnostics.SplitRHat([[2, 2, 2, 2], [2, 2, 2, 2]])));
        Assert.True(double.IsNaN(ChainDiagnostics.EffectiveSampleSize([[2, 2, 2, 2]])));
        Assert.True(double.IsNaN(ChainDiagnostics.MonteCarloError([[], []])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(.5)]
    [InlineData(.9)]
    public void EffectiveSampleSize_AutoregressiveDraws_IsThatOfTheory(double correlation)
    {
        double known = Chains * Draws * (1 - correlation) / (1 + correlation);
        double found = ChainDiagnostics.EffectiveSampleSize(Autoregressive(correlation, 3));
        Assert.InRange(found / known, .85, 1.15);
    }

    [Fact]
    public void Error_OfAnIndicator_CoversTheTruthAsOftenAsItSays()
    {
        const int Runs = 400;
        const int Batches = 20;
        int covered = 0;
        for (int run = 0; run < Runs; run++)
        {
            var random = new RandomStream(9, (ulong)run);
            InclusionAccumulator[] chains = [.. Enumerable.Range(0, 2).Select(_ => Indicator(random, Batches))];
            InclusionSummary summary = InclusionSummary.Of(chains, 0);
            covered += Math.Abs(summary.Probability - .3) <= 1.96 * summary.Error ? 1 : 0;
        }

        // 95 % of 400 is 380; its standard deviation is 4.4, and the error is never below that of the chain means.
        Assert.InRange(covered, 366, 400);
    }

    // On with probability .3, each state kept for two draws on average.
    private static InclusionAccumulator Indicator(RandomStream random, int batches)
    {
        var accumulator = new InclusionAccumulator(1, batches);
        bool isOn = random.NextDouble() < .3;
        accumulator.Set(0, isOn, 0);
        if (!isOn)
        {
            accumulator = new InclusionAccumulator(1, batches);
        }

        accumulator.Begin(0);
        for (int time = 1; time <= batches * 200; time++)
        {
            if (random.NextInt(2) == 0 && random.NextDouble() < .3 != isOn)
            {
                isOn = !isOn;
                accumulator.Set(0, isOn, time);
            }

            if (time % 200 == 0)
            {
                accumulator.EndBatch(time);
            }
        }

        return accumulator;
    }

    private static double[][] Autoregressive(double correlation, ulong stream)
    {
        var random = new RandomStream(4, stream);
        double noise = Math.Sqrt(1 - (correlation * correlation));
        return
        [
            .. Enumerable.Range(0, Chains).Select(_ =>
            {
                var draws = new double[Draws];
                double value = NormalDistribution.Sample(random);
                for (int draw = 0; draw < Draws; draw++)
                {
                    value = (correlation * value) + (noise * NormalDistribution.Sample(random));
                    draws[draw] = value;
                }

                return draws;
            }),
        ];
    }
}
