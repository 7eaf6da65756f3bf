using System.Diagnostics;
using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Bench;

/// <summary>Exact top 100 over large catalogues by blocked products, on one thread: is approximate search
/// needed?</summary>
internal static class ItemSearchBench
{
    private const int Width = 64;
    private const int TopK = 100;

    internal static int Run()
    {
        Console.WriteLine("| items | queries at once | CPU ms a query |");
        Console.WriteLine("|---|---|---|");
        foreach (int items in new[] { 100_000, 1_000_000, 10_000_000 })
        {
            using var rows = new RowParameter("items", items, Width, moments: null);
            Fill(rows);
            var table = new ItemTable(rows, Similarity.Cosine);
            using var scorer = new SequenceScorer(new NoEncoder(), table, mostCopiedFloats: 0);
            foreach (int queries in new[] { 1, 16, 64 })
            {
                Console.WriteLine($"| {items:N0} | {queries} | {Measure(scorer, queries):F2} |");
            }
        }

        return 0;
    }

    private static double Measure(SequenceScorer scorer, int queries)
    {
        var random = new RandomStream(3, 3);
        float[] units = [.. Enumerable.Range(0, queries * Width).Select(_ => (float)(random.NextDouble() - 0.5))];
        double best = double.PositiveInfinity;
        for (int repeat = 0; repeat < 5; repeat++)
        {
            BestItems[] kept = [.. Enumerable.Range(0, queries).Select(_ => new BestItems(TopK, []))];
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            scorer.FindBest(units, kept);
            TimeSpan spent = Process.GetCurrentProcess().TotalProcessorTime - start;
            best = Math.Min(best, spent.TotalMilliseconds / queries);
        }

        return best;
    }

    private static void Fill(RowParameter rows) => Parallel.For(0, rows.RowCount, row =>
    {
        Span<uint> words = stackalloc uint[Width];
        RandomStream.Fill(1, (ulong)row, 0, words);
        Span<float> values = rows.Row(row);
        for (int c = 0; c < Width; c++)
        {
            values[c] = (words[c] * (1f / uint.MaxValue)) - 0.5f;
        }
    });

    private sealed class NoEncoder : ISequenceEncoder
    {
        int ISequenceEncoder.Width => Width;

        public int MaxLength => 1;

        public IReadOnlyList<Parameter> Parameters => [];

        public TorchSharp.torch.Tensor Encode(
            TorchSharp.torch.Tensor rows, SequenceBatch batch, Dropout? dropout) => rows;
    }
}
