using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Selects variables of a logistic regression by a product-moment prior, arXiv 2203.07110.</summary>
/// <param name="options">Prior and engine.</param>
public sealed class PmomLogisticEstimator(PmomLogisticOptions options) : IEstimator<SelectionData, SelectionPosterior>
{
    /// <summary>The method's name.</summary>
    internal const string Name = "pmom-logistic";
    private const int MostEnumerated = 20;
    private const int DrawCount = 1000;
    private const ulong DrawStream = 1UL << 40;

    private bool IsPaper => options.Preset == HyperparameterPreset.Paper;

    /// <inheritdoc/>
    public SelectionPosterior Fit(SelectionData data, FitContext context)
    {
        OptionsSchema.Validate(options);
        SelectionDesign design = data.Design();
        int units = design.Units.Length;
        if (options.Engine == SelectionEngine.Enumerate && units > MostEnumerated)
        {
            throw new InputException(
                $"--engine enumerate takes at most {MostEnumerated} variables, and there are {units}; take another");
        }

        ISlab slab = Slab(design);
        IModelPrior prior = Prior(design);
        MarginalMethod marginal = IsPaper ? MarginalMethod.BestMode : options.Marginal;
        LaplaceScorer Scorer(MarginalMethod method) => new(design, LogisticLikelihood.Instance, slab, method);
        if (options.Engine == SelectionEngine.Metropolis)
        {
            return Chains(data, design, () => Scorer(marginal), prior, context);
        }

        var search = new ModelSearch(design, Scorer, prior, context);
        SearchOutcome outcome = options.Engine == SelectionEngine.Enumerate
            ? search.Enumerate(marginal)
            : search.Run(Plan(units), options.Restarts, marginal, stream: 0);
        double[] inclusion = outcome.Weights.Inclusion(units);
        LaplaceScorer scorer = Scorer(MarginalMethod.BestMode);
        return SelectionResult.Of(
            Name, data, design, scorer, isProbit: false,
            [
                .. inclusion.Select((value, unit) =>
                    new UnitPosterior(Math.Min(1, value), Error(outcome, unit), double.NaN)),
            ],
            [
                .. outcome.Weights.Models.Select((model, i) =>
                    new ModelPosterior(model.Key.Units.ToArray(), outcome.Weights.Probabilities[i])),
            ],
            Draws(design, scorer, outcome.Weights, context.Seed)) with
        {
            Search = new SearchSummary(outcome.ModelCount, outcome.Moves, GreatestDifference(outcome, units)),
        };
    }

    /// <summary>The prior of coefficients.</summary>
    internal ISlab Slab(SelectionDesign design)
    {
        SlabKind kind = options.Slab != SlabKind.Preset ? options.Slab
            : IsPaper ? SlabKind.HyperMoment
            : SlabKind.Moment;
        double n = design.RowCount;
        double p = design.ColumnCount;
        double scale = options.Scale > 0 ? options.Scale
            : IsPaper && kind == SlabKind.Moment ? Math.Pow(p, 2.05) / Math.Sqrt(n)
            : 1 / 3.0;
        double rate = options.ScaleRate > 0 ? options.ScaleRate
            : 100 * Math.Pow(n, -1 / 3.0) * Math.Pow(p, 2.001 * 2 / 3);
        return kind switch
        {
            SlabKind.Normal => new NormalSlab(scale),
            SlabKind.Moment => new ProductMomentSlab(options.MomentOrder, scale),
            _ => new HyperProductMomentSlab(options.MomentOrder, options.ScaleShape, rate),
        };
    }

    private static double Error(SearchOutcome outcome, int unit)
    {
        int count = outcome.Inclusions.Length;
        if (count < 2)
        {
            return 0;
        }

        double mean = outcome.Inclusions.Average(one => one[unit]);
        return Math.Sqrt(outcome.Inclusions.Sum(one => (one[unit] - mean) * (one[unit] - mean)) / (count - 1) / count);
    }

    private static double GreatestDifference(SearchOutcome outcome, int units) => outcome.Inclusions.Length < 2
        ? 0
        : Enumerable.Range(0, units).Max(unit =>
            outcome.Inclusions.Max(one => one[unit]) - outcome.Inclusions.Min(one => one[unit]));

    // Models in proportion to their probabilities, coefficients of each from the normal law at its mode.
    private static SparseCoefficients[] Draws(
        SelectionDesign design, LaplaceScorer scorer, ModelWeights weights, ulong seed)
    {
        var random = new RandomStream(seed, DrawStream, 256);
        var draws = new SparseCoefficients[DrawCount];
        double offset = random.NextDouble();
        double cumulative = 0;
        int next = 0;
        for (int i = 0; i < weights.Models.Count && next < DrawCount; i++)
        {
            cumulative += weights.Probabilities[i];
            double[]? factor = null;
            double[] mode = weights.Models[i].Mode;
            int[] columns = [];
            while (next < DrawCount && (next + offset < cumulative * DrawCount || i == weights.Models.Count - 1))
            {
                if (columns.Length == 0 && mode.Length > 0)
                {
                    columns = SelectionResult.ColumnsOf(design, weights.Models[i].Key.Units.ToArray());
                    factor = scorer.FactorAt(weights.Models[i].Key, mode);
                }

                var move = new double[mode.Length];
                if (factor is not null)
                {
                    NormalDistribution.Fill(random, move);
                    SmallCholesky.SolveUpper(factor, mode.Length, move);
                }

                draws[next++] = new SparseCoefficients(columns, [.. mode.Select((value, j) => value + move[j])]);
            }
        }

        return draws;
    }

    private IModelPrior Prior(SelectionDesign design)
    {
        int units = design.Units.Length;
        int greatest = Math.Min(units, options.MaxSize > 0 ? options.MaxSize
            : Math.Max(1, (int)Math.Round(design.RowCount / 2.0)));
        ModelPriorKind kind = options.ModelPrior != ModelPriorKind.Preset ? options.ModelPrior
            : IsPaper ? ModelPriorKind.Uniform
            : ModelPriorKind.BetaBinomial;
        return kind switch
        {
            ModelPriorKind.BetaBinomial => new BetaBinomialModelPrior(1, 1, units, greatest),
            ModelPriorKind.Bernoulli => new BernoulliModelPrior(
                Math.Min(0.5, options.ExpectedSize / units), greatest),
            ModelPriorKind.Complexity => new ComplexityModelPrior(1, units, greatest),
            _ => new UniformModelPrior(greatest),
        };
    }

    private SearchPlan Plan(int units)
    {
        bool isLadder = options.Engine == SelectionEngine.Ladder;
        return new SearchPlan
        {
            Iterations = options.Iterations,
            Screened = options.Engine == SelectionEngine.Full ? units : options.Screened,
            Drawn = options.Drawn,
            HasSwaps = !isLadder,
            Screening = IsPaper ? ScreeningStatistic.Marginal : options.Screening,
            InverseTemperatures = isLadder ? SearchPlan.Ladder(options.Iterations) : [1],
            Patience = IsPaper || isLadder ? 0 : options.Patience,
        };
    }

    private SelectionPosterior Chains(
        SelectionData data,
        SelectionDesign design,
        Func<LaplaceScorer> makeScorer,
        IModelPrior prior,
        FitContext context)
    {
        int units = design.Units.Length;
        var plan = ChainPlan.Of(options.Chains, options.WarmUp, options.Draws, options.Thin, 100);
        ChainMemory.Tell(plan, units, design.Columns.Length, context);
        var screen = new CandidateScreen(design, ScreeningStatistic.Marginal);
        ModelChain[] chains =
        [
            .. Enumerable.Range(0, plan.ChainCount).Select(number => new ModelChain(
                makeScorer(), prior, screen.Values, ChainStreams.Of(context.Seed, number, 0), plan.BatchCount)),
        ];
        ChainOutcome outcome = ChainRunner<ModelChain>.Run(Name, chains, plan, context);
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
        return SelectionResult.Of(
            Name, data, design, scorer, isProbit: false,
            [.. Enumerable.Range(0, units).Select(unit => UnitInclusion.Of(inclusion, unit))],
            [.. models.Select(static one => new ModelPosterior(one.Model.Key.Units.ToArray(), one.Probability))],
            Draws(
                design,
                scorer,
                new ModelWeights(
                    [.. models.Select(static one => one.Model)], [.. models.Select(static one => one.Probability)]),
                context.Seed)) with
        {
            LogPosterior = outcome.LogPosterior,
            Sizes = outcome.Sizes,
            Thin = plan.Thin,
            IsCut = outcome.IsCut,
            Moves = PosteriorEdges.Moves(chains),
        };
    }
}
