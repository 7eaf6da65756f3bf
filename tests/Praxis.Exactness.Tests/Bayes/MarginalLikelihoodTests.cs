using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Marginal likelihoods against importance sampling and closed forms.</summary>
public sealed class MarginalLikelihoodTests
{
    private const int Rows = 100;

    // The specification's forty cases: one to five variables, correlation 0, .5 and .8.
    [Fact]
    public void MomentScores_FortyCases_AreAsNearToImportanceSamplingAsTheSpecificationSays()
    {
        var errors = new Dictionary<MarginalMethod, List<double>>();
        for (int number = 0; number < 40; number++)
        {
            int count = (number % 5) + 1;
            double correlation = ((double[])[0, .5, .8])[number % 3];
            SelectionDesign design = Table((ulong)number, 5, correlation);
            var slab = new ProductMomentSlab(1, .5);
            var key = ModelKey.Of(Enumerable.Range(0, count));
            double exact = Exact(design, slab, key, draws: 400_000);
            foreach (MarginalMethod method in Enum.GetValues<MarginalMethod>().Skip(1))
            {
                double score = new LaplaceScorer(design, LogisticLikelihood.Instance, slab, method).Score(key)
                    .LogMarginal;
                errors.TryAdd(method, []);
                errors[method].Add(score - exact);
            }
        }

        Assert.All(errors[MarginalMethod.BestMode], static error => Assert.InRange(error, -.85, .02));
        Assert.All(errors[MarginalMethod.Orthants], static error => Assert.InRange(error, -.3, .3));
        Assert.All(errors[MarginalMethod.Flips], static error => Assert.InRange(error, -.45, .3));
        Assert.All(errors[MarginalMethod.Corrected], static error => Assert.InRange(error, -.6, .6));
        Assert.InRange(errors[MarginalMethod.Orthants].Average(Math.Abs), 0, .07);
        Assert.InRange(errors[MarginalMethod.Importance].Average(Math.Abs), 0, .015);
        Assert.InRange(
            Math.Abs(errors[MarginalMethod.Orthants].Average()),
            0,
            Math.Abs(errors[MarginalMethod.BestMode].Average()));
    }

    // Where columns are alike the signs of the ridge mode are not those of the best orthant; the outcome is one of two,
    // so that no model gives it more than probability one.
    [Fact]
    public void Flips_ManyColumnsThatAreAlike_AreNearTheSumOverAllOrthants()
    {
        var differences = new List<double>();
        for (int number = 0; number < 18; number++)
        {
            int count = 6 + (number % 3);
            double correlation = ((double[])[.5, .9, .98])[number / 6];
            SelectionDesign design = Table((ulong)(300 + number), count, correlation);
            var slab = new ProductMomentSlab(1, 1 / 3.0);
            var key = ModelKey.Of(Enumerable.Range(0, count));
            double whole = new LaplaceScorer(design, LogisticLikelihood.Instance, slab, MarginalMethod.Orthants)
                .Score(key).LogMarginal;
            double flips = new LaplaceScorer(design, LogisticLikelihood.Instance, slab, MarginalMethod.Flips)
                .Score(key).LogMarginal;
            Assert.InRange(flips, double.NegativeInfinity, 0);
            differences.Add(flips - whole);
        }

        Assert.All(differences, static difference => Assert.InRange(difference, -2, .5));
        Assert.InRange(differences.Average(Math.Abs), 0, .5);
    }

    // A method that stays in the orthant of the ridge mode has signs that are more probably the other ones.
    [Fact]
    public void ChancesOfOtherSigns_AreThoseOfTheModelsOwnMode()
    {
        int turned = 0;
        for (int number = 0; number < 18; number++)
        {
            int count = 6 + (number % 3);
            SelectionDesign design = Table((ulong)(300 + number), count, ((double[])[.5, .9, .98])[number / 6]);
            var slab = new ProductMomentSlab(1, 1 / 3.0);
            var key = ModelKey.Of(Enumerable.Range(0, count));
            var flips = new LaplaceScorer(design, LogisticLikelihood.Instance, slab, MarginalMethod.Flips);
            var ridge = new LaplaceScorer(design, LogisticLikelihood.Instance, slab, MarginalMethod.BestMode);
            ScoredModel best = flips.Score(key);
            ScoredModel own = ridge.Score(key);
            double[] chances = ridge.ChancesOfOtherSigns(own);
            Assert.All(flips.ChancesOfOtherSigns(best), static chance => Assert.InRange(chance, 0, .5));
            for (int j = 0; j < chances.Length; j++)
            {
                int place = own.Mode.Length - chances.Length + j;
                bool isOther = own.Mode[place] < 0 != best.Mode[place] < 0;
                turned += isOther ? 1 : 0;
                Assert.True(isOther ? chances[j] >= .5 : chances[j] <= .5, $"{number}, {j}: {chances[j]}");
            }
        }

        Assert.True(turned > 0, "no table has another best orthant than that of the ridge mode");
    }

    [Fact]
    public void GaussianLikelihood_NormalSlab_IsTheClosedForm()
    {
        const double noise = .7;
        const double scale = 1.3;
        SelectionDesign design = Table(3, 4, .5);
        foreach (int[] units in (int[][])[[], [0], [1, 3], [0, 1, 2, 3]])
        {
            // y ~ N(0, σ²I + τ²XX').
            var covariance = new double[Rows * Rows];
            for (int row = 0; row < Rows; row++)
            {
                for (int other = 0; other < Rows; other++)
                {
                    covariance[(row * Rows) + other] = (row == other ? noise : 0)
                        + units.Sum(unit => scale * design.Column(unit)[row] * design.Column(unit)[other]);
                }
            }

            var factor = new double[Rows * Rows];
            Assert.True(SmallCholesky.TryFactor(covariance, Rows, factor));
            double[] whitened = [.. design.Response.AsSpan(0, Rows)];
            SmallCholesky.SolveLower(factor, Rows, whitened);
            double known = -(Rows * SpecialFunctions.HalfLogTwoPi)
                - (SmallCholesky.LogDeterminant(factor, Rows) / 2) - (whitened.Sum(static value => value * value) / 2);
            var scorer = new LaplaceScorer(
                design, new GaussianLikelihood(noise), new NormalSlab(scale), MarginalMethod.BestMode);
            Assert.Equal(known, scorer.Score(ModelKey.Of(units)).LogMarginal, 1e-9);
        }
    }

    // A group of one column has the product-moment prior of order 1.
    [Fact]
    public void GroupMoment_GroupsOfOne_IsNearTheMomentPrior()
    {
        SelectionDesign design = Table(5, 3, .3);
        foreach (int[] units in (int[][])[[0], [2], [0, 1], [0, 1, 2]])
        {
            var key = ModelKey.Of(units);
            double exact = Exact(design, new ProductMomentSlab(1, .5), key, draws: 200_000);
            double score = new LaplaceScorer(
                design, LogisticLikelihood.Instance, new GroupMomentSlab(.5), MarginalMethod.BestMode).Score(key)
                .LogMarginal;
            Assert.InRange(score - exact, -.5, .05);
        }
    }

    // The mean of a product of quadratic forms of normal draws.
    [Theory]
    [InlineData(1, .01)]
    [InlineData(2, .02)]
    [InlineData(4, .15)]
    public void GroupMoment_OfANormalLaw_IsItsMean(int groups, double tolerance)
    {
        const int size = 3;
        const double scale = .8;
        int d = groups * size;
        var random = new RandomStream(9, (ulong)groups);
        double[] mean = [.. Enumerable.Range(0, d).Select(_ => .5 * NormalDistribution.Sample(random))];
        double[] square = [.. Enumerable.Range(0, d * d).Select(_ => .3 * NormalDistribution.Sample(random))];
        var covariance = new double[d * d];
        for (int i = 0; i < d * d; i++)
        {
            covariance[i] = (i % (d + 1) == 0 ? .1 : 0)
                + Enumerable.Range(0, d).Sum(k => square[(i / d * d) + k] * square[(i % d * d) + k]);
        }

        var factor = new double[d * d];
        Assert.True(SmallCholesky.TryFactor(covariance, d, factor));
        const int draws = 400_000;
        double sum = 0;
        var z = new double[d];
        for (int draw = 0; draw < draws; draw++)
        {
            NormalDistribution.Fill(random, z);
            double product = 1;
            for (int group = 0; group < groups; group++)
            {
                double length = 0;
                for (int j = group * size; j < (group + 1) * size; j++)
                {
                    double value = mean[j];
                    for (int k = 0; k <= j; k++)
                    {
                        value += factor[(j * d) + k] * z[k];
                    }

                    length += value * value;
                }

                product *= length / (scale * size);
            }

            sum += product;
        }

        double known = Math.Log(sum / draws);
        int[] starts = [.. Enumerable.Range(0, groups + 1).Select(static group => group * size)];
        Assert.Equal(known, new GroupMomentSlab(scale).LogMoment(mean, covariance, starts), tolerance);
    }

    [Fact]
    public void MarkovRandomField_FourUnits_CountsEdgesInsideTwice()
    {
        var prior = new MarkovRandomFieldPrior(-1.5, .4, [(0, 1), (1, 0), (1, 2)], 4, 3);
        Assert.Equal(0, prior.LogPrior(ModelKey.Empty));
        Assert.Equal(-1.5, prior.LogPrior(ModelKey.Of([3])), 1e-12);
        Assert.Equal(-3 + .8, prior.LogPrior(ModelKey.Of([0, 1])), 1e-12);
        Assert.Equal(-3, prior.LogPrior(ModelKey.Of([0, 2])), 1e-12);
        Assert.Equal(-4.5 + 1.6, prior.LogPrior(ModelKey.Of([0, 1, 2])), 1e-12);
        Assert.Equal(double.NegativeInfinity, prior.LogPrior(ModelKey.Of([0, 1, 2, 3])));
        var free = new MarkovRandomFieldPrior(Math.Log(.2 / .8), 0, [(0, 1)], 4, 4);
        var plain = new BernoulliModelPrior(.2, 4);
        Assert.Equal(plain.LogPrior(ModelKey.Of([0, 1])), free.LogPrior(ModelKey.Of([0, 1])), 1e-12);
    }

    private static double Exact(SelectionDesign design, ISlab slab, ModelKey key, int draws)
    {
        var objective = new ModelObjective(design, LogisticLikelihood.Instance, slab);
        ScoredModel scored = new LaplaceScorer(design, LogisticLikelihood.Instance, slab, MarginalMethod.BestMode)
            .Score(key);
        objective.Take(key);
        (double exact, double error) = new ImportanceSampler(objective, draws).Score(scored.RidgeMode, 77);
        for (int more = 2; error > .003 && more <= 8; more *= 2)
        {
            (exact, error) = new ImportanceSampler(objective, draws * more).Score(scored.RidgeMode, 77);
        }

        // The specification's error of its own reference.
        Assert.InRange(error, 0, .003);
        return exact;
    }

    // Every column matters, by signs in turn.
    private static SelectionDesign Table(ulong seed, int columns, double correlation)
    {
        var random = new RandomStream(seed, 21);
        var values = new double[Rows * columns];
        var isPositive = new bool[Rows];
        for (int row = 0; row < Rows; row++)
        {
            double shared = NormalDistribution.Sample(random);
            for (int column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = (Math.Sqrt(correlation) * shared)
                    + (Math.Sqrt(1 - correlation) * NormalDistribution.Sample(random));
            }

            double eta = 0;
            for (int column = 0; column < columns; column++)
            {
                eta += (column % 2 == 0 ? 1.2 : -.9) * values[(row * columns) + column];
            }

            isPositive[row] = random.NextDouble() < LogisticLikelihood.Instance.Mean(eta);
        }

        return SelectionDesign.OfPrepared(values, isPositive);
    }
}
