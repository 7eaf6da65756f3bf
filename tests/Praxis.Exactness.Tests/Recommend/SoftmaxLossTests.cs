using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class SoftmaxLossTests
{
    [Theory]
    [InlineData(8, 30, 5, Similarity.Cosine)]
    [InlineData(50, 700, 128, Similarity.Cosine)]
    [InlineData(64, 333, 20, Similarity.Dot)]
    [InlineData(17, 90, 2000, Similarity.Cosine)]
    public void Sampled_GatheredRows_EqualOneProductAndTheFormula(
        int width, int items, int negatives, Similarity similarity)
    {
        using var table = Table(width, items, similarity);
        SequenceBatch batch = SequenceBatches.Random(21, [9, 1, 40], items);
        float[] outputs = SequenceBatches.Floats(22, batch.TokenCount * width, 1.0);
        Result gathered = Run(new SampledSoftmaxLoss(table.Items, negatives, 0.2, 5), table.Items, batch, outputs);
        Result product = Run(new CatalogueSoftmaxLoss(table.Items, negatives, 0.2, 5), table.Items, batch, outputs);
        double expected = Formula(table.Items, batch, outputs, Candidates(table.Items, batch, negatives), 0.2);
        Assert.Equal(expected, gathered.Loss, 1e-5 * expected);
        Assert.Equal(expected, product.Loss, 1e-5 * expected);
        AssertClose(gathered.OutputGradients, product.OutputGradients);
        AssertClose(gathered.ItemGradients, product.ItemGradients);
    }

    [Theory]
    [InlineData(16, 40, 6, Similarity.Cosine)]
    [InlineData(9, 40, 6, Similarity.Dot)]
    [InlineData(16, 40, 0, Similarity.Cosine)]
    public void Gradients_RandomCase_AreFiniteDifferences(int width, int items, int negatives, Similarity similarity)
    {
        using var table = Table(width, items, similarity);
        SequenceBatch batch = SequenceBatches.Random(23, [4, 7], items);
        float[] outputs = SequenceBatches.Floats(24, batch.TokenCount * width, 1.0);
        ISoftmaxLoss loss = negatives == 0
            ? new CatalogueSoftmaxLoss(table.Items, 0, 0.2, 5)
            : new SampledSoftmaxLoss(table.Items, negatives, 0.2, 5);
        Result result = Run(loss, table.Items, batch, outputs);
        int[][] candidates = Candidates(table.Items, batch, negatives);
        for (int place = 0; place < outputs.Length; place += 7)
        {
            int at = place;
            double expected = Difference(
                delta => outputs[at] += delta, () => Formula(table.Items, batch, outputs, candidates, 0.2));
            Assert.Equal(expected, result.OutputGradients[place], 2e-4);
        }

        // The normalisation of item vectors is applied by the training; the plain inner product has none.
        if (similarity == Similarity.Dot)
        {
            for (int place = 0; place < items * width; place += 11)
            {
                int at = place;
                double expected = Difference(
                    delta => table.Items.Parameter.Values[at] += delta,
                    () => Formula(table.Items, batch, outputs, candidates, 0.2));
                Assert.Equal(expected, result.ItemGradients[place], 2e-4);
            }
        }
    }

    [Fact]
    public void FullSoftmax_EveryItem_IsTheFormula()
    {
        using var table = Table(24, 77, Similarity.Cosine);
        SequenceBatch batch = SequenceBatches.Random(25, [50], 77);
        float[] outputs = SequenceBatches.Floats(26, batch.TokenCount * 24, 1.0);
        Result result = Run(new CatalogueSoftmaxLoss(table.Items, 0, 0.05, 5), table.Items, batch, outputs);
        double expected = Formula(table.Items, batch, outputs, Candidates(table.Items, batch, 0), 0.05);
        Assert.Equal(expected, result.Loss, 1e-5 * expected);
    }

    [Fact]
    public void Draws_OfAShard_AreThoseOfTheWholeBatch()
    {
        SequenceBatch batch = SequenceBatches.Random(27, [300, 200, 260, 300], 1000);
        var sampler = new NegativeSampler(1000, 16, 9);
        var whole = new int[batch.TokenCount * 17];
        sampler.Draw(batch, 3, whole);
        var parts = new List<int>();
        SequenceBatch[] shards = batch.Shard(8, 256);
        Assert.True(shards.Length > 1);
        foreach (SequenceBatch shard in shards)
        {
            var own = new int[shard.TokenCount * 17];
            sampler.Draw(shard, 3, own);
            parts.AddRange(own);
        }

        Assert.Equal(whole, parts);
    }

    private static TableOwner Table(int width, int items, Similarity similarity) =>
        new(new ItemTable(
            new Parameter("items", [items, width], SequenceBatches.Floats(20, items * width, 1.0)), similarity));

    private static Result Run(ISoftmaxLoss loss, ItemTable table, SequenceBatch batch, float[] outputs)
    {
        float[] scales = table.Scales(2);
        var part = new LossPart();
        loss.BeginStep(batch, scales);
        loss.Compute(batch, outputs, scales, step: 4, batch.TokenCount, part);
        var itemGradients = new float[table.Count * table.Width];
        for (int group = 0; group < loss.GroupCount; group++)
        {
            int first = group * loss.GroupItems;
            int end = Math.Min(table.Count, first + loss.GroupItems);
            loss.AddItemGradients(part, group, itemGradients.AsSpan((first * table.Width)..(end * table.Width)));
        }

        return new Result(part.LossSum / batch.TokenCount, part.OutputGradients[..outputs.Length], itemGradients);
    }

    private static int[][] Candidates(ItemTable table, SequenceBatch batch, int negatives)
    {
        if (negatives == 0)
        {
            return [.. batch.Targets.Select(target => (int[])[target, .. Enumerable.Range(0, table.Count)])];
        }

        var drawn = new int[batch.TokenCount * (negatives + 1)];
        new NegativeSampler(table.Count, negatives, 5).Draw(batch, 4, drawn);
        return [.. drawn.Chunk(negatives + 1)];
    }

    // Mean over tokens of -log softmax, in double precision; draws that hit the target do not count.
    private static double Formula(
        ItemTable table, SequenceBatch batch, float[] outputs, int[][] candidates, double temperature)
    {
        double total = 0;
        for (int t = 0; t < batch.TokenCount; t++)
        {
            double[] y = Unit(outputs.AsSpan(t * table.Width, table.Width), table.Similarity);
            int target = batch.Targets[t];
            double targetLogit = Logit(table, y, target, temperature);
            double sum = Math.Exp(targetLogit);
            sum += candidates[t]
                .Skip(1)
                .Where(item => item != target)
                .Sum(item => Math.Exp(Logit(table, y, item, temperature)));
            total += Math.Log(sum) - targetLogit;
        }

        return total / batch.TokenCount;
    }

    private static double Logit(ItemTable table, double[] y, int item, double temperature)
    {
        double[] e = Unit(table.Parameter.Values.Slice(item * table.Width, table.Width), table.Similarity);
        return y.Zip(e, (a, b) => a * b).Sum() / temperature;
    }

    private static double[] Unit(ReadOnlySpan<float> vector, Similarity similarity)
    {
        double[] values = Array.ConvertAll(vector.ToArray(), value => (double)value);
        double norm = similarity == Similarity.Dot ? 1 : Math.Sqrt(values.Sum(value => value * value));
        return Array.ConvertAll(values, value => value / norm);
    }

    private static double Difference(Action<float> add, Func<double> evaluate)
    {
        const float step = 1f / 512;
        add(step);
        double above = evaluate();
        add(-2 * step);
        double below = evaluate();
        add(step);
        return (above - below) / (2 * step);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-5 * scale);
        }
    }

    private sealed record Result(double Loss, float[] OutputGradients, float[] ItemGradients);

    private sealed class TableOwner(ItemTable items) : IDisposable
    {
        internal ItemTable Items { get; } = items;

        public void Dispose() => Items.Parameter.Dispose();
    }
}
