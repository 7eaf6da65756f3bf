using System.Globalization;
using Praxis.Bayes;

namespace Praxis.Bench;

/// <summary>Writes the data of a replicate of bayes-quality for other programs: x.csv with the rows, truth.csv with the
/// edges as pairs of columns, from 1.</summary>
internal static class BayesData
{
    internal static int Run(string method, string graph, string seed, string folder)
    {
        if (method != "A")
        {
            Console.Error.WriteLine($"bayes-data: only A is written; got {method}");
            return 2;
        }

        var design = new GaussianGraphDesign(Enum.Parse<GaussianGraph>(graph, ignoreCase: true), 100);
        GraphSample sample = design.Sample(200, BayesRuns.Data(int.Parse(seed, CultureInfo.InvariantCulture)));
        int p = design.ColumnCount;
        Directory.CreateDirectory(folder);
        File.WriteAllLines(
            Path.Combine(folder, "x.csv"),
            [
                string.Join(',', sample.Names),
                .. sample.Rows.Chunk(p).Select(static row => string.Join(',', row.Select(
                    static value => value.ToString("R", CultureInfo.InvariantCulture)))),
            ]);
        File.WriteAllLines(
            Path.Combine(folder, "truth.csv"),
            [
                "from,to",
                .. Enumerable.Range(1, p - 1).SelectMany(i => Enumerable.Range(0, i)
                    .Where(j => sample.Edges[EdgeList.Pair(i, j)])
                    .Select(j => $"{j + 1},{i + 1}")),
            ]);
        return 0;
    }
}
