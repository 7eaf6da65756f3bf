using System.Diagnostics;
using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Bench;

/// <summary>The sampled softmax by gathered rows against one product with the catalogue: where does one overtake the
/// other?</summary>
internal static class SoftmaxBench
{
    private const int Width = 64;
    private const int TokenCount = 4096;

    internal static int Run()
    {
        Console.WriteLine(
            "| items | negatives | gathered rows, µs a token | one product, µs a token | product / rows |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((int items, int negatives) in new[]
        {
            (500, 128), (1000, 128), (1682, 128), (2500, 128), (3877, 128), (12_101, 128),
            (1682, 256), (3877, 256), (12_101, 256),
        })
        {
            using var parameter = new Parameter("items", [items, Width], Floats(items * Width));
            var table = new ItemTable(parameter, Similarity.Cosine);
            double rows = Measure(new SampledSoftmaxLoss(table, negatives, 0.05, 1), table);
            double product = Measure(new CatalogueSoftmaxLoss(table, negatives, 0.05, 1), table);
            Console.WriteLine($"| {items} | {negatives} | {rows:F2} | {product:F2} | {product / rows:F2} |");
        }

        return 0;
    }

    // Best of five, one thread: loss, output gradients and item gradients.
    private static double Measure(ISoftmaxLoss loss, ItemTable table)
    {
        var random = new RandomStream(1, 1);
        var targets = new int[TokenCount];
        foreach (ref int target in targets.AsSpan())
        {
            target = random.NextInt(table.Count);
        }

        var batch = new SequenceBatch([0, TokenCount], targets, new long[TokenCount], new long[TokenCount], targets);
        float[] outputs = Floats(TokenCount * Width);
        float[] scales = table.Scales(1);
        var part = new LossPart();
        double best = double.PositiveInfinity;
        for (int repeat = 0; repeat < 6; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            loss.BeginStep(batch, scales);
            loss.Compute(batch, outputs, scales, (ulong)repeat, TokenCount, part);
            for (int group = 0; group < loss.GroupCount; group++)
            {
                int count = Math.Min(table.Count, (group + 1) * loss.GroupItems) - (group * loss.GroupItems);
                loss.AddItemGradients(
                    part, group, table.Parameter.Gradient.AsSpan(group * loss.GroupItems * Width, count * Width));
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / TokenCount);
        }

        return best;
    }

    private static float[] Floats(int count)
    {
        var random = new RandomStream(2, 2);
        var values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)(random.NextDouble() - 0.5);
        }

        return values;
    }
}
