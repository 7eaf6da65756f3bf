using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Samples the variables of a regression together with the DAG that ties them, arXiv 2004.09306.</summary>
/// <param name="options">Prior and length of the chains.</param>
public sealed class DagRegressionEstimator(DagRegressionOptions options) : IEstimator<GraphDesign, GraphPosterior>
{
    /// <summary>The name under which checkpoints are kept.</summary>
    internal const string Name = "dag-regression";

    /// <inheritdoc/>
    public GraphPosterior Fit(GraphDesign data, FitContext context)
    {
        OptionsSchema.Validate(options);
        ShapeRule shape = Shape(data.Names.Count);
        DagRegressionModel model = Model(data);
        WarnOfCollapse(model, context);
        var plan = ChainPlan.Of(
            options.Chains, options.WarmUp, options.Draws, options.Thin, 2L * model.VariableCount);
        ChainMemory.Tell(
            plan,
            (long)model.PairCount + model.VariableCount,
            5L * model.VariableCount * model.VariableCount,
            context);
        DagRegressionChain[] chains = [.. Enumerable.Range(0, plan.ChainCount).Select(number =>
            new DagRegressionChain(model, DagRegressionMoves.Mixed, context.Seed, number, plan.BatchCount)
            {
                Record = new DagRegressionRecord(model, shape),
            })];
        ChainOutcome outcome = ChainRunner<DagRegressionChain>.Run(Name, chains, plan, context);
        return Posterior(data, model, chains, outcome);
    }

    /// <summary>Prior and likelihood for a table.</summary>
    internal DagRegressionModel Model(GraphDesign data)
    {
        GramMatrix all = data.Grams[0];
        int p = data.Names.Count;
        int n = all.RowCount;
        int cap = Math.Max(1, (int)(n / Math.Log10(Math.Max(n, 10))));
        int parents = Math.Min(options.MaxParents > 0 ? options.MaxParents : cap, Math.Max(1, p - 1));
        int required = data.Required.CountBy(static edge => edge.To).Select(static node => node.Value)
            .DefaultIfEmpty().Max();
        double q = options.EdgeProbability > 0 ? options.EdgeProbability
            : options.Preset == HyperparameterPreset.Paper ? 0.005
            : 0.75 / p;
        return new DagRegressionModel(
            new IsotropicDagWishartScore(all.Without(p), options.DagScale, Shape(p), Math.Max(parents, required)),
            new RidgeRegressionScore(all, options.Slab, options.ErrorShape, options.ErrorRate),
            q,
            options.VariablePenalty,
            options.Coupling >= 0 ? options.Coupling
                : options.Preset == HyperparameterPreset.Paper ? 0.5
                : 0.35,
            parents,
            Math.Min(p, options.MaxVariables > 0 ? options.MaxVariables : cap),
            [.. data.Required],
            [.. data.Forbidden]);
    }

    private ShapeRule Shape(int columnCount) => options.DagScore == DagScoreKind.DagWishart
        ? ShapeRule.DagWishart(options.DagShape)
        : ShapeRule.Compatible(options.DagShape + columnCount - 3, columnCount);

    private static void WarnOfCollapse(DagRegressionModel model, FitContext context)
    {
        if (2 * model.Coupling >= model.VariablePenalty && model.Coupling > 0)
        {
            context.Report(new NoticeEvent(
                $"a coupling of {model.Coupling:0.##} pays for a variable by one neighbour alone (2 b >= a = "
                + $"{model.VariablePenalty:0.##}), from where whole networks are known to come in at once; lower "
                + "--coupling or raise --variable-penalty",
                IsWarning: true));
        }
    }

    private static GraphPosterior Posterior(
        GraphDesign data, DagRegressionModel model, DagRegressionChain[] chains, ChainOutcome outcome)
    {
        DagRegressionChain best = chains.MaxBy(static chain => chain.BestLogPosterior)!;
        DagRegressionRecord[] records = [.. chains.Select(static chain => chain.Record!)];
        var average = new PrecisionAverage(model.VariableCount);
        foreach (DagRegressionRecord record in records)
        {
            average.Add(record.Precision, isSameMatrices: false);
        }

        SymmetricMatrix[] precision = [average.Mean()];
        return new GraphPosterior
        {
            Method = Name,
            Names = data.Names,
            Groups = data.Groups,
            RowCounts = data.RowCounts,
            IsDirected = true,
            Preparation = data.Preparation,
            Means = [.. data.Designs.Select(static design => design.Means)],
            Deviations = [.. data.Designs.Select(static design => design.Deviations)],
            IsWhitened = data.IsWhitened,
            ResponseMean = data.Designs[0].Means[^1],
            Edges = PosteriorEdges.WithCorrelations(Edges(model, chains, best.BestParents), precision),
            Variables = Variables(data, chains, DagRegressionRecord.Coefficients(records)),
            BestGraphs =
            [
                [
                    .. best.BestParents.SelectMany(static (parents, node) =>
                        parents.Order().Select(parent => (int[])[parent, node])),
                ],
            ],
            BestVariables = [.. best.BestVariables.Order()],
            BestLogPosterior = best.BestLogPosterior,
            NodeScores = [[.. best.BestParents.Select((parents, node) => model.NodeScore.Score(node, parents))]],
            AveragePrecision = precision,
            ModePrecision = [Mode(model, records[0], best.BestParents)],
            LogPosterior = outcome.LogPosterior,
            EdgeCounts = outcome.Sizes,
            Thin = outcome.Plan.Thin,
            IsCut = outcome.IsCut,
            Moves = PosteriorEdges.Moves(chains),
        };
    }

    private static List<EdgePosterior> Edges(DagRegressionModel model, DagRegressionChain[] chains, int[][] best)
    {
        InclusionAccumulator[] inclusion = [.. chains.Select(static chain => chain.EdgeInclusion)];
        var edges = new List<EdgePosterior>();
        for (int node = 1; node < model.VariableCount; node++)
        {
            for (int parent = 0; parent < node; parent++)
            {
                (int to, int from) = (node, parent);
                EdgePosterior? edge = PosteriorEdges.Of(
                    inclusion,
                    EdgeList.Pair(node, parent),
                    0,
                    parent,
                    node,
                    () => PosteriorEdges.LogBayesFactor(
                        model.NodeScore, to, best[to], from, chains[0].Rows[to].Candidates.Capacity));
                if (edge is not null)
                {
                    edges.Add(edge);
                }
            }
        }

        return edges;
    }

    private static VariablePosterior[] Variables(
        GraphDesign data, DagRegressionChain[] chains, double[] coefficients)
    {
        InclusionAccumulator[] inclusion = [.. chains.Select(static chain => chain.VariableInclusion)];
        double[] deviations = data.Designs[0].Deviations;
        return
        [
            .. coefficients.Select((coefficient, variable) =>
            {
                InclusionSummary summary = InclusionSummary.Of(inclusion, variable);
                return new VariablePosterior(
                    variable, summary.Probability, summary.Error, summary.RHat, coefficient / deviations[variable]);
            }),
        ];
    }

    private static SymmetricMatrix Mode(DagRegressionModel model, DagRegressionRecord record, int[][] best)
    {
        var mode = new PrecisionAverage(model.VariableCount);
        for (int node = 0; node < best.Length; node++)
        {
            var regression = new ActiveSetCholesky(model.NodeScore.Matrix, node, best[node].Length);
            regression.TryReset(best[node]);
            record.AddRow(regression, mode, isMode: true);
        }

        mode.EndMatrix();
        return mode.Mean();
    }
}
