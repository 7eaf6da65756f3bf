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

    // With the rough scorer a move is accepted in two steps.
    [Theory]
    [InlineData(MarginalMethod.BestMode)]
    [InlineData(MarginalMethod.Flips)]
    public void Chain_TenColumns_VisitsModelsAsOftenAsTheyAreProbable(MarginalMethod method)
    {
        const int sweeps = 400_000;
        SelectionDesign design = Table(2);
        var prior = new BetaBinomialModelPrior(1, 3, Columns, 5);
        ModelWeights all = Search(design, prior).Enumerate(method).Weights;
        var chain = new ModelChain(
            Scorer(design, method),
            method == MarginalMethod.BestMode ? null : Scorer(design, MarginalMethod.BestMode),
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
            null,
            prior,
            [1, 2, 3, 4],
            new RandomStream(5, 0, 256),
            2);
        chain.BeginDraws();
        chain.Run(sweeps, sweeps, 1, new ChainTrace());
        chain.EndBatch();
        Assert.All(Enumerable.Range(0, 4), unit => Assert.Equal(.3, chain.Inclusion.Mean(unit), .01));
    }

    // A search that is cut short meets a part of the posterior; the chains behind it give the rest its share.
    [Fact]
    public void Walk_BehindAPoorSearch_HasTheInclusionOfAllModelsWithinItsErrors()
    {
        double squares = 0;
        int count = 0;
        for (ulong table = 10; table < 16; table++)
        {
            SelectionDesign design = Table(table);
            var prior = new BetaBinomialModelPrior(1, 3, Columns, 6);
            double[] known = Search(design, prior).Enumerate(MarginalMethod.Flips).Weights.Inclusion(Columns);
            SearchOutcome met = Search(design, prior).Run(
                Plan("reduced") with { Iterations = 1, Screened = 1, Drawn = 1 }, 4, MarginalMethod.Flips, 0);
            WalkOutcome walked = Walk(design, prior).Run(met, 4, 10_000, 100, 0)!;

            double[] searched = met.Weights.Inclusion(Columns);
            Assert.Contains(known.Index(), one => Math.Abs(one.Item - searched[one.Index]) > .05);
            Assert.InRange(walked.UnknownShare, 0, .9);
            Assert.Equal(1, walked.Weights.Probabilities.Sum(), 1e-9);
            Assert.All(known, (share, unit) =>
                Assert.InRange(Math.Abs(walked.Inclusion[unit] - share), 0, (5 * walked.Errors[unit]) + .002));
            squares += known.Select((share, unit) => Math.Pow(
                (walked.Inclusion[unit] - share) / Math.Max(walked.Errors[unit], 1e-9), 2)).Sum();
            count += Columns;
        }

        // Errors neither too small nor idle; of what is hardly ever met they are the least sure.
        Assert.InRange(Math.Sqrt(squares / count), .2, 2);
    }

    [Fact]
    public void Walk_AnyThreads_HasTheSameBytes()
    {
        SelectionDesign design = Table(3);
        var prior = new BetaBinomialModelPrior(1, 3, Columns, 6);
        SearchOutcome met = Search(design, prior).Run(Plan("reduced"), 2, MarginalMethod.Flips, 0);
        WalkOutcome one = Walk(design, prior).Run(met, 3, 400, 7, 0)!;
        WalkOutcome many = Walk(design, prior, threads: 5).Run(met, 3, 400, 7, 0)!;
        Assert.Equal(one.Inclusion, many.Inclusion);
        Assert.Equal(one.Errors, many.Errors);
        Assert.Equal(one.Weights.Probabilities, many.Weights.Probabilities);
    }

    [Fact]
    public void Walk_HardlyBegun_IsNotSure()
    {
        SelectionDesign design = Table(3);
        var prior = new BetaBinomialModelPrior(1, 3, Columns, 6);
        SearchOutcome met = Search(design, prior).Run(Plan("full"), 2, MarginalMethod.Flips, 0);
        WalkOutcome walked = Walk(design, prior).Run(met, 2, 1, 7, 0)!;
        Assert.Equal(20, walked.MoveCount);
        Assert.All(walked.Errors, static error => Assert.InRange(error, .2, 1));
    }

    [Theory]
    [InlineData(10, 10, 1024)]
    [InlineData(10, 2, 56)]
    [InlineData(200, 100, long.MaxValue)]
    public void Models_OfSomeSize_AreCounted(int units, int greatest, long count) =>
        Assert.Equal(count, ModelSearch.CountOf(units, greatest));

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
    public void Search_ManyThreads_TellsOneAtATimeInOrder()
    {
        const int restarts = 6;
        var told = new List<string>();
        int inside = 0;
        bool overlaps = false;
        SelectionDesign design = Table(3);
        var context = new FitContext
        {
            Seed = 11,
            ThreadCount = restarts,
            Report = happened =>
            {
                overlaps |= Interlocked.Increment(ref inside) > 1;
                told.Add(((NoticeEvent)happened).Message);
                Thread.SpinWait(10_000);
                Interlocked.Decrement(ref inside);
            },
        };
        var search = new ModelSearch(design, method => Scorer(design, method), new UniformModelPrior(5), context);

        search.Run(Plan("reduced") with { Iterations = 20 }, restarts, MarginalMethod.BestMode, 0);

        Assert.False(overlaps);
        Assert.Equal(Enumerable.Range(1, restarts).Select(static number => $"search {number} of 6 is over"), told);
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

    private static SearchWalk Walk(SelectionDesign design, IModelPrior prior, int threads = 1) => new(
        design,
        () => Scorer(design, MarginalMethod.Flips),
        () => Scorer(design, MarginalMethod.BestMode),
        prior,
        new FitContext { Seed = 11, ThreadCount = threads });

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
