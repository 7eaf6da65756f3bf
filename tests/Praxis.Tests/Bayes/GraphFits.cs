using System.Globalization;
using System.Text;
using Praxis.Bayes;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Tests.Bayes;

/// <summary>The three graph estimators on one small table of two groups and a response.</summary>
internal static class GraphFits
{
    public const int SweepsOfWarmUp = 40;

    public static TheoryData<string> Methods => ["decomposable-graph", "joint-dags", "dag-regression"];

    /// <summary>The table as CSV: group, variables x1, x2, ..., response y.</summary>
    public static string Csv(int rowCount, int variableCount, ulong seed = 1)
    {
        var random = new RandomStream(seed, 0);
        var text = new StringBuilder("group," + string.Join(',', Names(variableCount)) + ",y\n");
        for (int row = 0; row < rowCount; row++)
        {
            text.Append(row % 2 == 0 ? "odd" : "even");
            double value = 0;
            double sum = 0;
            for (int column = 0; column < variableCount; column++)
            {
                value = (0.7 * value) + NormalDistribution.Sample(random);
                sum += column < 2 ? value : 0;
                text.Append(CultureInfo.InvariantCulture, $",{value:R}");
            }

            text.Append(CultureInfo.InvariantCulture, $",{sum + NormalDistribution.Sample(random):R}\n");
        }

        return text.ToString();
    }

    public static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(static k => $"x{k}");

    /// <summary>Fits and tells the bytes that are saved, by file.</summary>
    public static SortedDictionary<string, string> Fit(
        string method, string dataPath, FitContext context, int chains = 3, int warmUp = SweepsOfWarmUp)
    {
        using var folder = new TemporaryFolder();
        Estimated(method, dataPath, context, chains, warmUp).Save(folder.Path);
        return new SortedDictionary<string, string>(
            Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ToDictionary(
                file => Path.GetRelativePath(folder.Path, file),
                static file => Convert.ToHexString(File.ReadAllBytes(file))),
            StringComparer.Ordinal);
    }

    /// <summary>The posterior; 100 draws after warm-up in 50 batches.</summary>
    public static GraphPosterior Estimated(
        string method, string dataPath, FitContext context, int chains, int warmUp)
    {
        const int draws = 100;
        switch (method)
        {
            case "decomposable-graph":
                var plain = new DecomposableGraphInputOptions { LeaveOut = "y" };
                return new DecomposableGraphEstimator(new() { Chains = chains, WarmUp = warmUp, Draws = draws })
                    .Fit(Design(NumericTables.DecomposableGraph, plain), context);
            case "joint-dags":
                var grouped = new JointDagsInputOptions { LeaveOut = "y" };
                return new JointDagsEstimator(new() { Chains = chains, WarmUp = warmUp, Draws = draws })
                    .Fit(Design(NumericTables.JointDags, grouped), context);
            default:
                return new DagRegressionEstimator(new() { Chains = chains, WarmUp = warmUp, Draws = draws })
                    .Fit(Design(NumericTables.DagRegression, new DagRegressionInputOptions()), context);
        }

        GraphDesign Design<TInput>(DataKind<NumericTable, TInput> kind, TInput input)
            where TInput : GraphInputOptions, new() => GraphDesign.Of(kind.Read(dataPath, "auto", input), input);
    }
}
