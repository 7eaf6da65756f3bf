using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Finds models by their scores, by a search, by Metropolis-Hastings chains or all of them, and puts their
/// posterior together.</summary>
internal sealed class SearchedSelection
{
    private const int MostEnumerated = 20;
    private const int DefaultPatience = 50;
    private const int DefaultWalk = 10_000;
    private const int FewModels = 4096;
    private const int DrawCount = 1000;
    private const ulong DrawStream = 1UL << 40;
    private const ulong WalkStream = 1UL << 41;
    private readonly string _name;
    private readonly ModelSearchOptions _options;
    private readonly SelectionEngine _engine;
    private readonly SelectionData _data;
    private readonly SelectionDesign _design;
    private readonly FitContext _context;

    /// <summary>Takes what all engines need.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="options">How long chains and searches go.</param>
    /// <param name="engine">How models are found.</param>
    /// <param name="data">The rows.</param>
    /// <param name="design">Their columns.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="InputException">There are too many units to score every model.</exception>
    internal SearchedSelection(
        string name,
        ModelSearchOptions options,
        SelectionEngine engine,
        SelectionData data,
        SelectionDesign design,
        FitContext context)
    {
        int units = design.Units.Length;
        if (engine == SelectionEngine.Enumerate && units > MostEnumerated)
        {
            throw new InputException($"--engine enumerate takes at most {MostEnumerated} variables or groups, and there"
                + $" are {units}; take another");
        }

        _name = name;
        _options = options;
        _engine = engine;
        _data = data;
        _design = design;
        _context = context;
    }

    /// <summary>The most units of a model: as asked for, or half the rows.</summary>
    internal int GreatestSize => Math.Min(
        _design.Units.Length,
        _options.MaxSize > 0 ? _options.MaxSize : Math.Max(1, (int)Math.Round(_design.RowCount / 2.0)));

    /// <summary>Whether the link is the normal one.</summary>
    internal bool IsProbit { get; init; }

    /// <summary>Whether searches go as the publication's: by the marginal statistic, to the last move.</summary>
    internal bool IsPaper { get; init; }

    /// <summary>Finds the posterior.</summary>
    /// <param name="slab">Prior of coefficients.</param>
    /// <param name="prior">Over models.</param>
    /// <param name="marginal">How models are scored in the end.</param>
    internal SelectionPosterior Fit(ISlab slab, IModelPrior prior, MarginalMethod marginal)
    {
        LaplaceScorer Scorer(MarginalMethod method) => new(
            _design, IsProbit ? ProbitLikelihood.Instance : LogisticLikelihood.Instance, slab, method);
        LaplaceScorer? Rough() =>
            marginal == MarginalMethod.BestMode || slab.MomentOrder == 0 ? null : Scorer(MarginalMethod.BestMode);
        string priors = $"Prior of coefficients: {slab.Description}; of models: {prior.Description}, at most "
            + $"{prior.GreatestSize} {(prior.GreatestSize == 1 ? "unit" : "units")}."
            + (marginal == MarginalMethod.Importance
                ? $" Scores are means over {LaplaceScorer.ImportanceDraws} draws for each model; their error is not in "
                    + "the errors given."
                : "");
        if (_engine == SelectionEngine.Metropolis)
        {
            return Chains(() => Scorer(marginal), Rough, prior) with { Prior = priors };
        }

        int units = _design.Units.Length;
        var search = new ModelSearch(_design, Scorer, prior, _context);
        long started = _context.Clock.GetTimestamp();
        int walk = _options.Walk >= 0 ? _options.Walk : IsPaper ? 0 : DefaultWalk;
        bool areAllScored = _engine == SelectionEngine.Enumerate || (_engine == SelectionEngine.Reduced && walk > 0
            && units <= MostEnumerated && ModelSearch.CountOf(units, prior.GreatestSize) <= FewModels);
        if (areAllScored && _engine == SelectionEngine.Reduced)
        {
            _context.Report(new NoticeEvent(
                "all models are scored, as they are few; options of searches are without effect", IsWarning: false));
        }

        SearchOutcome outcome = areAllScored
            ? search.Enumerate(marginal)
            : search.Run(Plan(units), _options.Restarts, marginal, stream: 0);
        LaplaceScorer scorer = Scorer(marginal == MarginalMethod.Importance ? MarginalMethod.BestMode : marginal);
        WalkOutcome? walked = areAllScored || walk == 0
            ? null
            : new SearchWalk(_design, () => Scorer(marginal), Rough, prior, _context)
                .Run(outcome, _options.Restarts, walk, WalkStream, started);
        if (walked is null)
        {
            double[] inclusion = outcome.Weights.Inclusion(units);
            double[] errors = [.. inclusion.Select((_, unit) => Error(outcome, unit))];
            return Searched(scorer, inclusion, errors, outcome.Weights) with
            {
                Prior = priors,
                Search = new SearchSummary(outcome.ModelCount, outcome.Moves, GreatestDifference(outcome, units))
                {
                    WasWalkCut = !areAllScored && walk > 0,
                },
            };
        }

        return Searched(scorer, walked.Inclusion, walked.Errors, walked.Weights) with
        {
            Prior = priors,
            Search = new SearchSummary(outcome.ModelCount, outcome.Moves, walked.GreatestDifference)
            {
                WalkMoves = walked.MoveCount,
                UnknownShare = walked.UnknownShare,
            },
        };
    }

    private SelectionPosterior Searched(
        LaplaceScorer scorer, double[] inclusion, double[] errors, ModelWeights weights)
    {
        UnitPosterior[] units =
        [
            .. inclusion.Select((value, unit) =>
                new UnitPosterior(Math.Clamp(value, 0, 1), errors[unit], double.NaN)),
        ];
        return Result(scorer, units, weights) with { SizeShares = weights.SizeShares() };
    }

    private static double Error(SearchOutcome outcome, int unit)
    {
        int count = outcome.Inclusions.Length;
        if (count < 2)
        {
            return OfNone(outcome);
        }

        double mean = outcome.Inclusions.Average(one => one[unit]);
        return Math.Sqrt(outcome.Inclusions.Sum(one => (one[unit] - mean) * (one[unit] - mean)) / (count - 1) / count);
    }

    // Of all models there is nothing left to err in; of a single search nothing to tell the error by.
    private static double OfNone(SearchOutcome outcome) => outcome.Inclusions.Length == 0 ? 0 : double.NaN;

    private static double GreatestDifference(SearchOutcome outcome, int units) => outcome.Inclusions.Length < 2
        ? OfNone(outcome)
        : Enumerable.Range(0, units).Max(unit =>
            outcome.Inclusions.Max(one => one[unit]) - outcome.Inclusions.Min(one => one[unit]));

    // Models in proportion to their probabilities, signs of coefficients by theirs, coefficients from the normal law
    // at the mode of their signs.
    private SparseCoefficients[] Draws(LaplaceScorer scorer, ModelWeights weights)
    {
        var random = new RandomStream(_context.Seed, DrawStream, 256);
        var draws = new SparseCoefficients[DrawCount];
        double offset = random.NextDouble();
        double cumulative = 0;
        int next = 0;
        for (int i = 0; i < weights.Models.Count && next < DrawCount; i++)
        {
            cumulative += weights.Probabilities[i];
            ModelDraws? model = null;
            while (next < DrawCount && (next + offset < cumulative * DrawCount || i == weights.Models.Count - 1))
            {
                model ??= new ModelDraws(_design, scorer, weights.Models[i]);
                draws[next++] = model.Draw(random);
            }
        }

        return draws;
    }

    private SelectionPosterior Result(
        LaplaceScorer scorer, IReadOnlyList<UnitPosterior> units, ModelWeights weights) =>
        SelectionResult.Of(
            _name,
            _data,
            _design,
            scorer,
            IsProbit,
            units,
            [
                .. weights.Models.Select((model, i) =>
                    new ModelPosterior(model.Key.Units.ToArray(), weights.Probabilities[i])),
            ],
            Draws(scorer, weights));

    private SearchPlan Plan(int units)
    {
        bool isLadder = _engine == SelectionEngine.Ladder;
        return new SearchPlan
        {
            Iterations = _options.Iterations,
            Screened = _engine == SelectionEngine.Full ? units : _options.Screened,
            Drawn = _options.Drawn,
            HasSwaps = !isLadder,
            Screening = _options.Screening != ScreeningStatistic.Preset ? _options.Screening
                : IsPaper ? ScreeningStatistic.Marginal
                : ScreeningStatistic.Score,
            InverseTemperatures = isLadder ? SearchPlan.Ladder(_options.Iterations) : [1],
            Patience = _options.Patience >= 0 ? _options.Patience
                : IsPaper || isLadder ? 0
                : DefaultPatience,
        };
    }

    private SelectionPosterior Chains(
        Func<LaplaceScorer> makeScorer, Func<LaplaceScorer?> makeRoughScorer, IModelPrior prior)
    {
        int units = _design.Units.Length;
        var plan = ChainPlan.Of(_options.Chains, _options.WarmUp, _options.Draws, _options.Thin, 100);
        ChainMemory.Tell(plan, units, _design.Columns.Length, _context);
        var screen = new CandidateScreen(_design, ScreeningStatistic.Marginal);
        ModelChain[] chains =
        [
            .. Enumerable.Range(0, plan.ChainCount).Select(number => new ModelChain(
                makeScorer(),
                makeRoughScorer(),
                prior,
                screen.Values,
                ChainStreams.Of(_context.Seed, number, 0),
                plan.BatchCount)),
        ];
        ChainOutcome outcome = ChainRunner<ModelChain>.Run(_name, chains, plan, _context);
        InclusionAccumulator[] inclusion = [.. chains.Select(static chain => chain.Inclusion)];
        LaplaceScorer scorer = makeScorer();
        double total = chains.Sum(static chain => chain.Visits.Values.Sum());
        (ScoredModel Model, double Probability)[] models =
        [
            .. chains.SelectMany(static chain => chain.Visits).GroupBy(static visit => visit.Key)
                .Select(visits => (scorer.Score(visits.Key), visits.Sum(static visit => visit.Value) / total))
                .OrderByDescending(static one => one.Item2).ThenBy(static one => one.Item1.Key.Count)
                .ThenByDescending(static one => one.Item1.LogMarginal),
        ];
        return Result(
            scorer,
            [.. Enumerable.Range(0, units).Select(unit => UnitInclusion.Of(inclusion, unit))],
            new ModelWeights(
                [.. models.Select(static one => one.Model)], [.. models.Select(static one => one.Probability)])) with
        {
            LogPosterior = outcome.LogPosterior,
            Sizes = outcome.Sizes,
            Thin = plan.Thin,
            IsCut = outcome.IsCut,
            Moves = PosteriorEdges.Moves(chains),
        };
    }
}
