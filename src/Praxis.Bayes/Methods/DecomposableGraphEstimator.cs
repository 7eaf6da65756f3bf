using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Samples decomposable graphs of a table, arXiv 2004.08102.</summary>
/// <param name="options">Prior and length of the chains.</param>
public sealed class DecomposableGraphEstimator(DecomposableGraphOptions options)
    : IEstimator<GraphDesign, GraphPosterior>
{
    /// <summary>The name under which checkpoints are kept.</summary>
    internal const string Name = "decomposable-graph";
    private const int GreatestClique = 30;

    // Far above rounding and far below any noise: what copies of a column leave unexplained of each other.
    private const double Ridge = 1e-9;

    /// <inheritdoc/>
    public GraphPosterior Fit(GraphDesign data, FitContext context)
    {
        OptionsSchema.Validate(options);
        if (options.MaxClique == 1)
        {
            throw new UsageException("--max-clique 1 leaves no edge at all; give 2 or more, or 0 for the default");
        }

        DecomposableModel model = Model(data);
        WarnOfCollapse(model, context);
        var plan = ChainPlan.Of(options.Chains, options.WarmUp, options.Draws, options.Thin, model.VertexCount);
        ChainMemory.Tell(plan, model.PairCount, 2L * model.VertexCount * model.VertexCount, context);
        var pairs = new PairProposal(model.Gram, isWeighted: true);
        DecomposableChain[] chains = [.. Enumerable.Range(0, plan.ChainCount).Select(number =>
        {
            var chain = new DecomposableChain(
                model, pairs, MoveMix.Default, ChainStreams.Of(context.Seed, number, 0), plan.BatchCount)
            {
                Record = new DecomposableRecord(model),
            };

            // Chains begin far from each other, so that R-hat can tell whether they have met.
            if (number % 2 == 1)
            {
                chain.StartAtForest();
            }

            return chain;
        })];
        ChainOutcome outcome = ChainRunner<DecomposableChain>.Run(Name, chains, plan, context);
        return Posterior(data, model, chains, outcome);
    }

    /// <summary>Prior and likelihood for a table.</summary>
    internal DecomposableModel Model(GraphDesign data)
    {
        GramMatrix gram = data.Grams[0].Ridged(Ridge);
        int n = gram.RowCount;
        bool isGPrior = options.Scale == PriorScaleMatrix.GPrior;
        int greatest = options.MaxClique > 0 ? options.MaxClique : GreatestClique;
        return new DecomposableModel(
            gram,
            isGPrior ? ScaleKind.GPrior : ScaleKind.Identity,
            options.ScaleFactor > 0 ? options.ScaleFactor : isGPrior ? 1.0 / n : 1,
            options.Delta,
            options.SizePenalty >= 0 ? options.SizePenalty
                : options.Preset == HyperparameterPreset.Paper ? 1 : 0,
            options.GraphPrior == DecomposableGraphPrior.Complexity,
            Math.Max(2, isGPrior ? Math.Min(greatest, n - 2) : greatest),
            options.MaxEdges > 0 ? options.MaxEdges : int.MaxValue,
            new EdgeRules(data.Required, data.Forbidden));
    }

    private static void WarnOfCollapse(DecomposableModel model, FitContext context)
    {
        if (model.SizePenalty >= 0.5 && model.IsComplexityPrior)
        {
            context.Report(new NoticeEvent(
                $"a size penalty of {model.SizePenalty:0.##} on top of the complexity prior is known to leave out all "
                + "but strong edges (partial correlations of 0.5 and more); --size-penalty 0 finds weaker ones",
                IsWarning: true));
        }
    }

    private static GraphPosterior Posterior(
        GraphDesign data, DecomposableModel model, DecomposableChain[] chains, ChainOutcome outcome)
    {
        DecomposableChain best = chains.MaxBy(static chain => chain.BestLogPosterior)!;
        var graph = new UndirectedGraph(model.VertexCount);
        foreach ((int i, int j) in best.Best)
        {
            graph.Toggle(i, j);
        }

        InclusionAccumulator[] inclusion = [.. chains.Select(static chain => chain.Inclusion)];
        EdgeBayesFactor bayesFactor = model.EdgeBayesFactor();
        var edges = new List<EdgePosterior>();
        for (int i = 1; i < model.VertexCount; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int to = i;
                int from = j;
                EdgePosterior? edge = PosteriorEdges.Of(
                    inclusion, EdgeList.Pair(i, j), 0, j, i, () => LogBayesFactor(graph, bayesFactor, from, to));
                if (edge is not null)
                {
                    edges.Add(edge);
                }
            }
        }

        var average = new PrecisionAverage(model.VertexCount);
        foreach (DecomposableChain chain in chains)
        {
            average.Add(chain.Record!.Precision, isSameMatrices: false);
        }

        SymmetricMatrix[] precision = [average.Mean()];
        return new GraphPosterior
        {
            Method = Name,
            Names = data.Names,
            Groups = data.Groups,
            RowCounts = data.RowCounts,
            IsDirected = false,
            Preparation = data.Preparation,
            Means = [.. data.Designs.Select(static design => design.Means)],
            Deviations = [.. data.Designs.Select(static design => design.Deviations)],
            Edges = PosteriorEdges.WithCorrelations(edges, precision),
            BestGraphs =
            [
                [
                    .. best.Best
                        .Select(static edge => (int[])[Math.Min(edge.I, edge.J), Math.Max(edge.I, edge.J)])
                        .OrderBy(static edge => edge[1])
                        .ThenBy(static edge => edge[0]),
                ],
            ],
            BestLogPosterior = best.BestLogPosterior,
            NodeScores = [NodeScores(model, graph)],
            AveragePrecision = precision,
            ModePrecision = [Mode(model, graph)],
            LogPosterior = outcome.LogPosterior,
            EdgeCounts = outcome.Sizes,
            Thin = outcome.Plan.Thin,
            IsCut = outcome.IsCut,
            Moves = PosteriorEdges.Moves(chains),
        };
    }

    private static double LogBayesFactor(UndirectedGraph graph, EdgeBayesFactor bayesFactor, int i, int j)
    {
        var common = new int[graph.VertexCount];
        ReadOnlySpan<int> set = common.AsSpan(0, graph.CommonNeighbours(i, j, common));
        return set.Length < bayesFactor.Capacity && Decomposability.AllowsToggle(graph, i, j, set)
            ? bayesFactor.Log(i, j, set)
            : double.NaN;
    }

    // ln f(x_j | parents) along a perfect order: they sum to the graph's log likelihood.
    private static double[] NodeScores(DecomposableModel model, UndirectedGraph graph)
    {
        var score = new GWishartScore(model.Gram, model.ScaleMatrix, model.Delta);
        CliqueForest forest = CliqueForest.Of(graph)!;
        var scores = new double[model.VertexCount];
        for (int place = 0; place < forest.Order.Count; place++)
        {
            int[] parents = forest.Parents[place];
            scores[forest.Order[place]] =
                score.OfComplete([.. parents, forest.Order[place]]) - score.OfComplete(parents);
        }

        return scores;
    }

    private static SymmetricMatrix Mode(DecomposableModel model, UndirectedGraph graph)
    {
        var mode = new PrecisionAverage(model.VertexCount);
        DecomposablePrecision.AddMode(model, model.Gram.Plus(model.ScaleMatrix), graph, mode);
        return mode.Mean();
    }
}
