using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>R-hat and effective sample size of series whose truth is known.</summary>
public sealed class ChainDiagnosticsTests
{
    private const int Length = 20_000;

    [Fact]
    public void IndependentDraws_FourChains_AgreeAndAllCount()
    {
        double[][] chains = Chains(4, 0);
        Assert.InRange(ChainDiagnostics.SplitRHat(chains), 0.999, 1.001);
        Assert.InRange(ChainDiagnostics.EffectiveSampleSize(chains), .85 * 4 * Length, 1.15 * 4 * Length);
        Assert.InRange(ChainDiagnostics.MonteCarloError(chains) * Math.Sqrt(4.0 * Length), .92, 1.08);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(.9)]
    [InlineData(-.4)]
    public void Autoregression_FourChains_AreWorthLessByItsTime(double correlation)
    {
        double size = ChainDiagnostics.EffectiveSampleSize(Chains(4, correlation));
        double known = 4 * Length * (1 - correlation) / (1 + correlation);
        Assert.InRange(size / known, .85, 1.15);
    }

    [Fact]
    public void ShiftedChain_AmongFour_IsSeenByRHatAndSize()
    {
        double[][] chains = Chains(4, 0);
        chains[2] = [.. chains[2].Select(static value => value + 5)];

        // Between variance 25 · 3 / 16 · 8 / 7 over eight halves, to the variance 1 inside.
        Assert.InRange(ChainDiagnostics.SplitRHat(chains), 2.45, 2.6);
        Assert.InRange(ChainDiagnostics.EffectiveSampleSize(chains), 1, 20);
    }

    [Fact]
    public void DriftingChain_Alone_IsSeenByTheSplit()
    {
        double[] drift = [.. Chains(1, 0)[0].Select(static (value, draw) => value + (4.0 * draw / Length))];
        Assert.InRange(ChainDiagnostics.SplitRHat([drift]), 1.3, 3);
    }

    [Fact]
    public void NoDraws_OrConstantOnes_HaveNoDiagnostics()
    {
        Assert.True(double.IsNaN(ChainDiagnostics.SplitRHat([[1, 2, 3]])));
        Assert.True(double.IsNaN(ChainDiagnostics.SplitRHat([[2, 2, 2, 2], [2, 2, 2, 2]])));
        Assert.True(double.IsNaN(ChainDiagnostics.EffectiveSampleSize([[2, 2, 2, 2]])));
        Assert.True(double.IsNaN(ChainDiagnostics.MonteCarloError([[], []])));
    }

    private static double[][] Chains(int count, double correlation) =>
    [
        .. Enumerable.Range(0, count).Select(chain =>
        {
            var random = new RandomStream(9, (ulong)chain);
            var draws = new double[Length];
            draws[0] = NormalDistribution.Sample(random) / Math.Sqrt(1 - (correlation * correlation));
            for (int t = 1; t < Length; t++)
            {
                draws[t] = (correlation * draws[t - 1]) + NormalDistribution.Sample(random);
            }

            return draws;
        }),
    ];
}
