using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Samples the DAGs of several groups jointly, in a known order of the nodes, arXiv 2008.06190.</summary>
/// <param name="options">Prior and length of the chains.</param>
public sealed class JointDagsEstimator(JointDagsOptions options) : IEstimator<GraphDesign, GraphPosterior>
{
    /// <summary>The name under which checkpoints are kept.</summary>
    internal const string Name = "joint-dags";
    private const double EnoughPower = 1.5;

    private bool IsPoisson => options.SizePrior == ParentSizePrior.Poisson
        || (options.SizePrior == ParentSizePrior.Preset && options.Preset == HyperparameterPreset.Paper);

    /// <inheritdoc/>
    public GraphPosterior Fit(GraphDesign data, FitContext context)
    {
        OptionsSchema.Validate(options);
        JointDagModel model = Model(data);
        WarnOfCollapse(model, data, context);
        var plan = ChainPlan.Of(
            options.Chains, options.WarmUp, options.Draws, options.Thin, (long)model.NodeCount * model.GroupCount);
        long nodes = model.NodeCount;
        ChainMemory.Tell(
            plan, (long)model.GroupCount * model.PairCount, 2 * model.GroupCount * nodes * nodes, context);
        var posterior = new JointDagPosterior(
            data.RowCounts, options.LikelihoodPower, options.Tightness, options.VarianceDegrees);
        JointDagChain[] chains = [.. Enumerable.Range(0, plan.ChainCount).Select(number =>
            new JointDagChain(model, JointMoves.Mixed, context.Seed, number, plan.BatchCount)
            {
                Record = new JointDagRecord(model, posterior),
            })];
        ChainOutcome outcome = ChainRunner<JointDagChain>.Run(Name, chains, plan, context);
        return Posterior(data, model, posterior, chains, outcome);
    }

    /// <summary>Prior and likelihood for a table.</summary>
    internal JointDagModel Model(GraphDesign data)
    {
        int p = data.Names.Count;
        int n = data.RowCounts.Min();
        double logs = Math.Log10(Math.Max(p, 10)) * Math.Log10(Math.Max(n, 2));
        int capacity = options.MaxParents > 0 ? options.MaxParents : (int)(n / Math.Max(logs, 0.5));
        return new JointDagModel(
            [
                .. data.Grams.Select(gram => new EmpiricalSparseCholeskyScore(
                    gram, options.LikelihoodPower, options.Tightness, options.VarianceDegrees)),
            ],
            IsPoisson ? new PoissonSizePrior() : new ComplexityPrior(options.SizeBase, options.SizePower, p),
            options.Coupling >= 0 ? options.Coupling : PresetCoupling(p, data.Groups.Count),
            Math.Clamp(capacity, 1, Math.Max(1, n - 2)),
            [.. data.Required],
            [.. data.Forbidden]);
    }

    // At b0 all other groups agreeing outweighs what a parent costs.
    private double PresetCoupling(int nodeCount, int groupCount)
    {
        int others = Math.Max(1, groupCount - 1);
        return options.Preset == HyperparameterPreset.Paper ? 1.0 / (nodeCount * others)
            : IsPoisson ? 0.25
            : 1.3 * BalancedCoupling(nodeCount, groupCount);
    }

    private double BalancedCoupling(int nodeCount, int groupCount) =>
        options.SizePower * Math.Log(nodeCount) / (2 * Math.Max(1, groupCount - 1));

    private void WarnOfCollapse(JointDagModel model, GraphDesign data, FitContext context)
    {
        double greatest = IsPoisson ? 0.5 : 1.8 * BalancedCoupling(model.NodeCount, model.GroupCount);
        if (model.GroupCount > 1 && model.Coupling > greatest)
        {
            context.Report(new NoticeEvent(
                $"a coupling of {model.Coupling:0.###} is above {greatest:0.###}, from where graphs of groups are "
                + "known to collapse into dense ones; lower --coupling",
                IsWarning: true));
        }

        if (model.NodeCount > data.RowCounts.Min() && (IsPoisson || options.SizePower < EnoughPower))
        {
            context.Report(new NoticeEvent(
                $"with more nodes ({model.NodeCount}) than rows in a group ({data.RowCounts.Min()}) a weak size prior "
                + "is known to drift into dense graphs on real data; --size-prior complexity --size-power 2 holds it",
                IsWarning: true));
        }

        if (model.GroupCount > 1 && options.Preset == HyperparameterPreset.Paper && options.Coupling < 0)
        {
            context.Report(new NoticeEvent(
                $"the coupling of the paper's preset, {model.Coupling:0.#####}, is too weak to tell joint from "
                + "separate runs; the default preset couples",
                IsWarning: true));
        }
    }

    private static GraphPosterior Posterior(
        GraphDesign data,
        JointDagModel model,
        JointDagPosterior posterior,
        JointDagChain[] chains,
        ChainOutcome outcome)
    {
        // Rows are independent, so that each takes the best parents of any chain.
        JointDagRow[] best = [.. Enumerable.Range(0, model.NodeCount).Select(node =>
            chains.Select(chain => chain.Rows[node]).MaxBy(static row => row.BestLogPosterior)!)];
        SymmetricMatrix[] precision =
        [
            .. Enumerable.Range(0, model.GroupCount).Select(group =>
                JointDagRecord.Precision(chains.Select(static chain => chain.Record!), model.NodeCount, group)),
        ];
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
            Edges = PosteriorEdges.WithCorrelations(Edges(model, chains, best), precision),
            Differences = model.GroupCount == 1 ? []
                : JointDagRecord.Differences([.. chains.Select(static chain => chain.Record!)]),
            BestGraphs =
            [
                .. Enumerable.Range(0, model.GroupCount).Select(group => (IReadOnlyList<int[]>)
                    [.. best.SelectMany(row => row.Best[group].Order().Select(parent => (int[])[parent, row.Node]))]),
            ],
            BestLogPosterior = best.Sum(static row => row.BestLogPosterior),
            NodeScores =
            [
                .. Enumerable.Range(0, model.GroupCount).Select(group => (IReadOnlyList<double>)
                    [.. best.Select(row => model.Scores[group].Score(row.Node, row.Best[group]))]),
            ],
            AveragePrecision = precision,
            ModePrecision =
            [
                .. Enumerable.Range(0, model.GroupCount).Select(group => Mode(model, posterior, best, group)),
            ],
            LogPosterior = outcome.LogPosterior,
            EdgeCounts = outcome.Sizes,
            Thin = outcome.Plan.Thin,
            IsCut = outcome.IsCut,
            Moves = PosteriorEdges.Moves(chains),
        };
    }

    private static List<EdgePosterior> Edges(JointDagModel model, JointDagChain[] chains, JointDagRow[] best)
    {
        var edges = new List<EdgePosterior>();
        for (int group = 0; group < model.GroupCount; group++)
        {
            for (int node = 1; node < model.NodeCount; node++)
            {
                InclusionAccumulator[] inclusion = [.. chains.Select(chain => chain.Rows[node].Inclusion)];
                for (int parent = 0; parent < node; parent++)
                {
                    (int g, int to, int from) = (group, node, parent);
                    EdgePosterior? edge = PosteriorEdges.Of(
                        inclusion,
                        best[node].Indicator(group, parent),
                        group,
                        parent,
                        node,
                        () => PosteriorEdges.LogBayesFactor(
                            model.Scores[g], to, best[to].Best[g], from, best[to].Sets[g].Candidates.Capacity));
                    if (edge is not null)
                    {
                        edges.Add(edge);
                    }
                }
            }
        }

        return edges;
    }

    private static SymmetricMatrix Mode(
        JointDagModel model, JointDagPosterior posterior, JointDagRow[] best, int group)
    {
        var mode = new PrecisionAverage(model.NodeCount);
        foreach (JointDagRow row in best)
        {
            var regression = new ActiveSetCholesky(model.Scores[group].Matrix, row.Node, row.Best[group].Length);
            regression.TryReset(row.Best[group]);
            posterior.AddMode(group, regression, mode);
        }

        mode.EndMatrix();
        return mode.Mean();
    }
}
