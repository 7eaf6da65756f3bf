using System.Diagnostics;
using Praxis.Core;
using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Bench;

/// <summary>What a step costs at the item table, from ten thousand to ten million rows: gather, sampled softmax,
/// gradients and optimiser, without an encoder.</summary>
internal static class ItemTableBench
{
    private const int Width = 64;
    private const int TokenCount = 256;
    private const int StepCount = 30;

    internal static int Run()
    {
        Console.WriteLine("| rows | optimiser | touched rows | CPU ms a step | CPU µs a touched row |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (int rows in new[] { 10_000, 100_000, 1_000_000, 10_000_000 })
        {
            Measure(rows, ItemOptimizer.Sparse, SecondMoments.Element);
            Measure(rows, ItemOptimizer.Sparse, SecondMoments.Row);
            if (rows <= 1_000_000)
            {
                Measure(rows, ItemOptimizer.Dense, SecondMoments.Element);
            }
        }

        return 0;
    }

    private static void Measure(int rowCount, ItemOptimizer optimizer, SecondMoments moments)
    {
        var options = new HstuOptions { Width = Width, ItemOptimizer = optimizer, ItemMoments = moments };
        var loop = new TrainingOptions { Metric = "none" };
        using TrainedItems items = TrainedItems.Make(
            options, loop, rowCount, new FitContext { ThreadCount = 2 }, static () => []);
        if (items.Rows is { } rows)
        {
            // Memory that was never written is not there yet: the first write of a page must not be measured.
            Touch(rows.Table.FirstMoment);
            Touch(rows.Table.SecondMoment);
        }

        var batches = new Batches(rowCount);
        var training = new SequenceTraining(
            new NoEncoder(), items, batches, 1, threadCount: 1, () => new Dictionary<string, double>());
        var adam = new AdamW(training.Parameters, loop, 1, training.Tables);
        double best = double.PositiveInfinity;
        for (int step = 0; step < StepCount; step++)
        {
            SequenceBatch batch = batches.Batch(0, step);
            TimeSpan start = Cpu();
            using (torch.NewDisposeScope())
            {
                training.Step(batch, (ulong)step);
                adam.Apply(step + 1);
            }

            best = Math.Min(best, (Cpu() - start).TotalMilliseconds);
        }

        string name = optimizer == ItemOptimizer.Dense ? "dense"
            : moments == SecondMoments.Row ? "sparse, row"
            : "sparse";
        int touched = items.Rows?.RowCount ?? rowCount;
        Console.WriteLine($"| {rowCount:N0} | {name} | {touched:N0} | {best:F2} | {1000 * best / touched:F3} |");
        items.Table.Dispose();
    }

    private static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;

    private static void Touch(NativeFloats memory)
    {
        const int page = 1 << 20;
        for (long start = 0; start < memory.Length; start += page)
        {
            memory.Slice(start, (int)Math.Min(page, memory.Length - start)).Fill(1e-6f);
        }
    }

    private sealed class NoEncoder : ISequenceEncoder
    {
        int ISequenceEncoder.Width => Width;

        public int MaxLength => TokenCount;

        public IReadOnlyList<Parameter> Parameters => [];

        public torch.Tensor Encode(torch.Tensor rows, SequenceBatch batch, Dropout? dropout) => rows.clone();
    }

    private sealed class Batches(int rowCount) : ITrainingBatches
    {
        public int StepCount => ItemTableBench.StepCount;

        public SequenceBatch Batch(int epoch, int step)
        {
            var random = new RandomStream(1, (ulong)step);
            int[] items = [.. Enumerable.Range(0, TokenCount).Select(_ => random.NextInt(rowCount))];
            int[] targets = [.. Enumerable.Range(0, TokenCount).Select(_ => random.NextInt(rowCount))];
            return new SequenceBatch(
                [0, TokenCount], items, new long[TokenCount], new long[TokenCount], targets);
        }
    }
}
