using System.Globalization;
using System.Text.Json;

namespace Praxis.Bench;

/// <summary>Means over seeds of fits of motion: folders NAME-SEED of runs to tables in the benchmark's nominal mm, and
/// differences of short refinements to the one without augmentation, seed by seed.</summary>
internal static class MotionTable
{
    // True millimetres over the benchmark's nominal ones: the CMU skeleton's factor.
    private const double TrueOverNominal = 56.444 / 70;
    private const string Unaugmented = "short-none";
    private const string Refined = "arnet";

    internal static int Run(string folder)
    {
        MotionFit[] runs =
        [
            .. Directory.GetDirectories(folder)
                .Where(static path => File.Exists(Path.Combine(path, "metrics.json")) && path.Contains('-'))
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];
        IGrouping<string, MotionFit>[] groups = [.. runs.GroupBy(static run => run.Name)];
        Print("models", "| run | model | seeds |", groups, static (group, own) =>
            group.First().Models.Where(row => own || row.Name is not ("zero velocity" or "damped velocity"))
                .Select(static row => row.Name));
        Console.WriteLine();
        Print("actions", "| run | action | seeds |", groups, static (group, _) =>
            group.First().Actions.Select(static row => row.Name));
        PrintDifferences(groups);
        return 0;
    }

    // Refinements of one seed share their coarse part, so that the seed's own luck goes out of the difference.
    private static void PrintDifferences(IGrouping<string, MotionFit>[] groups)
    {
        if (groups.FirstOrDefault(static group => group.Key == Unaugmented) is not { } basis)
        {
            return;
        }

        string[] labels = basis.First().Labels;
        Console.WriteLine();
        Console.WriteLine(
            $"| kind less {Unaugmented}, mean and its standard error | seeds | {string.Join(" | ", labels)} |");
        Console.WriteLine("|---|---|" + string.Concat(labels.Select(static _ => "---|")));
        foreach (IGrouping<string, MotionFit> group in groups.Where(group =>
            group.Key.StartsWith("short-", StringComparison.Ordinal) && group.Key != Unaugmented))
        {
            double[][] differences =
            [
                .. group.Join(basis, static run => run.Seed, static run => run.Seed, static (own, plain) =>
                    Of(own).Zip(Of(plain), static (a, b) => (a - b) / TrueOverNominal).ToArray()),
            ];
            IEnumerable<string> cells = labels.Select((_, i) => Difference([.. differences.Select(row => row[i])]));
            Console.WriteLine($"| {group.Key} | {differences.Length} | {string.Join(" | ", cells)} |");
        }

        static double[] Of(MotionFit run) => run.Models.Single(static row => row.Name == Refined).Values;
    }

    private static string Difference(double[] values)
    {
        if (values.Length == 0)
        {
            return "–";
        }

        double mean = values.Average();
        if (values.Length == 1)
        {
            return mean.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
        }

        double error = Deviation(values, mean) / Math.Sqrt(values.Length);
        return FormattableString.Invariant($"{mean:+0.00;-0.00} ± {error:F2}");
    }

    private static double Deviation(double[] values, double mean) =>
        Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));

    private static void Print(
        string table,
        string head,
        IGrouping<string, MotionFit>[] groups,
        Func<IGrouping<string, MotionFit>, bool, IEnumerable<string>> names)
    {
        string[] labels = groups[0].First().Labels;
        Console.WriteLine($"{head} {string.Join(" | ", labels)} |");
        Console.WriteLine("|---|---|---|" + string.Concat(labels.Select(static _ => "---|")));
        bool isFirst = true;
        foreach (IGrouping<string, MotionFit> group in groups)
        {
            foreach (string name in names(group, isFirst))
            {
                double[][] values =
                [
                    .. group.Select(run => (table == "models" ? run.Models : run.Actions)
                        .Single(row => row.Name == name).Values),
                ];
                IEnumerable<string> cells = labels.Select((_, i) => Cell([.. values.Select(row => row[i])]));
                Console.WriteLine($"| {group.Key} | {name} | {values.Length} | {string.Join(" | ", cells)} |");
            }

            isFirst = false;
        }
    }

    private static string Cell(double[] values)
    {
        double[] nominal = [.. values.Select(static value => value / TrueOverNominal)];
        double mean = nominal.Average();
        if (nominal.Length == 1)
        {
            return mean.ToString("F1", CultureInfo.InvariantCulture);
        }

        return FormattableString.Invariant($"{mean:F1} ± {Deviation(nominal, mean):F1}");
    }

    private static MotionFit Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "metrics.json")));
        JsonElement[] tables = [.. document.RootElement.GetProperty("tables").EnumerateArray()];
        JsonElement models = tables.Single(static table => table.GetProperty("name").GetString() == "models");
        JsonElement actions = tables.Single(static table => table.GetProperty("name").GetString() == "actions");
        string name = Path.GetFileName(path);
        return new MotionFit(
            name[..name.LastIndexOf('-')],
            name[(name.LastIndexOf('-') + 1)..],
            [.. models.GetProperty("columns").EnumerateArray().Skip(1).Select(static cell => cell.GetString()!)],
            Rows(models, skip: 1),
            Rows(actions, skip: 2));
    }

    private static Row[] Rows(JsonElement table, int skip) =>
    [
        .. table.GetProperty("rows").EnumerateArray().Select(row => new Row(
            row[0].GetString()!,
            [.. row.EnumerateArray().Skip(skip).Select(static cell => cell.GetDouble())])),
    ];

    private sealed record Row(string Name, double[] Values);

    private sealed record MotionFit(string Name, string Seed, string[] Labels, Row[] Models, Row[] Actions);
}
