using System.Globalization;
using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>Writes the bundled samples of the graph methods, with the edges that made them.</summary>
internal static class GraphSampleFiles
{
    private const ulong Seed = 2026;

    internal static int Run(string folder)
    {
        Directory.CreateDirectory(folder);
        GraphSample band = new GaussianGraphDesign(GaussianGraph.Ar2, 30).Sample(200, new RandomStream(Seed, 0));
        Table(folder, "band", [.. band.Names], [band.Rows], band.Names.Count);
        Edges(folder, "band_edges", band);

        GraphSample[] groups = new JointDagDesign(40, 3, 0.04, 5).Sample(100, new RandomStream(Seed, 1));
        Table(folder, "three_groups", ["group", .. groups[0].Names], [.. groups.Select(static one => one.Rows)], 40);
        for (int group = 0; group < groups.Length; group++)
        {
            Edges(folder, $"three_groups_edges_{(char)('a' + group)}", groups[group]);
        }

        var design = new TranscriptionFactorDesign { FactorCount = 12 };
        (GraphSample genes, double[] response, bool[] relevant) = design.Sample(100, new RandomStream(Seed, 2));
        int p = design.ColumnCount;
        double[] rows =
            [.. genes.Rows.Chunk(p).SelectMany((row, index) => (double[])[response[index], .. row])];
        Table(folder, "transcription_factors", ["y", .. genes.Names], [rows], p + 1);
        Edges(folder, "transcription_factors_edges", genes);
        File.WriteAllLines(
            Path.Combine(folder, "transcription_factors_relevant.txt"),
            genes.Names.Where((_, variable) => relevant[variable]));
        return 0;
    }

    // Four significant digits: a sample that people can look at.
    private static void Table(string folder, string name, string[] head, double[][] groups, int columns) =>
        File.WriteAllLines(
            Path.Combine(folder, name + ".csv"),
            [
                string.Join(',', head),
                .. groups.SelectMany((rows, group) => rows.Chunk(columns).Select(row => string.Join(
                    ',',
                    (groups.Length > 1 ? (string[])[((char)('a' + group)).ToString()] : []).Concat(row.Select(
                        static value => value.ToString("G4", CultureInfo.InvariantCulture)))))),
            ]);

    private static void Edges(string folder, string name, GraphSample sample)
    {
        int p = sample.Names.Count;
        File.WriteAllLines(
            Path.Combine(folder, name + ".csv"),
            [
                "from,to",
                .. from child in Enumerable.Range(1, p - 1)
                   from parent in Enumerable.Range(0, child)
                   where sample.Edges[EdgeList.Pair(child, parent)]
                   select $"{sample.Names[parent]},{sample.Names[child]}",
            ]);
    }
}
