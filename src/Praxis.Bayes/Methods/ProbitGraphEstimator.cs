using System.Globalization;
using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Selects variables of a probit regression together with the graph that ties them, arXiv
/// 2203.07108.</summary>
/// <param name="options">Prior and length of the chains.</param>
public sealed class ProbitGraphEstimator(ProbitGraphOptions options) : IEstimator<SelectionData, SelectionPosterior>
{
    /// <summary>The method's name.</summary>
    internal const string Name = "probit-graph";
    private const int MostDraws = 2000;
    private const int MostModels = 100;
    private const int ExpectedVariables = 10;
    private const double GreatestCoupling = 0.5;
    private const int TrialSweeps = 60;
    private const ulong TrialStream = 1UL << 41;

    private bool IsPaper => options.Preset == HyperparameterPreset.Paper;

    /// <inheritdoc/>
    public SelectionPosterior Fit(SelectionData data, FitContext context)
    {
        OptionsSchema.Validate(options);
        IdleOptions.Tell(options, Idle(), context);
        SelectionDesign design = data.Design();
        int p = design.Units.Length;
        double expected = Math.Min(ExpectedVariables, p / 4.0);
        double penalty = options.VariablePenalty >= 0 ? options.VariablePenalty
            : IsPaper ? 2.75
            : Math.Log((p / expected) - 1);
        var layout = new SpikeSlabData(design);
        SpikeSlabModel model = layout.Model(data.Outcomes(), options.SlabVariance, -penalty, WorkingLink.Probit);
        GramMatrix gram = Gram(design);
        (IReadOnlyList<(int, int)> required, IReadOnlyList<(int, int)> forbidden) = EdgesOf(data);
        var rules = new EdgeRules(required, forbidden);
        var plan = ChainPlan.Of(options.Chains, options.WarmUp, options.Draws, options.Thin, (long)p * p / 4);
        ChainMemory.Tell(plan, ((long)p * (p - 1) / 2) + p, (long)p * p * 3 * plan.ChainCount, context);
        double[]? start = IsPaper && options.Likelihood == GraphLikelihood.Concord
            ? ConcordGraphSampler.PaperStart(gram)
            : null;
        double coupling = options.Coupling >= 0 ? options.Coupling
            : IsPaper ? GreatestCoupling
            : CouplingFor(penalty, Half(gram, rules, 0, 1, start), context);
        ProbitGraphChain[] chains =
        [
            .. Enumerable.Range(0, plan.ChainCount).Select(number => new ProbitGraphChain(
                model,
                SpikeSlabMoves.For(p),
                Half(gram, rules, coupling, plan.BatchCount, start),
                coupling,
                context.Seed,
                number,
                plan.BatchCount)),
        ];
        ChainOutcome outcome = ChainRunner<ProbitGraphChain>.Run(Name, chains, plan, context);
        return Posterior(data, design, layout, chains, outcome, context) with
        {
            Prior = string.Create(
                CultureInfo.InvariantCulture,
                $"Prior of coefficients: {new NormalSlab(options.SlabVariance).Description}; a variable costs "
                + $"{penalty:G4} in log odds, coupling {coupling:G4}; edges have probability {EdgeProbability(p):G4}."),
        };
    }

    private SlabPrecisionRule Rule => options.EdgeSlab != SlabPrecisionRule.Preset ? options.EdgeSlab
        : IsPaper ? SlabPrecisionRule.Paper
        : SlabPrecisionRule.Fixed;

    private IEnumerable<(string Flag, string Use)> Idle() =>
        options.Likelihood == GraphLikelihood.Gaussian
            ? ((string[])["edge-slab", "edge-slab-precision", "edge-slab-shape", "edge-slab-rate"])
                .Select(static flag => (flag, "--likelihood concord"))
            :
            [
                .. Rule == SlabPrecisionRule.Fixed ? [] : ((string, string)[])[
                    ("edge-slab-precision", "--edge-slab fixed")],
                .. Rule == SlabPrecisionRule.Gamma ? [] : ((string, string)[])[
                    ("edge-slab-shape", "--edge-slab gamma"), ("edge-slab-rate", "--edge-slab gamma")],
            ];

    // With d neighbours each, all variables in together have prior log odds b d - a apiece: at b = a / 2d the field is
    // half as strong as what would draw the whole graph in.
    private static double CouplingFor(double penalty, IGraphHalf graph, FitContext context)
    {
        var random = new Numerics.RandomStream(context.Seed, TrialStream, 256);
        var gamma = new bool[graph.NodeCount];
        double edges = 0;
        for (int sweep = 0; sweep < TrialSweeps; sweep++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            graph.Sweep(random, gamma, context.ThreadCount);
            edges += sweep < TrialSweeps / 2 ? 0 : graph.EdgeCount;
        }

        double degree = 2 * edges / (TrialSweeps / 2) / graph.NodeCount;
        double coupling = Math.Clamp(penalty / (2 * Math.Max(degree, 1e-6)), 0, GreatestCoupling);
        if (coupling < GreatestCoupling)
        {
            context.Report(new NoticeEvent(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"coupling {coupling:F2}: a variable has {degree:F1} neighbours in the graph; or set --coupling"),
                IsWarning: false));
        }

        return coupling;
    }

    private static GramMatrix Gram(SelectionDesign design)
    {
        int n = design.RowCount;
        int p = design.ColumnCount;
        var rows = new double[n * p];
        for (int column = 0; column < p; column++)
        {
            ReadOnlySpan<double> values = design.Column(column);
            for (int row = 0; row < n; row++)
            {
                rows[(row * p) + column] = values[row];
            }
        }

        return GramMatrix.Of(rows, p);
    }

    private static (IReadOnlyList<(int From, int To)> Required, IReadOnlyList<(int From, int To)> Forbidden) EdgesOf(
        SelectionData data)
    {
        var input = (ProbitGraphInputOptions)data.Options;
        IReadOnlyList<(int From, int To)> required = Read(input.RequiredEdges);
        IReadOnlyList<(int From, int To)> forbidden = Read(input.ForbiddenEdges);
        foreach ((int from, int to) in required)
        {
            if (forbidden.Contains((from, to)) || forbidden.Contains((to, from)))
            {
                throw new InputException(
                    $"--required-edges and --forbidden-edges both name '{data.UnitNames[from]}' and "
                    + $"'{data.UnitNames[to]}'; name the edge in one of them");
            }
        }

        return (required, forbidden);

        IReadOnlyList<(int From, int To)> Read(string path) =>
            path.Length == 0 ? [] : EdgeFile.Read(path, data.UnitNames);
    }

    private double EdgeProbability(int variables) => options.EdgeProbability > 0 ? options.EdgeProbability
        : IsPaper ? 0.005
        : 0.3 / variables;

    private IGraphHalf Half(GramMatrix gram, EdgeRules rules, double coupling, int batchCount, double[]? start)
    {
        double q = EdgeProbability(gram.ColumnCount);
        if (options.Likelihood == GraphLikelihood.Gaussian)
        {
            return new WangGraphSampler(
                gram,
                new WangPrior { EdgeProbability = q, Coupling = coupling, Edges = rules },
                batchCount);
        }

        bool isPaperRule = Rule == SlabPrecisionRule.Paper;
        var sampler = new ConcordGraphSampler(
            gram,
            new ConcordPrior
            {
                EdgeProbability = q,
                Rule = Rule,
                SlabPrecision = options.EdgeSlabPrecision,
                SlabShape = isPaperRule ? ConcordPrior.PaperShape : options.EdgeSlabShape,
                SlabRate = isPaperRule ? ConcordPrior.PaperRate : options.EdgeSlabRate,
                Coupling = coupling,
                UsesDiagonalMode = isPaperRule,
                Edges = rules,
            },
            batchCount);
        if (start is not null)
        {
            sampler.Start(start);
        }

        return sampler;
    }

    private SelectionPosterior Posterior(
        SelectionData data,
        SelectionDesign design,
        SpikeSlabData layout,
        ProbitGraphChain[] chains,
        ChainOutcome outcome,
        FitContext context)
    {
        int p = design.Units.Length;
        InclusionAccumulator[] inclusion = [.. chains.Select(static chain => chain.Inclusion)];
        InclusionAccumulator[] edgeInclusion = [.. chains.Select(static chain => chain.Graph.Inclusion)];
        var visited = new VisitedModels();
        var mean = new PrecisionSum(p);
        foreach (ProbitGraphChain chain in chains)
        {
            visited.Add(chain.Visited);
            mean.Add(chain.Graph.Mean);
        }

        var edges = new List<EdgePosterior>();
        for (int to = 1; to < p; to++)
        {
            for (int from = 0; from < to; from++)
            {
                EdgePosterior? edge = PosteriorEdges.Of(
                    edgeInclusion, EdgeList.Pair(from, to), 0, from, to, static () => double.NaN);
                if (edge is not null)
                {
                    edges.Add(edge with
                    {
                        PartialCorrelation = -mean[from, to] / Math.Sqrt(mean[from, from] * mean[to, to]),
                    });
                }
            }
        }

        UnitPosterior[] units = [.. Enumerable.Range(0, p).Select(unit => UnitInclusion.Of(inclusion, unit))];
        double expected = units.Sum(static unit => unit.Probability);
        if (expected > data.RowCount / 4.0)
        {
            context.Report(new NoticeEvent(
                $"{expected:F0} variables are expected in the model, more than a quarter of the rows: the prior is too "
                + "weak for this table and the chain drifts into dense models; raise --variable-penalty",
                IsWarning: true));
        }

        var scorer = new LaplaceScorer(
            design, ProbitLikelihood.Instance, new NormalSlab(options.SlabVariance), MarginalMethod.BestMode);
        return SelectionResult.Of(
            Name, data, design, scorer, isProbit: true,
            units,
            [
                .. visited.Top(MostModels).Select(one =>
                    new ModelPosterior(one.Set, one.Count / (double)visited.Total)),
            ],
            layout.Draws([.. chains.Select(static chain => chain.Draws)], MostDraws)) with
        {
            LogPosterior = outcome.LogPosterior,
            Sizes = outcome.Sizes,
            EdgeCounts =
            [
                .. chains.Select(chain => (IReadOnlyList<double>)
                    [.. chain.EdgeCounts.Skip(outcome.WarmUpDraws).Select(static count => (double)count)]),
            ],
            Thin = outcome.Plan.Thin,
            IsCut = outcome.IsCut,
            Moves = PosteriorEdges.Moves(chains),
            Edges = edges,
            AveragePrecision = mean.Mean(),
        };
    }
}
