using System.Globalization;
using Praxis.Bayes;

namespace Praxis.Bench;

/// <summary>How well the graph methods find the structure of made-up data, over many replicates: a line each on
/// standard error as it ends, means and standard errors on standard output at the end.</summary>
internal static class BayesQuality
{
    private static readonly string[] GraphMeasures = ["MCC", "TP", "FP", "AUC", "CPU s"];
    private static readonly string[] JointMeasures = ["MCC", "TP", "FP", "AUC", "errors on changed edges", "CPU s"];
    private static readonly string[] RegressionMeasures =
        ["variables MCC", "TP", "FP", "AUC", "DAG MCC", "TP", "FP", "CPU s"];

    /// <summary>Runs the replicates of a method.</summary>
    /// <param name="words">A, B or C, the first seed, the last; then --only PART to run only the cases with it in their
    /// names, --proposals N for A.</param>
    internal static int Run(string[] words)
    {
        string only = Flag(words, "--only") ?? "";
        long proposals = long.Parse(Flag(words, "--proposals") ?? "10000000", CultureInfo.InvariantCulture);
        int first = int.Parse(words[1], CultureInfo.InvariantCulture);
        int last = int.Parse(words[2], CultureInfo.InvariantCulture);
        (string[] measures, IEnumerable<(string Name, Func<int, double[]> Run)> cases) = words[0] switch
        {
            "A" => (GraphMeasures, Graphs(proposals)),
            "B" => (JointMeasures, Joint()),
            "C" => (RegressionMeasures, Regressions()),
            _ => throw new ArgumentException($"A, B or C; got {words[0]}"),
        };

        // Machine code is made before anything is timed.
        MeasureGraph(GaussianGraph.Tri, 100, 3_000_000, 0);
        Console.WriteLine($"{words[0]}, seeds {first} to {last}: mean (standard error)");
        Console.WriteLine();
        Console.WriteLine($"| case | {string.Join(" | ", measures)} |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---|", measures.Length))}");
        foreach ((string name, Func<int, double[]> run) in cases)
        {
            if (name.Contains(only, StringComparison.Ordinal))
            {
                Console.WriteLine($"| {name} | {Summary(name, measures, run, first, last)} |");
            }
        }

        return 0;
    }

    private static string? Flag(string[] words, string name)
    {
        int place = Array.IndexOf(words, name);
        return place < 0 ? null : words[place + 1];
    }

    private static string Summary(string name, string[] measures, Func<int, double[]> run, int first, int last)
    {
        var replicates = new List<double[]>();
        for (int seed = first; seed <= last; seed++)
        {
            double[] values = run(seed);
            replicates.Add(values);
            Console.Error.WriteLine(
                $"{name}, seed {seed}: {string.Join(", ", measures.Zip(values, static (m, v) => $"{m} {v:0.####}"))}");
        }

        return string.Join(" | ", measures.Select((measure, column) =>
        {
            double mean = replicates.Average(values => values[column]);
            double variance = replicates.Sum(values => Math.Pow(values[column] - mean, 2)) / (replicates.Count - 1);
            string format = measure == "AUC" ? "F4" : measure.EndsWith("MCC", StringComparison.Ordinal) ? "F3" : "F2";
            string error = Math.Sqrt(variance / replicates.Count).ToString(format, CultureInfo.InvariantCulture);
            return $"{mean.ToString(format, CultureInfo.InvariantCulture)} ({error})";
        }));
    }

    private static IEnumerable<(string Name, Func<int, double[]> Run)> Graphs(long proposals) =>
        new[] { GaussianGraph.Ar2, GaussianGraph.Tri, GaussianGraph.Star, GaussianGraph.Ar1 }
            .Select(graph => (
                $"{graph}".ToLowerInvariant(),
                (Func<int, double[]>)(seed => MeasureGraph(graph, 100, proposals, seed))));

    private static double[] MeasureGraph(GaussianGraph graph, int columns, long proposals, int seed)
    {
        var design = new GaussianGraphDesign(graph, columns);
        GraphSample sample = design.Sample(200, BayesRuns.Data(seed));
        double[] inclusion = [];
        double seconds = ProcessorTime.Of(() =>
        {
            DecomposableModel model = BayesRuns.Decomposable(sample);
            int sweeps = (int)(proposals / columns);
            var plan = ChainPlan.Of(1, sweeps / 5, sweeps * 4 / 5, 0, columns);
            DecomposableChain chain = BayesRuns.Chain(model, seed, 0, plan.BatchCount);
            BayesRuns.Run(chain, plan);
            inclusion = Means(chain.Inclusion);
        });
        return [.. Numbers(StructureMetrics.Of(sample.Edges, inclusion)), seconds];
    }

    private static IEnumerable<(string Name, Func<int, double[]> Run)> Joint()
    {
        const int p = 150;
        const int groups = 3;
        foreach ((double share, int changed) in new[] { (0.02, 5), (0.02, 20), (0.04, 5), (0.02, 60) })
        {
            var design = new JointDagDesign(p, groups, share, changed);
            foreach ((string prior, IParentSetPrior of, double b) in new (string, IParentSetPrior, double)[]
            {
                ("Poisson, b = 0", new PoissonSizePrior(), 0),
                ("complexity, b = 0", new ComplexityPrior(1, 1, p), 0),
                ("complexity, default b", new ComplexityPrior(1, 1, p), BayesRuns.DefaultCoupling(p, groups)),
            })
            {
                yield return ($"{share * 100:0} % edges, {changed} changed, {prior}",
                    seed => MeasureJoint(design, of, b, seed));
            }
        }
    }

    private static double[] MeasureJoint(JointDagDesign design, IParentSetPrior prior, double coupling, int seed)
    {
        GraphSample[] groups = design.Sample(100, BayesRuns.Data(seed));
        double[][] inclusion = [];
        double seconds = ProcessorTime.Of(() =>
        {
            JointDagModel model = BayesRuns.Joint(groups, prior, coupling);
            var plan = ChainPlan.Of(1, 4000, 20_000, 0, (design.ColumnCount - 1) * design.GroupCount);
            var chain = new JointDagChain(model, JointMoves.Mixed, (ulong)seed, 0, plan.BatchCount);
            BayesRuns.Run(chain, plan);
            inclusion = [.. groups.Select((_, group) => Inclusion(chain, group, model.PairCount))];
        });
        bool[][] changed = JointDagDesign.Changed(groups);
        int errors = 0;
        for (int group = 0; group < groups.Length; group++)
        {
            for (int pair = 0; pair < changed[group].Length; pair++)
            {
                bool isSelected = inclusion[group][pair] > StructureMetrics.MedianProbability;
                errors += changed[group][pair] && isSelected != groups[group].Edges[pair] ? 1 : 0;
            }
        }

        var pooled = StructureMetrics.Of(
            groups.SelectMany(static group => group.Edges).ToArray(),
            inclusion.SelectMany(static one => one).ToArray());
        return [.. Numbers(pooled), errors, seconds];
    }

    private static double[] Inclusion(JointDagChain chain, int group, int pairCount)
    {
        var inclusion = new double[pairCount];
        foreach (JointDagRow row in chain.Rows)
        {
            for (int parent = 0; parent < row.Node; parent++)
            {
                inclusion[EdgeList.Pair(row.Node, parent)] = row.Inclusion.Mean(row.Indicator(group, parent));
            }
        }

        return inclusion;
    }

    private static IEnumerable<(string Name, Func<int, double[]> Run)> Regressions()
    {
        foreach (bool isShuffled in new[] { false, true })
        {
            foreach (double noise in new[] { 1.0, 8 })
            {
                foreach (double b in new[] { 0, 0.35, 0.5 })
                {
                    var design = new TranscriptionFactorDesign { NoiseFactor = noise, IsShuffled = isShuffled };
                    string network = isShuffled ? "unrelated network" : "network";
                    yield return ($"{network}, noise x {noise:0}, b = {b:0.##}",
                        seed => MeasureRegression(design, b, seed));
                }
            }
        }
    }

    private static double[] MeasureRegression(TranscriptionFactorDesign design, double coupling, int seed)
    {
        (GraphSample genes, double[] response, bool[] relevant) = design.Sample(100, BayesRuns.Data(seed));
        DagRegressionChain? chain = null;
        double seconds = ProcessorTime.Of(() =>
        {
            DagRegressionModel model = BayesRuns.Regression(genes, response, coupling);
            var plan = ChainPlan.Of(1, 1000, 3000, 0, 2 * design.ColumnCount);
            chain = new DagRegressionChain(model, DagRegressionMoves.Mixed, (ulong)seed, 0, plan.BatchCount);
            BayesRuns.Run(chain, plan);
        });
        return
        [
            .. Numbers(StructureMetrics.Of(relevant, Means(chain!.VariableInclusion))),
            .. Numbers(StructureMetrics.Of(genes.Edges, Means(chain.EdgeInclusion))).Take(3),
            seconds,
        ];
    }

    private static double[] Means(InclusionAccumulator inclusion) =>
        [.. Enumerable.Range(0, inclusion.Count).Select(inclusion.Mean)];

    private static double[] Numbers(StructureMetrics metrics) =>
        [metrics.MatthewsCorrelation, metrics.TruePositives, metrics.FalsePositives, metrics.Auc];
}
