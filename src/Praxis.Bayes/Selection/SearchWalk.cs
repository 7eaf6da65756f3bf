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
    private const int MostUnwatched = 5000;

    // Moves that a stay outside is taken to have where none was seen.
    private const double LeastStay = 10;
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
    /// <param name="moveCount">Moves of each, rounded up to twenty parts, after a quarter as many that only add to what
    /// is known.</param>
    /// <param name="stream">Number of the first random stream.</param>
    /// <param name="started">When the time limit began to run.</param>
    /// <returns>What the chains found; null where the time limit ended them before two parts were over.</returns>
    internal WalkOutcome? Run(SearchOutcome searched, int chainCount, int moveCount, ulong stream, long started)
    {
        int part = (moveCount + BatchCount - 1) / BatchCount;
        ModelChain[] chains = Chains(searched, chainCount, stream);
        int warm = Parts(chains, BatchCount / 4, part, started, static (_, _) => { });
        ModelWeights known = Known(searched.Weights, chains);
        HashSet<ModelKey> keys = [.. known.Models.Select(static model => model.Key)];
        var tallies = new OutsideTally[chainCount][];
        for (int number = 0; number < chainCount; number++)
        {
            chains[number].BeginDraws();
            tallies[number] = new OutsideTally[BatchCount];
        }

        int done = warm < BatchCount / 4 ? 0 : Parts(chains, BatchCount, part, started, (number, batch) =>
            tallies[number][batch] = OutsideTally.Of(chains[number].TakeVisits(), keys));
        if (done < BatchCount)
        {
            _context.Report(new NoticeEvent(
                "the chains behind the searches were ended by the time limit; " + (done < 2
                    ? "probabilities are shares among the models that the searches met"
                    : "repeated, they may end elsewhere"),
                IsWarning: true));
        }

        return done < 2 ? null : Outcome(known, [.. tallies.Select(all => all[..done])], done * part);
    }

    private WalkOutcome Outcome(ModelWeights known, OutsideTally[][] tallies, int moveCount)
    {
        double[] inside = known.Inclusion(_design.Units.Length);
        OutsideTally[] ofChains = [.. tallies.Select(OutsideTally.Mean)];
        var whole = OutsideTally.Mean(ofChains);
        OutsideTally[] parts = [.. tallies.SelectMany(static part => part)];

        // A unit that was met once or never has no spread of its own, but is no surer for it.
        double least = Math.Max(OutsideTally.OneStay(parts), LeastStay / ((double)moveCount * tallies.Length));
        return new WalkOutcome(
            [.. inside.Select((share, unit) => whole.Inclusion(unit, share))],
            [
                .. inside.Select((share, unit) => Math.Max(
                    least,
                    Math.Max(OutsideTally.Error(parts, unit, share), OutsideTally.Error(ofChains, unit, share)))),
            ],
            whole.Share,
            ofChains.Length < 2 ? double.NaN : Enumerable.Range(0, inside.Length).Max(unit =>
                ofChains.Max(one => one.Inclusion(unit, inside[unit]))
                - ofChains.Min(one => one.Inclusion(unit, inside[unit]))),
            moveCount,
            Together(known, whole));
    }

    // Runs all chains part by part, until their number or the time limit; how many parts are over.
    // A part that the limit cuts does not count.
    private int Parts(ModelChain[] chains, int partCount, int moveCount, long started, Action<int, int> after)
    {
        bool isOver = false;
        for (int part = 0; part < partCount; part++)
        {
            ForAll(chains.Length, number =>
            {
                for (int left = moveCount; left > 0 && !isOver; left -= MostUnwatched)
                {
                    _context.Cancellation.ThrowIfCancellationRequested();
                    isOver |= _context.TimeLimit is { } limit && _context.Clock.GetElapsedTime(started) >= limit;
                    chains[number].Run(Math.Min(left, MostUnwatched), 1, 1, new ChainTrace());
                }

                if (!isOver)
                {
                    after(number, part);
                }
            });
            if (isOver)
            {
                return part;
            }
        }

        return partCount;
    }

    // Each from the best model of its own search.
    private ModelChain[] Chains(SearchOutcome searched, int chainCount, ulong stream)
    {
        double[] inclusion = searched.Weights.Inclusion(_design.Units.Length);
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
                searched.Bests[number % searched.Bests.Count],
                searched.Weights.Models)),
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
/// <param name="GreatestDifference">The greatest difference of a unit's inclusion between two chains; not a number of
/// one.</param>
/// <param name="MoveCount">Moves of each chain that count.</param>
/// <param name="Weights">Known and met models.</param>
internal sealed record WalkOutcome(
    double[] Inclusion,
    double[] Errors,
    double UnknownShare,
    double GreatestDifference,
    int MoveCount,
    ModelWeights Weights);
