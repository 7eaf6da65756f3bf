using System.Runtime.InteropServices;
using Praxis.Recommend;
using TorchSharp;

namespace Praxis.Bench;

/// <summary>Hit rates on a synthetic stream over the whole catalogue: at all positions, and at the last of each
/// record.</summary>
internal sealed record StreamMetrics(double AllAt10, double AllAt50, double LastAt10, double LastAt50)
{
    /// <summary>Hit rates of an encoder; ties count half against it.</summary>
    internal static StreamMetrics Of(ISequenceEncoder encoder, ItemTable table, SyntheticBatches batches)
    {
        using DisposeScope whole = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        torch.Tensor items = torch.nn.functional.normalize(table.Parameter.Value, dim: 1, eps: 1e-6).t().contiguous();
        var ranks = new int[batches.StepCount][];
        var ends = new int[batches.StepCount][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, batches.StepCount, parallel, step =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradientsHere = torch.no_grad();
            SequenceBatch batch = batches.Batch(0, step);
            torch.Tensor rows = torch.empty(batch.TokenCount, table.Width);
            table.Gather(batch.Items, MemoryMarshal.Cast<byte, float>(rows.bytes));
            torch.Tensor outputs = torch.nn.functional.normalize(
                encoder.Encode(rows, batch, null), dim: 1, eps: 1e-6);
            torch.Tensor scores = outputs.mm(items);
            ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(scores.bytes);
            ranks[step] = new int[batch.TokenCount];
            for (int t = 0; t < batch.TokenCount; t++)
            {
                ranks[step][t] = Rank(values.Slice(t * table.Count, table.Count), batch.Targets[t]);
            }

            ends[step] = batch.Offsets[1..];
        });
        return OfRanks(ranks, ends);
    }

    /// <summary>Expected hit rates of whoever knows the prior and α of each record and every id's category: the
    /// ceiling.</summary>
    internal static StreamMetrics OfOracle(SyntheticStream stream, int first)
    {
        double[] sums = new double[4];
        long positions = 0;
        int records = stream.Plan.RecordCount - first;
        for (int index = first; index < stream.Plan.RecordCount; index++)
        {
            SyntheticRecord record = stream.Record(index);
            var counts = record.Prior.Keys.ToDictionary(category => category, _ => 0);
            for (int n = 1; n < record.Items.Length; n++)
            {
                counts[record.Categories[n - 1]]++;
                (double at10, double at50) = Expected(stream, record, counts, n);
                sums[0] += at10;
                sums[1] += at50;
                positions++;
                if (n == record.Items.Length - 1)
                {
                    sums[2] += at10;
                    sums[3] += at50;
                }
            }
        }

        return new StreamMetrics(sums[0] / positions, sums[1] / positions, sums[2] / records, sums[3] / records);
    }

    public override string ToString() => $"{AllAt10:F4} | {AllAt50:F4} | {LastAt10:F4} | {LastAt50:F4}";

    // P(category) = (α H + count) / (α + n), spread evenly over the ids that are there.
    private static (double At10, double At50) Expected(
        SyntheticStream stream, SyntheticRecord record, Dictionary<int, int> counts, int n)
    {
        (double EachItem, int Items)[] categories =
        [
            .. record.Prior.Select(entry =>
            {
                int items = stream.CountAvailable(entry.Key, record.AvailableCount);
                double probability = ((record.Concentration * entry.Value) + counts[entry.Key])
                    / (record.Concentration + n);
                return (probability / items, items);
            }),
        ];
        Array.Sort(categories, static (a, b) => b.EachItem.CompareTo(a.EachItem));
        return (Sum(10), Sum(50));

        double Sum(int places)
        {
            double sum = 0;
            foreach ((double eachItem, int items) in categories)
            {
                int taken = Math.Min(places, items);
                sum += taken * eachItem;
                places -= taken;
            }

            return sum;
        }
    }

    private static int Rank(ReadOnlySpan<float> scores, int target)
    {
        float own = scores[target];
        int better = 0;
        int equal = 0;
        foreach (float score in scores)
        {
            better += score > own ? 1 : 0;
            equal += score == own ? 1 : 0;
        }

        return better + (equal / 2);
    }

    private static StreamMetrics OfRanks(int[][] ranks, int[][] ends)
    {
        int[] all = [.. ranks.SelectMany(own => own)];
        int[] last = [.. ranks.Zip(ends).SelectMany(pair => pair.Second.Select(end => pair.First[end - 1]))];
        return new StreamMetrics(Share(all, 10), Share(all, 50), Share(last, 10), Share(last, 50));
    }

    private static double Share(int[] ranks, int k) => ranks.Count(rank => rank < k) / (double)ranks.Length;
}
