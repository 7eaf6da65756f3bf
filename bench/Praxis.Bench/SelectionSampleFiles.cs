using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>Writes the bundled samples of the selection methods, with what matters in them.</summary>
internal static class SelectionSampleFiles
{
    private const ulong Seed = 2027;

    internal static int Run(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "expression", 100, 0, new OutcomeDesign
        {
            ColumnCount = 200,
            ActiveGroups = 3,
            LeastCoefficient = 2,
            GreatestCoefficient = 2,
            Correlation = 0.3,
        });
        Write(folder, "groups", 100, 1, new OutcomeDesign
        {
            ColumnCount = 120,
            GroupSize = 4,
            ActiveGroups = 4,
            LeastCoefficient = 1.5,
            GreatestCoefficient = 3,
            Correlation = 0.5,
        });
        Write(folder, "network", 150, 2, new OutcomeDesign
        {
            ColumnCount = 40,
            ActiveGroups = 6,
            LeastCoefficient = 1.5,
            GreatestCoefficient = 1.5,
            Neighbour = 0.4,
            IsProbit = true,
        });
        File.WriteAllLines(
            Path.Combine(folder, "network_edges.csv"),
            ["from,to", .. Enumerable.Range(1, 39).Select(static node => $"x{node},x{node + 1}")]);
        return 0;
    }

    // Five significant digits: samples that people can look at.
    private static void Write(string folder, string name, int rowCount, ulong stream, OutcomeDesign design)
    {
        (double[] rows, bool[] outcomes, _) = design.Sample(rowCount, new RandomStream(Seed, stream));
        string[] names = SelectionTablesOf.Names(design);
        SelectionTablesOf.Write(Path.Combine(folder, name + ".csv"), names, rows, outcomes, "G5");
        File.WriteAllLines(
            Path.Combine(folder, name + "_relevant.txt"),
            names.Take(design.ActiveGroups * design.GroupSize)
                .Select(column => design.GroupSize == 1 ? column : column[..column.IndexOf('_')]).Distinct());
    }
}
