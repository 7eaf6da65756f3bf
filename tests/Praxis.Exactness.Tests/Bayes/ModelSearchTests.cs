using Praxis.Bayes;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

public sealed class ModelSearchTests
{
    private const int Columns = 10;
    private static readonly ISlab Slab = new ProductMomentSlab(1, .4);

    public static TheoryData<string> Plans => ["reduced", "full", "ladder"];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Search_TenColumns_AgreesWithAllModelsAndMeetsTheBest(string name)
    {
        SelectionDesign design = Table(1);
        var prior = new BetaBinomialModelPrior(1, 1, Columns, 6);
        ModelWeights all = Search(design, prior).Enumerate(MarginalMethod.BestMode).Weights;
        SearchOutcome outcome = Search(design, prior).Run(
            Plan(name), 3, MarginalMethod.BestMode, stream: 1);

        var found = outcome.Weights.Models.ToDictionary(static model => model.Key);
        Assert.All(all.Models.Take(20), model => Assert.True(found.ContainsKey(model.Key)));
        Assert.All(
            all.Models.Where(model => found.ContainsKey(model.Key)),
            model => Assert.Equal(model.LogPosterior, found[model.Key].LogPosterior, 1e-7));
        double[] known = all.Inclusion(Columns);
        double[] inclusion = outcome.Weights.Inclusion(Columns);
        Assert.All(known, (value, unit) => Assert.Equal(value, inclusion[unit], .02));
        Assert.Equal(1, outcome.Weights.Probabilities.Sum(), 1e-12);
    }

    [Fact]
    public void Chain_TenColumns_VisitsModelsAsOftenAsTheyAreProbable()
    {
        const int sweeps = 400_000;
        SelectionDesign design = Table(2);
        var prior = new BetaBinomialModelPrior(1, 3, Columns, 5);
        ModelWeights all = Search(design, prior).Enumerate(MarginalMethod.BestMode).Weights;
        var chain = new ModelChain(
            Scorer(design, MarginalMethod.BestMode),
            prior,
            [.. Enumerable.Range(0, Columns).Select(static unit => (double)(unit % 3))],
            new RandomStream(4, 0, 256),
            2);
        chain.Run(5_000, 5_000, 1, new ChainTrace());
        chain.BeginDraws();
        chain.Run(sweeps, sweeps, 1, new ChainTrace());
        chain.EndBatch();

        double distance = all.Models.Select((model, i) =>
            Math.Abs(all.Probabilities[i] - (chain.Visits.GetValueOrDefault(model.Key) / (double)sweeps))).Sum() / 2;
        Assert.InRange(distance, 0, .02);
        double[] known = all.Inclusion(Columns);
        Assert.All(known, (value, unit) => Assert.Equal(value, chain.Inclusion.Mean(unit), .01));
        Assert.All(chain.Moves, static move => Assert.True(move.Counts.Accepted > 0));
    }

    // Without data in them, columns of zeros: the prior comes back, whatever the slab costs.
    [Fact]
    public void Chain_WithoutInformation_VisitsByThePrior()
    {
        const int sweeps = 200_000;
        bool[] isPositive = [.. Enumerable.Range(0, 8).Select(static row => row % 2 == 0)];
        SelectionDesign design = SelectionDesign.OfPrepared(new double[8 * 4], isPositive);
        var prior = new BernoulliModelPrior(.3, 4);
        var chain = new ModelChain(
            new LaplaceScorer(design, LogisticLikelihood.Instance, new NormalSlab(1), MarginalMethod.BestMode),
            prior,
            [1, 2, 3, 4],
            new RandomStream(5, 0, 256),
            2);
        chain.BeginDraws();
        chain.Run(sweeps, sweeps, 1, new ChainTrace());
        chain.EndBatch();
        Assert.All(Enumerable.Range(0, 4), unit => Assert.Equal(.3, chain.Inclusion.Mean(unit), .01));
    }

    [Fact]
    public void Search_AnyThreads_MeetsTheSameModelsWithTheSameBytes()
    {
        SelectionDesign design = Table(3);
        var prior = new UniformModelPrior(5);
        ModelWeights one = Search(design, prior).Run(Plan("reduced"), 2, MarginalMethod.Flips, 0).Weights;
        ModelWeights many = Search(design, prior, threads: 7).Run(Plan("reduced"), 2, MarginalMethod.Flips, 0).Weights;
        Assert.Equal(
            one.Models.Select(static model => model.LogPosterior),
            many.Models.Select(static model => model.LogPosterior));
        Assert.Equal(one.Probabilities, many.Probabilities);
    }

    [Fact]
    public void Key_OfUnitsInAnyOrder_IsOneSet()
    {
        var key = ModelKey.Of([5, 1, 900]);
        Assert.Equal(key, ModelKey.Of([900, 5, 1]));
        Assert.Equal(key, ModelKey.Of([5, 1, 900, 7]).Without(7));
        Assert.NotEqual(key, key.Without(5));
        Assert.Equal([1, 5, 900], key.Units.ToArray());
        Assert.Equal(ModelKey.Empty, key.Without(1).Without(5).Without(900));
        Assert.Equal(ModelKey.Empty.GetHashCode(), key.Without(1).Without(5).Without(900).GetHashCode());
    }

    private static SearchPlan Plan(string name) => name switch
    {
        "reduced" => new SearchPlan { Screened = 3, Drawn = 3, Patience = 0, Iterations = 600 },
        "full" => new SearchPlan { Screened = int.MaxValue, Patience = 0, Iterations = 600 },
        _ => new SearchPlan
        {
            Screened = 6,
            Drawn = 0,
            HasSwaps = false,
            Patience = 0,
            Iterations = 1200,
            InverseTemperatures = SearchPlan.Ladder(1200),
        },
    };

    private static ModelSearch Search(SelectionDesign design, IModelPrior prior, int threads = 1) => new(
        design, method => Scorer(design, method), prior, new FitContext { Seed = 11, ThreadCount = threads });

    private static LaplaceScorer Scorer(SelectionDesign design, MarginalMethod method) =>
        new(design, LogisticLikelihood.Instance, Slab, method);

    private static SelectionDesign Table(ulong seed)
    {
        const int rows = 60;
        var random = new RandomStream(seed, 7);
        double[] values = [.. Enumerable.Range(0, rows * Columns).Select(_ => NormalDistribution.Sample(random))];
        bool[] isPositive =
        [
            .. Enumerable.Range(0, rows).Select(row =>
                random.NextDouble() < LogisticLikelihood.Instance.Mean(
                    (1.2 * values[row * Columns]) - (.9 * values[(row * Columns) + 1]))),
        ];
        return SelectionDesign.OfPrepared(values, isPositive, hasIntercept: true);
    }
}
