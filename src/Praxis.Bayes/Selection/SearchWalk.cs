using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Chains behind a search, which give the models that no search met their share of the posterior.</summary>
/// <remarks>
/// Let S be the models that are known, with exact weights among each other: s_j is the inclusion of unit j among them.
/// With u the share of draws outside S and o_j that of draws outside S that have unit j, E[(1 - u) s_j + o_j] is the
/// inclusion among all models, whatever S is. Only what lies outside S has a Monte Carlo error. The first moves of the
/// chains add what they score to S; it is then fixed.
/// </remarks>
internal sealed class SearchWalk
{
    private const int BatchCount = 20;
    private const double Window = 15;
    private const int MostKnown = 5000;
    private readonly SelectionDesign _design;
    private readonly Func<LaplaceScorer> _makeScorer;
    private readonly Func<LaplaceScorer?> _makeRoughScorer;
    private readonly IModelPrior _prior;
    private readonly FitContext _context;

    /// <summary>Makes it.</summary>
    /// <param name="design">Rows, columns and units.</param>
    /// <param name="makeScorer">Makes a scorer, of the method by which models are scored in the end.</param>
    /// <param name="makeRoughScorer">Makes a quicker one, or null.</param>
    /// <param name="prior">Over models.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    internal SearchWalk(
        SelectionDesign design,
        Func<LaplaceScorer> makeScorer,
        Func<LaplaceScorer?> makeRoughScorer,
        IModelPrior prior,
        FitContext context)
    {
        _design = design;
        _makeScorer = makeScorer;
        _makeRoughScorer = makeRoughScorer;
        _prior = prior;
        _context = context;
    }

    /// <summary>Walks.</summary>
    /// <param name="searched">What searches met.</param>
    /// <param name="chainCount">Chains.</param>
    /// <param name="moveCount">Moves of each, after a quarter as many that only add to what is known.</param>
    /// <param name="stream">Number of the first random stream.</param>
    internal WalkOutcome Run(ModelWeights searched, int chainCount, int moveCount, ulong stream)
    {
        ModelChain[] chains = Chains(searched, chainCount, stream);
        ForAll(chainCount, number => chains[number].Run(moveCount / 4, 1, 1, new ChainTrace()));
        ModelWeights known = Known(searched, chains);
        HashSet<ModelKey> keys = [.. known.Models.Select(static model => model.Key)];
        var tallies = new OutsideTally[chainCount][];
        ForAll(chainCount, number =>
        {
            chains[number].BeginDraws();
            tallies[number] = new OutsideTally[BatchCount];
            for (int batch = 0; batch < BatchCount; batch++)
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                chains[number].Run(Math.Max(1, moveCount / BatchCount), 1, 1, new ChainTrace());
                tallies[number][batch] = OutsideTally.Of(chains[number].TakeVisits(), keys);
            }
        });
        double[] inside = known.Inclusion(_design.Units.Length);
        OutsideTally[] ofChains = [.. tallies.Select(OutsideTally.Mean)];
        var whole = OutsideTally.Mean(ofChains);
        OutsideTally[] batches = [.. tallies.SelectMany(static batch => batch)];

        // A unit that was met once or never has no spread of its own, but is no surer for it.
        double oneStay = OutsideTally.OneStay(batches);
        return new WalkOutcome(
            [.. inside.Select((share, unit) => whole.Inclusion(unit, share))],
            [
                .. inside.Select((share, unit) => Math.Max(
                    oneStay,
                    Math.Max(OutsideTally.Error(batches, unit, share), OutsideTally.Error(ofChains, unit, share)))),
            ],
            whole.Share,
            Enumerable.Range(0, inside.Length).Max(unit =>
                ofChains.Max(one => one.Inclusion(unit, inside[unit]))
                - ofChains.Min(one => one.Inclusion(unit, inside[unit]))),
            Together(known, whole));
    }

    // Each from its own best: the models of the searches in turn, down from the best.
    private ModelChain[] Chains(ModelWeights searched, int chainCount, ulong stream)
    {
        double[] inclusion = searched.Inclusion(_design.Units.Length);
        double sum = Math.Max(inclusion.Sum(), double.Epsilon);
        IReadOnlyList<double> marginal = new CandidateScreen(_design, ScreeningStatistic.Marginal).Values;
        double marginalSum = Math.Max(marginal.Sum(), double.Epsilon);
        double[] leaning = [.. inclusion.Select((share, unit) => (share / sum) + (marginal[unit] / marginalSum))];
        return
        [
            .. Enumerable.Range(0, chainCount).Select(number => new ModelChain(
                _makeScorer(),
                _makeRoughScorer(),
                _prior,
                leaning,
                new RandomStream(_context.Seed, stream + (ulong)number),
                BatchCount,
                searched.Models[Math.Min(number, searched.Models.Count - 1)].Key,
                searched.Models)),
        ];
    }

    private ModelWeights Known(ModelWeights searched, ModelChain[] chains)
    {
        HashSet<ModelKey> before = [.. searched.Models.Select(static model => model.Key)];
        double least = searched.Models[0].LogPosterior - Window;
        ModelKey[] fresh =
        [
            .. chains.SelectMany(static chain => chain.Scores).Where(model => !before.Contains(model.Key))
                .GroupBy(static model => model.Key, static model => model.Value)
                .Select(static model => (model.Key, Score: model.First()))
                .Where(model => model.Score >= least)
                .OrderByDescending(static model => model.Score).ThenBy(static model => model.Key.Count)
                .ThenBy(static model => model.Key.Hash)
                .Take(MostKnown).Select(static model => model.Key),
        ];
        return ModelWeights.Of([.. searched.Models, .. Scored(fresh)]);
    }

    // The known by exact weights, the others as often as they were met.
    private ModelWeights Together(ModelWeights known, OutsideTally whole)
    {
        KeyValuePair<ModelKey, double>[] outside =
            [.. whole.Models.OrderByDescending(static model => model.Value).ThenBy(static model => model.Key.Hash)];
        ScoredModel[] scored = Scored([.. outside.Select(static model => model.Key)]);
        (ScoredModel Model, double Probability)[] all =
        [
            .. known.Models.Select((model, i) => (model, known.Probabilities[i] * (1 - whole.Share))),
            .. scored.Select((model, i) => (model, outside[i].Value)),
        ];
        (ScoredModel Model, double Probability)[] sorted =
            [.. all.OrderByDescending(static one => one.Probability)];
        return new ModelWeights(
            [.. sorted.Select(static one => one.Model)], [.. sorted.Select(static one => one.Probability)]);
    }

    private ScoredModel[] Scored(ModelKey[] keys)
    {
        var models = new ScoredModel[keys.Length];
        int pieces = Math.Max(1, Math.Min(_context.ThreadCount, keys.Length));
        ForAll(pieces, piece =>
        {
            LaplaceScorer scorer = _makeScorer();
            for (int i = piece; i < keys.Length; i += pieces)
            {
                ScoredModel model = scorer.Score(keys[i]);
                models[i] = model with { LogPosterior = model.LogMarginal + _prior.LogPrior(keys[i]) };
            }
        });
        return models;
    }

    private void ForAll(int count, Action<int> work) =>
        ModelSearch.RunAll(Math.Min(_context.ThreadCount, count), count, work);
}

/// <summary>What the chains behind a search found.</summary>
/// <param name="Inclusion">Inclusion of each unit among all models: [units].</param>
/// <param name="Errors">Monte Carlo standard errors: [units].</param>
/// <param name="UnknownShare">Posterior probability of all models that are not known.</param>
/// <param name="GreatestDifference">The greatest difference of a unit's inclusion between two chains.</param>
/// <param name="Weights">Known and met models.</param>
internal sealed record WalkOutcome(
    double[] Inclusion, double[] Errors, double UnknownShare, double GreatestDifference, ModelWeights Weights);
