using System.Globalization;
using Praxis.Bayes;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>The simulation designs of the selection methods over replicates: MCC of what is selected and the squared
/// error of predictions. Writes each table, so that peers see the same.</summary>
internal static class SelectionQuality
{
    private const int Rows = 100;
    private const int TestRows = 50;
    private const ulong Seed = 5000;

    internal static int Run(string family, string folder, int replicates)
    {
        Directory.CreateDirectory(folder);
        Console.WriteLine(
            "| design | method | precision | sensitivity | MCC (error) | MCC, 1 if undefined (error) | MSPE (error) |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((string name, OutcomeDesign design) in family == "pmom" ? Pmom : family == "groups" ? Groups : Graphs)
        {
            var found = new Dictionary<string, double[][]>();
            for (int replicate = 0; replicate < replicates; replicate++)
            {
                (string train, string test) = Write(folder, $"{name}-{replicate}", design, replicate);
                foreach ((string method, Func<SelectionPosterior> fit, IReadOnlyList<SelectionTable> rows) in
                    Fits(family, train, test, (ulong)replicate))
                {
                    if (!found.TryGetValue(method, out double[][]? all))
                    {
                        found.Add(method, all = new double[replicates][]);
                    }

                    all[replicate] = Measure(fit(), rows[0], design);
                }
            }

            foreach ((string method, double[][] all) in found)
            {
                string F(int measure) =>
                    all.Average(one => one[measure]).ToString("0.000", CultureInfo.InvariantCulture);
                string E(int measure) => Error([.. all.Select(one => one[measure])])
                    .ToString("0.000", CultureInfo.InvariantCulture);
                Console.WriteLine(
                    $"| {name} | {method} | {F(0)} | {F(1)} | {F(2)} ({E(2)}) | {F(6)} ({E(6)}) | {F(3)} ({E(3)}) |"
                    + (family == "graph" ? $" edges {F(4)} found, {F(5)} false |" : ""));
            }
        }

        return 0;
    }

    private static IEnumerable<(string Name, OutcomeDesign Design)> Pmom =>
        from beta in (double[])[2, 1]
        from rho in (double[])[0, 0.3]
        select (Invariant($"pmom-{beta}-{rho}"), new OutcomeDesign
        {
            ColumnCount = 100,
            ActiveGroups = 3,
            LeastCoefficient = beta,
            GreatestCoefficient = beta,
            Correlation = rho,
        });

    private static IEnumerable<(string Name, OutcomeDesign Design)> Groups =>
        from rho in (double[])[0, 0.5]
        from setting in Enumerable.Range(1, 4)
        let ends = ((double[][])[[.5, 1.5], [1.5, 1.5], [1.5, 3], [3, 3]])[setting - 1]
        select (Invariant($"groups-{rho}-{setting}"), new OutcomeDesign
        {
            ColumnCount = 200,
            GroupSize = 4,
            ActiveGroups = 4,
            LeastCoefficient = ends[0],
            GreatestCoefficient = ends[1],
            Correlation = rho,
        });

    private static IEnumerable<(string Name, OutcomeDesign Design)> Graphs =>
    [
        ("graph", new OutcomeDesign
        {
            ColumnCount = 150,
            ActiveGroups = 10,
            LeastCoefficient = 3,
            GreatestCoefficient = 3,
            Neighbour = 0.3,
            IsProbit = true,
        }),
    ];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static (string Train, string Test) Write(string folder, string name, OutcomeDesign design, int replicate)
    {
        var random = new RandomStream(Seed, (ulong)replicate);
        string train = Path.Combine(folder, name + "-train.csv");
        string test = Path.Combine(folder, name + "-test.csv");
        (double[] rows, bool[] outcomes, double[] beta) = design.Sample(Rows, random);
        string[] names = SelectionTablesOf.Names(design);
        SelectionTablesOf.Write(train, names, rows, outcomes, "R");
        (rows, outcomes, _) = design.Sample(TestRows, random, beta);
        SelectionTablesOf.Write(test, names, rows, outcomes, "R");
        return (train, test);
    }

    private static IEnumerable<(string Method, Func<SelectionPosterior> Fit, IReadOnlyList<SelectionTable> Rows)> Fits(
        string family, string train, string test, ulong seed)
    {
        var context = new FitContext { Seed = seed, ThreadCount = 2 };
        if (family == "pmom")
        {
            var input = new PmomLogisticInputOptions();
            SelectionTable table = SelectionTables.PmomLogistic.Read(train, "auto", input);
            var data = SelectionData.Of(table, input);
            SelectionTable rows = SelectionTables.PmomLogistic.Read(
                test,
                "auto",
                new PmomLogisticInputOptions { FittedColumns = table.Columns, FittedLevels = table.Levels });
            yield return ("default", () => new PmomLogisticEstimator(new()).Fit(data, context), [rows]);
            yield return ("paper", () => new PmomLogisticEstimator(
                new() { Preset = HyperparameterPreset.Paper }).Fit(data, context), [rows]);
        }
        else if (family == "groups")
        {
            var input = new GroupLogisticInputOptions { GroupPrefix = "_" };
            SelectionTable table = SelectionTables.GroupLogistic.Read(train, "auto", input);
            var data = SelectionData.Of(table, input);
            SelectionTable rows = SelectionTables.GroupLogistic.Read(
                test,
                "auto",
                new GroupLogisticInputOptions { FittedColumns = table.Columns, FittedLevels = table.Levels });
            yield return ("default", () => new GroupLogisticEstimator(new() { Chains = 2 }).Fit(data, context), [rows]);
            yield return ("paper", () => new GroupLogisticEstimator(
                new() { Chains = 2, Preset = HyperparameterPreset.Paper }).Fit(data, context), [rows]);
        }
        else
        {
            var input = new ProbitGraphInputOptions();
            SelectionTable table = SelectionTables.ProbitGraph.Read(train, "auto", input);
            var data = SelectionData.Of(table, input);
            SelectionTable rows = SelectionTables.ProbitGraph.Read(
                test,
                "auto",
                new ProbitGraphInputOptions { FittedColumns = table.Columns, FittedLevels = table.Levels });
            yield return ("default", () => new ProbitGraphEstimator(new()).Fit(data, context), [rows]);
            yield return ("no coupling", () => new ProbitGraphEstimator(
                new() { Coupling = 0 }).Fit(data, context), [rows]);
            yield return ("paper", () => new ProbitGraphEstimator(
                new() { Preset = HyperparameterPreset.Paper }).Fit(data, context), [rows]);
        }
    }

    private static double[] Measure(SelectionPosterior posterior, SelectionTable rows, OutcomeDesign design)
    {
        // The publication's choice of a search is the highest-probability model, of chains the median model.
        IReadOnlyList<int> chosen = posterior.Search is null ? posterior.Median.Units : posterior.Highest.Units;
        var truth = new bool[posterior.UnitNames.Count];
        truth.AsSpan(0, design.ActiveGroups).Fill(true);
        double[] selected = [.. truth.Select((_, unit) => chosen.Contains(unit) ? 1.0 : 0)];
        StructureMetrics found = StructureMetrics.Of(truth, selected);
        Prediction[] predictions =
            new SelectionPredictor(posterior).Average(rows, [.. Enumerable.Range(0, rows.RowCount)], .95);
        double error = BinaryMetrics.Brier([.. predictions.Select(static one => one.Mean)], rows.IsPositive.Span);
        int selectedCount = chosen.Count;
        return
        [
            selectedCount == 0 ? 1 : (double)found.TruePositives / selectedCount,
            (double)found.TruePositives / design.ActiveGroups,
            selectedCount == 0 ? 0 : found.MatthewsCorrelation,
            error,
            posterior.Edges.Count(static edge => edge.Probability > .5 && edge.To - edge.From == 1),
            posterior.Edges.Count(static edge => edge.Probability > .5 && edge.To - edge.From != 1),

            // The convention of the publication's scripts: a selection of nothing has MCC 1.
            selectedCount == 0 ? 1 : found.MatthewsCorrelation,
        ];
    }

    private static double Error(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    }
}
