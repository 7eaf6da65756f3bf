using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class SequenceLossTests
{
    private const double Temperature = 0.2;

    [Theory]
    [InlineData(16, 40, 6, 0.75, Similarity.Dot)]
    [InlineData(9, 25, 60, 1.0, Similarity.Dot)]
    [InlineData(16, 40, 6, 0.0, Similarity.Cosine)]
    public void Gbce_RandomCase_IsTheFormulaWithItsGradients(
        int width, int items, int negatives, double calibration, Similarity similarity)
    {
        using var parameter = new Parameter("items", [items, width], SequenceBatches.Floats(20, items * width, 1.0));
        var table = new ItemTable(parameter, similarity);
        SequenceBatch batch = SequenceBatches.Random(23, [4, 7], items);
        float[] outputs = SequenceBatches.Floats(24, batch.TokenCount * width, 1.0);
        var loss = new SampledSoftmaxLoss(table, negatives, Temperature, 5)
        {
            Candidates = new CalibratedCrossEntropy(negatives, items, calibration),
        };
        var drawn = new int[batch.TokenCount * (negatives + 1)];
        new NegativeSampler(items, negatives, 5).Draw(batch, 4, drawn);
        double share = Math.Min(1.0, (double)negatives / (items - 1));
        double power = share * ((calibration * (1 - (1 / share))) + (1 / share));
        double Formula() => GbceFormula(table, batch, outputs, drawn.Chunk(negatives + 1).ToArray(), power);

        Compare(loss, table, batch, outputs, Formula);
    }

    [Theory]
    [InlineData(16, 40, Similarity.Dot, 30)]
    [InlineData(24, 300, Similarity.Cosine, 45)]
    [InlineData(7, 500, Similarity.Dot, 90)]
    public void InBatch_RandomCase_IsTheFormulaWithItsGradients(
        int width, int items, Similarity similarity, int length)
    {
        using var parameter = new Parameter("items", [items, width], SequenceBatches.Floats(20, items * width, 1.0));
        var table = new ItemTable(parameter, similarity);
        SequenceBatch batch = SequenceBatches.Random(25, [4, length], items);
        float[] outputs = SequenceBatches.Floats(26, batch.TokenCount * width, 1.0);
        double[] shares = Shares(items);
        double Formula() => InBatchFormula(table, batch, outputs, shares);

        Compare(new InBatchSoftmaxLoss(table, shares, Temperature), table, batch, outputs, Formula);
    }

    [Fact]
    public void InBatch_EqualFrequencies_IsTheSoftmaxOverTheTargets()
    {
        // With the batch's targets as the whole catalogue there is nothing else to compare with.
        const int items = 30;
        const int width = 12;
        using var parameter = new Parameter("items", [items, width], SequenceBatches.Floats(20, items * width, 1.0));
        var table = new ItemTable(parameter, Similarity.Cosine);
        SequenceBatch random = SequenceBatches.Random(27, [31, 40], items);
        int[] targets = [.. Enumerable.Range(0, 71).Select(t => t * 7 % items)];
        var batch = new SequenceBatch(random.Offsets, random.Items, random.Times, random.NextTimes, targets);
        float[] outputs = SequenceBatches.Floats(28, batch.TokenCount * width, 1.0);
        double[] equal = new double[items];
        Array.Fill(equal, 1.0 / items);

        Result plain = Run(new CatalogueSoftmaxLoss(table, 0, Temperature, 5), table, batch, outputs);
        Result inBatch = Run(new InBatchSoftmaxLoss(table, equal, Temperature), table, batch, outputs);

        Assert.Equal(plain.Loss, inBatch.Loss, 1e-6);
        AssertClose(plain.OutputGradients, inBatch.OutputGradients);
        AssertClose(plain.ItemGradients, inBatch.ItemGradients);
    }

    [Fact]
    public void InBatch_Shards_AddUpToTheWhole()
    {
        const int items = 200;
        const int width = 16;
        using var parameter = new Parameter("items", [items, width], SequenceBatches.Floats(20, items * width, 1.0));
        var table = new ItemTable(parameter, Similarity.Cosine);
        SequenceBatch batch = SequenceBatches.Random(29, [300, 200, 260, 300], items);
        float[] outputs = SequenceBatches.Floats(30, batch.TokenCount * width, 1.0);
        var loss = new InBatchSoftmaxLoss(table, Shares(items), Temperature);
        Result whole = Run(loss, table, batch, outputs);

        float[] scales = table.Scales(1);
        double sum = 0;
        var gradients = new float[items * width];
        foreach (SequenceBatch shard in batch.Shard(8, 256))
        {
            var part = new LossPart();
            loss.Compute(
                shard, outputs.AsSpan(shard.FirstRow * width, shard.TokenCount * width), scales, 4, batch.TokenCount,
                part);
            sum += part.LossSum;
            AddItems(loss, part, table, gradients);
        }

        Assert.Equal(whole.Loss, sum / batch.TokenCount, 1e-6);
        AssertClose(whole.ItemGradients, gradients);
    }

    [Theory]
    [InlineData(128, 1001, 0.0, 1.0)]
    [InlineData(128, 1001, 1.0, 0.128)]
    [InlineData(128, 1001, 0.5, 0.564)]
    [InlineData(5000, 1001, 0.75, 1.0)]
    public void Gbce_Power_FallsFromOneToTheShareOfDraws(int negatives, int items, double calibration, double power) =>
        Assert.Equal(power, CalibratedCrossEntropy.Power(negatives, items, calibration), 1e-12);

    [Theory]
    [InlineData(0.5, 1, 0.5)]
    [InlineData(0.25, 3, 0.578125)]
    [InlineData(1e-9, 1000, 9.99999500500e-7)]
    [InlineData(2e-5, 100, 1.99802130e-3)]
    [InlineData(1.0, 10, 1.0)]
    public void InBatch_InclusionProbability_IsThatOfAtLeastOneDraw(double share, int tokens, double expected) =>
        Assert.Equal(expected, InBatchSoftmaxLoss.InclusionProbability(share, tokens), 1e-8 * expected);

    private static void Compare(
        ISoftmaxLoss loss, ItemTable table, SequenceBatch batch, float[] outputs, Func<double> formula)
    {
        Result result = Run(loss, table, batch, outputs);
        double expected = formula();
        Assert.Equal(expected, result.Loss, 1e-5 * expected);
        for (int place = 0; place < outputs.Length; place += 7)
        {
            int at = place;
            Assert.Equal(Difference(delta => outputs[at] += delta, formula), result.OutputGradients[place], 2e-4);
        }

        // The normalisation of item vectors is applied by the training; the plain inner product has none.
        if (table.Similarity == Similarity.Dot)
        {
            for (int place = 0; place < table.Count * table.Width; place += 11)
            {
                int at = place;
                double slope = Difference(delta => table.Parameter.Values[at] += delta, formula);
                Assert.Equal(slope, result.ItemGradients[place], 2e-4);
            }
        }
    }

    private static double[] Shares(int items)
    {
        double[] weights = [.. Enumerable.Range(0, items).Select(item => 1.0 / (1 + (item * 13 % items)))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static double GbceFormula(
        ItemTable table, SequenceBatch batch, float[] outputs, int[][] candidates, double power)
    {
        double total = 0;
        for (int t = 0; t < batch.TokenCount; t++)
        {
            int target = batch.Targets[t];
            double own = power * Math.Log(1 / (1 + Math.Exp(-Logit(table, outputs, t, target))));
            foreach (int item in candidates[t].Skip(1).Where(item => item != target))
            {
                own += Math.Log(1 - (1 / (1 + Math.Exp(-Logit(table, outputs, t, item)))));
            }

            total -= own / candidates[t].Length;
        }

        return total / batch.TokenCount;
    }

    private static double InBatchFormula(ItemTable table, SequenceBatch batch, float[] outputs, double[] shares)
    {
        int[] unique = [.. batch.Targets.Distinct()];
        double total = 0;
        for (int t = 0; t < batch.TokenCount; t++)
        {
            int token = t;
            double Corrected(int item) => Logit(table, outputs, token, item)
                - Math.Log(1 - Math.Pow(1 - shares[item], batch.TokenCount));
            total += Math.Log(unique.Sum(item => Math.Exp(Corrected(item)))) - Corrected(batch.Targets[t]);
        }

        return total / batch.TokenCount;
    }

    private static double Logit(ItemTable table, float[] outputs, int token, int item)
    {
        double[] u = Unit(outputs.AsSpan(token * table.Width, table.Width), table.Similarity);
        double[] e = Unit(table.Parameter.Values.Slice(item * table.Width, table.Width), table.Similarity);
        return u.Zip(e, (a, b) => a * b).Sum() / Temperature;
    }

    private static double[] Unit(ReadOnlySpan<float> vector, Similarity similarity)
    {
        double[] values = Array.ConvertAll(vector.ToArray(), value => (double)value);
        double norm = similarity == Similarity.Dot ? 1 : Math.Sqrt(values.Sum(value => value * value));
        return Array.ConvertAll(values, value => value / norm);
    }

    private static Result Run(ISoftmaxLoss loss, ItemTable table, SequenceBatch batch, float[] outputs)
    {
        float[] scales = table.Scales(2);
        var part = new LossPart();
        loss.BeginStep(batch, scales);
        loss.Compute(batch, outputs, scales, step: 4, batch.TokenCount, part);
        var itemGradients = new float[table.Count * table.Width];
        AddItems(loss, part, table, itemGradients);
        return new Result(part.LossSum / batch.TokenCount, part.OutputGradients[..outputs.Length], itemGradients);
    }

    private static void AddItems(ISoftmaxLoss loss, LossPart part, ItemTable table, float[] gradients)
    {
        for (int group = 0; group < loss.GroupCount; group++)
        {
            int first = group * loss.GroupItems;
            int end = Math.Min(table.Count, first + loss.GroupItems);
            loss.AddItemGradients(part, group, gradients.AsSpan((first * table.Width)..(end * table.Width)));
        }
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
}
