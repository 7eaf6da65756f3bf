using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class NormalDistributionTests
{
    // mpmath 1.3.0 at 50 digits, of the double x.
    [Theory]
    [InlineData(-40, 0, -804.60844201375378817)]
    [InlineData(-30, 4.9067139271481870595e-198, -454.32124395634319711)]
    [InlineData(-20, 2.7536241186062336951e-89, -203.91715537109726394)]
    [InlineData(-10, 7.619853024160526066e-24, -53.231285150512470578)]
    [InlineData(-5, 2.8665157187919391167e-7, -15.064998393988725736)]
    [InlineData(-2, 0.0227501319481792072, -3.7831843336820319488)]
    [InlineData(-1, 0.15865525393145705141, -1.8410216450092635058)]
    [InlineData(-0.3, 0.38208857781104736693, -0.96210281816885065666)]
    [InlineData(0, 0.5, -0.69314718055994530942)]
    [InlineData(0.5, 0.69146246127401310364, -0.36894641528865639307)]
    [InlineData(1, 0.84134474606854294859, -0.17275377902344988953)]
    [InlineData(3, 0.99865010196836990547, -0.0013508099647481937988)]
    [InlineData(6, 0.99999999901341235496, -9.8658764552437573169e-10)]
    [InlineData(8.2, 0.99999999999999987981, -1.2019351542735858875e-16)]
    public void Cdf_KnownValues_AreReached(double x, double cdf, double logCdf)
    {
        // Beyond -38.5 the chance itself is below the least number.
        Assert.Equal(cdf, NormalDistribution.Cdf(x), 1.5e-15 * cdf);
        Assert.Equal(logCdf, NormalDistribution.LogCdf(x), 1.5e-15 * Math.Abs(logCdf));
    }

    // mpmath 1.3.0 at 50 digits, of the double p.
    [Theory]
    [InlineData(1e-300, -37.047096299361199237)]
    [InlineData(1e-100, -21.273453560965324294)]
    [InlineData(1e-20, -9.2623400897984075796)]
    [InlineData(1e-8, -5.6120012441747887279)]
    [InlineData(0.001, -3.0902323061678135354)]
    [InlineData(0.1, -1.2815515655446004353)]
    [InlineData(0.3, -0.52440051270804081597)]
    [InlineData(0.49, -0.025068908258711058033)]
    [InlineData(0.4999999, -2.5066282747031065135e-7)]
    [InlineData(0.5000001, 2.5066282733116483012e-7)]
    [InlineData(0.6, 0.25334710313579974132)]
    [InlineData(0.9, 1.2815515655446005935)]
    [InlineData(0.999, 3.0902323061678132778)]
    [InlineData(0.99999999, 5.6120012433055049826)]
    public void Quantile_KnownValues_AreReached(double probability, double expected) =>
        Assert.Equal(expected, NormalDistribution.Quantile(probability), 1e-14 * Math.Abs(expected));

    [Fact]
    public void Quantile_OfCdf_IsTheArgument()
    {
        for (double x = -37.5; x < 5; x += 0.0917)
        {
            // Above 0 the chance has lost what 1 - Φ has.
            double lost = x > 0 ? 2e-16 / Math.Exp(NormalDistribution.LogDensity(x)) : 0;
            Assert.Equal(x, NormalDistribution.Quantile(NormalDistribution.Cdf(x)), (1e-13 * Math.Abs(x)) + lost);
        }

        Assert.Equal(0, NormalDistribution.Quantile(0.5));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(1.1));
        Assert.InRange(NormalDistribution.Quantile(double.Epsilon), -38.5, -38.4);
    }

    [Fact]
    public void Layers_All_HaveOneArea()
    {
        double area = NormalLayers.Edges[0] * NormalLayers.Heights[1];
        for (int i = 1; i < NormalLayers.Count; i++)
        {
            double height = NormalLayers.Heights[i + 1] - NormalLayers.Heights[i];
            Assert.Equal(area, NormalLayers.Edges[i] * height, 1e-13 * (i == NormalLayers.Count - 1 ? 1e3 : 1));
        }
    }

    // The distance of Kolmogorov and Smirnov times √n exceeds 2.3 once in 20,000 times.
    [Fact]
    public void Sample_Draws_AreNormal() =>
        Assert.InRange(Draws.Distance(NormalDistribution.Sample, NormalDistribution.Cdf, 1_000_000), 0, 2.3);

    // The base layer's tail starts at 3.65: about 2.6 draws in 10,000.
    [Fact]
    public void Sample_Tail_HasItsShare()
    {
        const int Count = 4_000_000;
        var random = new RandomStream(11, 0);
        int[] beyond = new int[2];
        for (int i = 0; i < Count; i++)
        {
            double x = NormalDistribution.Sample(random);
            beyond[0] += Math.Abs(x) > NormalLayers.TailFrom ? 1 : 0;
            beyond[1] += Math.Abs(x) > 4.5 ? 1 : 0;
        }

        double[] chances = [2 * NormalDistribution.Cdf(-NormalLayers.TailFrom), 2 * NormalDistribution.Cdf(-4.5)];
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(Count * chances[i], beyond[i], 4 * Math.Sqrt(Count * chances[i]));
        }
    }

    [Fact]
    public void Sample_SameStream_GivesSameDraws()
    {
        var first = new RandomStream(3, 4);
        var second = new RandomStream(3, 4);
        _ = NormalDistribution.Sample(new RandomStream(9, 9));
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(NormalDistribution.Sample(first), NormalDistribution.Sample(second));
        }
    }
}
