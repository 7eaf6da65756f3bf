using Praxis.Bayes;

namespace Praxis.Bench;

/// <summary>Proposals a second, or milliseconds a sweep, of the chains over graphs on one core, after
/// warm-up.</summary>
internal static class BayesSpeed
{
    private const int Seed = 1;
    private const int Rounds = 3;

    internal static int Run()
    {
        Console.WriteLine("| chain | aim | measured: best of three, worst | accepted |");
        Console.WriteLine("|---|---|---|---|");
        Graphs(100, 30_000, 1.5);
        Graphs(1000, 5_000, 1);
        Joint();
        Regression();
        return 0;
    }

    private static void Graphs(int columns, int sweeps, double aim)
    {
        var design = new GaussianGraphDesign(GaussianGraph.Ar2, columns);
        DecomposableModel model = BayesRuns.Decomposable(design.Sample(200, BayesRuns.Data(Seed)));
        DecomposableChain chain = BayesRuns.Chain(model, Seed, 0, 2);
        chain.StartAtForest();
        Report($"A, ar2, n = 200, p = {columns}", $"{aim} M proposals/s", chain, sweeps, isRate: true);
    }

    private static void Joint()
    {
        GraphSample[] groups = new JointDagDesign(150, 3, 0.02, 5).Sample(100, BayesRuns.Data(Seed));
        JointDagModel model = BayesRuns.Joint(
            groups, new ComplexityPrior(1, 1, 150), BayesRuns.DefaultCoupling(150, groups.Length));
        var chain = new JointDagChain(model, JointMoves.Mixed, Seed, 0, 2);
        Report("B, n = 100, p = 150, K = 3", "3 M proposals/s", chain, 8000, isRate: true);
    }

    private static void Regression()
    {
        (GraphSample genes, double[] response, _) =
            new TranscriptionFactorDesign().Sample(100, BayesRuns.Data(Seed));
        var chain = new DagRegressionChain(
            BayesRuns.Regression(genes, response, 0.5), DagRegressionMoves.Mixed, Seed, 0, 2);
        Report("C, n = 100, p = 150", "1.5 ms a sweep", chain, 2000, isRate: false);
    }

    private static void Report(string name, string aim, IChain chain, int sweeps, bool isRate)
    {
        var trace = new ChainTrace();
        chain.Run(sweeps, sweeps, 1, trace);
        chain.EndRound();
        chain.BeginDraws();
        (long proposed, long accepted) = Counts(chain);
        double[] values = [.. Enumerable.Range(0, Rounds).Select(_ =>
        {
            long before = Counts(chain).Proposed;
            double seconds = ProcessorTime.Of(() => chain.Run(sweeps, sweeps, 1, trace));
            return isRate ? (Counts(chain).Proposed - before) / seconds / 1e6 : seconds / sweeps * 1000;
        })];
        Array.Sort(values);
        (long allProposed, long allAccepted) = Counts(chain);
        string unit = isRate ? "M proposals/s" : "ms a sweep";
        string best = $"{(isRate ? values[^1] : values[0]):F2} {unit}, {(isRate ? values[0] : values[^1]):F2}";
        Console.WriteLine(
            $"| {name} | {aim} | {best} | {(allAccepted - accepted) * 100.0 / (allProposed - proposed):F1} % |");
    }

    private static (long Proposed, long Accepted) Counts(IChain chain)
    {
        var sum = new MoveCounts();
        foreach ((_, MoveCounts counts) in chain.Moves)
        {
            sum.Add(counts);
        }

        return (sum.Proposed, sum.Accepted);
    }
}
