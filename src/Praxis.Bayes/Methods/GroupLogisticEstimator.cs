using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Selects groups of columns by a spike-and-slab prior, arXiv 1912.01833.</summary>
/// <param name="options">Prior and length of the chains.</param>
public sealed class GroupLogisticEstimator(GroupLogisticOptions options)
    : IEstimator<SelectionData, SelectionPosterior>
{
    /// <summary>The method's name.</summary>
    internal const string Name = "group-logistic";
    private const int MostDraws = 2000;
    private const int MostModels = 100;

    private WorkingLink Link => options.Link switch
    {
        OutcomeLink.Student => WorkingLink.Student,
        OutcomeLink.Probit => WorkingLink.Probit,
        OutcomeLink.PolyaGamma => WorkingLink.PolyaGamma,
        _ => options.Preset == HyperparameterPreset.Paper ? WorkingLink.Student : WorkingLink.PolyaGamma,
    };

    private SelectionEngine Engine => options.Engine switch
    {
        GroupEngine.Full => SelectionEngine.Full,
        GroupEngine.Ladder => SelectionEngine.Ladder,
        GroupEngine.Metropolis => SelectionEngine.Metropolis,
        GroupEngine.Enumerate => SelectionEngine.Enumerate,
        _ => SelectionEngine.Reduced,
    };

    /// <inheritdoc/>
    public SelectionPosterior Fit(SelectionData data, FitContext context)
    {
        OptionsSchema.Validate(options);
        IdleOptions.Tell(
            options,
            options.Engine == GroupEngine.Gibbs
                ? IdleSelectionOptions.OfGibbs()
                : IdleSelectionOptions.Of(Engine).Append(("swaps", "--engine gibbs")),
            context);
        SelectionDesign design = data.Design();
        int groups = design.Units.Length;
        bool isPaper = options.Preset == HyperparameterPreset.Paper;
        double variance = options.SlabVariance > 0 ? options.SlabVariance
            : Math.Max(0.01 * Math.Pow(groups, 2.01) / design.RowCount, isPaper ? 1 : 2);
        double probability = options.GroupProbability > 0 ? options.GroupProbability
            : isPaper ? 1.0 / Math.Max(2, groups)
            : 2.0 / Math.Max(4, groups);
        double logOdds = Math.Log(probability) - Math.Log(1 - probability);
        return options.Engine == GroupEngine.Gibbs
            ? Chains(data, design, variance, logOdds, context) with
            {
                Prior = $"Prior of coefficients: {new NormalSlab(variance).Description}; of models: "
                    + new BernoulliModelPrior(probability, groups).Description + ".",
            }
            : Search(data, design, variance, probability, context);
    }

    private SelectionPosterior Search(
        SelectionData data, SelectionDesign design, double variance, double probability, FitContext context)
    {
        var selection = new SearchedSelection(Name, options, Engine, data, design, context)
        {
            IsProbit = Link == WorkingLink.Probit,
        };
        return selection.Fit(
            options.Slab == GroupSlabKind.Moment ? new GroupMomentSlab(variance) : new NormalSlab(variance),
            new BernoulliModelPrior(probability, selection.GreatestSize),
            MarginalMethod.BestMode);
    }

    private SelectionPosterior Chains(
        SelectionData data, SelectionDesign design, double variance, double logOdds, FitContext context)
    {
        int groups = design.Units.Length;
        var layout = new SpikeSlabData(design);
        SpikeSlabModel model = layout.Model(data.Outcomes(), variance, logOdds, Link);
        SpikeSlabMoves moves = options.Swaps >= 0
            ? new SpikeSlabMoves { Swaps = groups > 1 ? options.Swaps : 0 }
            : SpikeSlabMoves.For(groups);
        long work = design.Units.Sum(unit => (long)design.RowCount * unit.Length * unit.Length) / 100;
        var plan = ChainPlan.Of(options.Chains, options.WarmUp, options.Draws, options.Thin, Math.Max(1, work));
        ChainMemory.Tell(plan, groups, design.Columns.Length, context);
        SpikeSlabChain[] chains =
        [
            .. Enumerable.Range(0, plan.ChainCount).Select(number =>
                new SpikeSlabChain(model, moves, context.Seed, number, plan.BatchCount)),
        ];
        ChainOutcome outcome = ChainRunner<SpikeSlabChain>.Run(Name, chains, plan, context);
        InclusionAccumulator[] inclusion = [.. chains.Select(static chain => chain.Inclusion)];
        var visited = new VisitedModels();
        foreach (SpikeSlabChain chain in chains)
        {
            visited.Add(chain.Visited);
        }

        bool isProbit = Link == WorkingLink.Probit;
        var scorer = new LaplaceScorer(
            design,
            isProbit ? ProbitLikelihood.Instance : LogisticLikelihood.Instance,
            new NormalSlab(variance),
            MarginalMethod.BestMode);
        return SelectionResult.Of(
            Name, data, design, scorer, isProbit,
            [.. Enumerable.Range(0, groups).Select(unit => UnitInclusion.Of(inclusion, unit))],
            [
                .. visited.Top(MostModels).Select(one =>
                    new ModelPosterior(one.Set, one.Count / (double)visited.Total)),
            ],
            layout.Draws([.. chains.Select(static chain => chain.Draws)], MostDraws)) with
        {
            LogPosterior = outcome.LogPosterior,
            Sizes = outcome.Sizes,
            Thin = plan.Thin,
            IsCut = outcome.IsCut,
            Moves = PosteriorEdges.Moves(chains),
        };
    }
}
