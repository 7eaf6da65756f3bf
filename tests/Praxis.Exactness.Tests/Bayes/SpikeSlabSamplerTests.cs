using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>The sampler over blocks against enumerations of all their sets.</summary>
public sealed class SpikeSlabSamplerTests
{
    private const int Sweeps = 200_000;
    private static readonly bool[] Response = [true, false, true, true, false, false, true, true, false, true];
    private static readonly double[][] Columns =
    [
        [.. Enumerable.Range(1, 10).Select(static i => ((7 * i % 11) - 5) / 3.0)],
        [.. Enumerable.Range(1, 10).Select(static i => ((i * i % 7) - 2) / 2.0)],
        [.. Enumerable.Range(1, 10).Select(static i => ((((7 * i % 11) - 5) / 3.0) + ((5 * i % 13) - 6)) / 4)],
    ];

    [Theory]
    [InlineData(nameof(WorkingLink.Student), 0, false)]
    [InlineData(nameof(WorkingLink.Student), 1, false)]
    [InlineData(nameof(WorkingLink.Student), 0, true)]
    [InlineData(nameof(WorkingLink.Student), 2, true)]
    [InlineData(nameof(WorkingLink.PolyaGamma), 0, false)]
    [InlineData(nameof(WorkingLink.PolyaGamma), 1, true)]
    public void Frequencies_GoldenTable_AreThoseOfTheEnumeration(string name, int swaps, bool scale)
    {
        WorkingLink link = Enum.Parse<WorkingLink>(name);
        var sampler = new SpikeSlabSampler(
            GoldenGroups.Model(link), new SpikeSlabMoves { Swaps = swaps, Scale = scale });

        // The table is of importance sampling, good to about 5e-4.
        SpikeSlabRuns.AssertShares(
            link == WorkingLink.Student ? GoldenGroups.Student : GoldenGroups.Logistic,
            SpikeSlabRuns.Frequencies(sampler, 3, 5 * Sweeps),
            5e-4);
    }

    [Theory]
    [InlineData(nameof(WorkingLink.Student))]
    [InlineData(nameof(WorkingLink.PolyaGamma))]
    public void Frequencies_BlocksInAnotherOrder_AreThoseOfTheSameSets(string name)
    {
        WorkingLink link = Enum.Parse<WorkingLink>(name);
        double[] all = link == WorkingLink.Student ? GoldenGroups.Student : GoldenGroups.Logistic;
        int[] order = [2, 0, 1];
        SpikeSlabRuns.AssertShares(
            [
                .. Enumerable.Range(0, 8).Select(set =>
                    all[Enumerable.Range(0, 3).Sum(place => ((set >> place) & 1) << order[place])]),
            ],
            SpikeSlabRuns.Frequencies(
                new SpikeSlabSampler(GoldenGroups.Model(link, order), new SpikeSlabMoves { Swaps = 1 }),
                3,
                5 * Sweeps),
            5e-4);
    }

    [Theory]
    [InlineData(nameof(WorkingLink.Student))]
    [InlineData(nameof(WorkingLink.PolyaGamma))]
    public void Swaps_Alone_GiveTheSharesAmongSetsOfTheirSize(string name)
    {
        WorkingLink link = Enum.Parse<WorkingLink>(name);
        double[] all = link == WorkingLink.Student ? GoldenGroups.Student : GoldenGroups.Logistic;
        var sampler = new SpikeSlabSampler(GoldenGroups.Model(link), new SpikeSlabMoves { Flips = false, Swaps = 1 });
        sampler.Set(0, [.1, .1]);
        (double[] shares, double[] errors, _) = SpikeSlabRuns.Frequencies(sampler, 3, Sweeps);
        foreach (int set in (int[])[1, 2, 4])
        {
            double known = all[set] / (all[1] + all[2] + all[4]);
            Assert.InRange(shares[set] - known, (-4 * errors[set]) - .001, (4 * errors[set]) + .001);
            Assert.InRange(errors[set], 0, .003);
        }

        Assert.Equal(1, shares[1] + shares[2] + shares[4], 1e-12);
    }

    [Theory]
    [InlineData(nameof(WorkingLink.Student), 1)]
    [InlineData(nameof(WorkingLink.PolyaGamma), 1)]
    [InlineData(nameof(WorkingLink.Probit), 1)]
    [InlineData(nameof(WorkingLink.Probit), 4)]
    public void Frequencies_BlocksOfOneColumn_AreThoseOfTheEnumeration(string name, double slabVariance)
    {
        WorkingLink link = Enum.Parse<WorkingLink>(name);
        double[] odds = [-1, .2, -.4];
        double[] known = SpikeSlabRuns.Enumerated(
            Columns,
            Response,
            slabVariance,
            set => odds.Where((_, block) => (set >> block & 1) == 1).Sum(),
            predictor => WorkingLayer.LogLikelihood(link, predictor));
        var sampler = new SpikeSlabSampler(Model(link, slabVariance, odds), SpikeSlabMoves.For(3));

        SpikeSlabRuns.AssertShares(known, SpikeSlabRuns.Frequencies(sampler, 3, Sweeps), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Frequencies_NormalResponse_AreThoseOfTheClosedForm(double slabVariance)
    {
        double[] odds = [-1, .2, -.4];
        double[] measured = [1.3, -.2, .8, 2.1, -1.4, -.3, .9, 1.6, -.7, .4];
        double[] weights =
        [
            .. Enumerable.Range(0, 8).Select(set => Math.Exp(
                odds.Where((_, block) => (set >> block & 1) == 1).Sum()
                    + LogEvidence([.. Columns.Where((_, block) => (set >> block & 1) == 1)], measured, slabVariance))),
        ];
        var model = new SpikeSlabModel(
            [.. Columns[0], .. Columns[1], .. Columns[2]],
            Response, [0, 1, 2, 3], slabVariance, odds, WorkingLink.Gaussian, measured: measured);
        var sampler = new SpikeSlabSampler(model, SpikeSlabMoves.For(3));

        SpikeSlabRuns.AssertShares(
            [.. weights.Select(weight => weight / weights.Sum())],
            SpikeSlabRuns.Frequencies(sampler, 3, Sweeps),
            1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Frequencies_ProbitWithMarkovRandomField_AreThoseOfTheEnumeration(int swaps)
    {
        double[] known = SpikeSlabRuns.Enumerated(
            Columns, Response, 1, PathCoupling.LogPrior, NormalDistribution.LogCdf);
        var coupling = new PathCoupling();
        var sampler = new SpikeSlabSampler(
            Model(WorkingLink.Probit, 1, [0, 0, 0]), new SpikeSlabMoves { Swaps = swaps }, coupling);

        SpikeSlabRuns.AssertShares(known, SpikeSlabRuns.Frequencies(sampler, 3, Sweeps), 1e-5);
        Assert.All(Enumerable.Range(0, 3), block => Assert.Equal(sampler.IsIn(block), coupling.IsIn[block]));
    }

    [Theory]
    [InlineData(nameof(WorkingLink.Student))]
    [InlineData(nameof(WorkingLink.PolyaGamma))]
    [InlineData(nameof(WorkingLink.Probit))]
    public void ForcedColumn_WideAndNarrowPrior_IsTheEnumerationOfACertainBlock(string name)
    {
        // A forced column of variance τ² is a block whose odds are infinite.
        WorkingLink link = Enum.Parse<WorkingLink>(name);
        double[] known = SpikeSlabRuns.Enumerated(
            Columns,
            Response,
            2,
            static set => (set & 4) == 0 ? double.NegativeInfinity : 0,
            predictor => WorkingLayer.LogLikelihood(link, predictor));
        var model = new SpikeSlabModel(
            [.. Columns[0], .. Columns[1]], Response, [0, 1, 2], 2, [0, 0], link, Columns[2], [2]);
        var sampler = new SpikeSlabSampler(model, SpikeSlabMoves.For(2));

        SpikeSlabRuns.AssertShares(known[4..], SpikeSlabRuns.Frequencies(sampler, 2, Sweeps), 1e-5);
    }

    [Theory]
    [InlineData(nameof(WorkingLink.Student), 1)]
    [InlineData(nameof(WorkingLink.PolyaGamma), 26)]
    [InlineData(nameof(WorkingLink.Probit), 26)]
    public void NoInformation_Columns_LeaveThePriorOdds(string name, double slabVariance)
    {
        double[] odds = [-2, .5, -.1];
        var model = new SpikeSlabModel(
            new double[60], Response, [0, 1, 3, 6], slabVariance, odds, Enum.Parse<WorkingLink>(name));
        var sampler = new SpikeSlabSampler(model, SpikeSlabMoves.For(3));
        var random = new RandomStream(1, 1);
        double sum = 0;
        for (int sweep = 0; sweep < 20_000; sweep++)
        {
            sampler.Sweep(random);
            sum += sampler.Count;
            for (int block = 0; block < 3; block++)
            {
                Assert.Equal(odds[block], sampler.LogOdds(block), 1e-13);
                Assert.Equal(1 / (1 + Math.Exp(-odds[block])), sampler.Probabilities[block], 1e-13);
            }
        }

        double[] chances = [.. odds.Select(static o => 1 / (1 + Math.Exp(-o)))];
        double error = 4 * Math.Sqrt(chances.Sum(static q => q * (1 - q)) / 20_000) + .002;
        Assert.InRange((sum / 20_000) - chances.Sum(), -error, error);
    }

    [Fact]
    public void LogPosterior_Anywhere_IsTheSumOfItsParts()
    {
        foreach (WorkingLink link in Enum.GetValues<WorkingLink>())
        {
            var model = new SpikeSlabModel(
                [.. Columns[0], .. Columns[1], .. Columns[2]],
                Response, [0, 1, 3], 2, [-1, .3], link, [.. Enumerable.Repeat(1.0, 10)], [100]);
            var sampler = new SpikeSlabSampler(model, SpikeSlabMoves.For(2));
            SpikeSlabRuns.Sweep(sampler, new RandomStream(1, 1), 50);
            sampler.Set(0, []);
            sampler.Set(1, [.4, -1.2]);
            sampler.Set(2, [.7]);
            double known = .3;
            for (int row = 0; row < 10; row++)
            {
                double predictor = (.4 * Columns[1][row]) - (1.2 * Columns[2][row]) + .7;
                known += link == WorkingLink.Gaussian
                    ? NormalDistribution.LogDensity((Response[row] ? 1 : 0) - predictor)
                    : WorkingLayer.LogLikelihood(link, Response[row] ? predictor : -predictor);
            }

            foreach ((double value, double variance) in ((double, double)[])[(.4, 2), (-1.2, 2), (.7, 100)])
            {
                known += NormalDistribution.LogDensity(value / Math.Sqrt(variance)) - (.5 * Math.Log(variance));
            }

            Assert.Equal(known, sampler.LogPosterior, 1e-10);
        }
    }

    // Factors of the scale move multiply the rounding of the residual where it is not made anew.
    [Theory]
    [InlineData(nameof(WorkingLink.Student))]
    [InlineData(nameof(WorkingLink.PolyaGamma))]
    [InlineData(nameof(WorkingLink.Probit))]
    public void Rounding_OfManySweeps_StaysSmall(string name)
    {
        var sampler = new SpikeSlabSampler(
            Model(Enum.Parse<WorkingLink>(name), 4, [-1, .2, -.4]), SpikeSlabMoves.For(3));
        var random = new RandomStream(1, 1);
        for (int sweep = 0; sweep < 20_000; sweep++)
        {
            sampler.Simulate(random);
            sampler.Sweep(random);
        }

        double before = sampler.LogPosterior;
        sampler.EndRound();
        Assert.Equal(before, sampler.LogPosterior, 1e-9);
    }

    [Fact]
    public void Sweep_AnyLink_DoesNotAllocate()
    {
        foreach (WorkingLink link in Enum.GetValues<WorkingLink>())
        {
            var sampler = new SpikeSlabSampler(Model(link, 4, [-1, .2, -.4]), SpikeSlabMoves.For(3));
            var random = new RandomStream(1, 1);
            SpikeSlabRuns.Sweep(sampler, random, 100);
            long before = GC.GetAllocatedBytesForCurrentThread();
            SpikeSlabRuns.Sweep(sampler, random, 100);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    // ln of the density of y ~ N(0, I + τ² XX'), but for a constant: by a factor of that matrix.
    private static double LogEvidence(double[][] columns, double[] measured, double slabVariance)
    {
        int size = measured.Length;
        var factor = new double[size, size];
        double sum = 0;
        var solved = new double[size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double value = (row == column ? 1 : 0) + (slabVariance * columns.Sum(x => x[row] * x[column]));
                for (int k = 0; k < column; k++)
                {
                    value -= factor[row, k] * factor[column, k];
                }

                factor[row, column] = row == column ? Math.Sqrt(value) : value / factor[column, column];
            }

            double rest = measured[row];
            for (int k = 0; k < row; k++)
            {
                rest -= factor[row, k] * solved[k];
            }

            solved[row] = rest / factor[row, row];
            sum -= Math.Log(factor[row, row]) + (solved[row] * solved[row] / 2);
        }

        return sum;
    }

    private static SpikeSlabModel Model(WorkingLink link, double slabVariance, double[] odds) => new(
        [.. Columns[0], .. Columns[1], .. Columns[2]], Response, [0, 1, 2, 3], slabVariance, odds, link);

    // A Markov random field on the path 0 - 1 - 2: exp(-.7 |set| + 2 * .6 edges within it).
    private sealed class PathCoupling : ICoupling
    {
        internal bool[] IsIn { get; } = new bool[3];

        public double LogOdds(int candidate)
        {
            int near = candidate > 0 && IsIn[candidate - 1] ? 1 : 0;
            near += candidate < 2 && IsIn[candidate + 1] ? 1 : 0;
            return -.7 + (1.2 * near);
        }

        public void Changed(int candidate, bool isIn)
        {
            Assert.NotEqual(isIn, IsIn[candidate]);
            IsIn[candidate] = isIn;
        }

        internal static double LogPrior(int set) =>
            (-.7 * int.PopCount(set)) + (1.2 * int.PopCount(set & (set >> 1)));
    }
}
