using Praxis.Core;
using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Exactness.Tests.Recommend;

/// <summary>The mixture of logits against loops in double precision.</summary>
public sealed class MixtureOfLogitsTests
{
    private const double Temperature = 0.2;
    private const int Width = 10;
    private static readonly MixtureSizes Sizes = new(Width, 2, 3, 4, 5);

    [Theory]
    [InlineData(1, 1, 4, 5)]
    [InlineData(2, 3, 4, 5)]
    [InlineData(4, 2, 7, 3)]
    public void SharedLogits_RandomCase_AreTheFormula(int users, int items, int component, int gate)
    {
        var sizes = new MixtureSizes(Width, users, items, component, gate);
        using MixtureOfLogits mixture = Mixture(sizes);
        using var parameter = new Parameter("items", [23, Width], SequenceBatches.Floats(41, 23 * Width, 1.0));
        var table = new ItemTable(parameter, Similarity.MixtureOfLogits);
        float[] outputs = SequenceBatches.Floats(42, 6 * Width, 1.0);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor rows = torch.empty(23, Width);
        table.Gather([.. Enumerable.Range(0, 23)], rows.Floats());
        float[] actual = [.. mixture.SharedLogits(
            mixture.OfUsers(torch.tensor(outputs).view(6, Width)), mixture.OfItems(rows)).contiguous().Floats()];
        for (int place = 0; place < actual.Length; place++)
        {
            double expected = MixtureReference.Logit(mixture, Temperature, table, outputs, place / 23, place % 23);
            Assert.Equal(expected, actual[place], 2e-5);
        }
    }

    [Theory]
    [InlineData(SequenceLoss.SampledSoftmax, 6)]
    [InlineData(SequenceLoss.SampledSoftmax, 0)]
    [InlineData(SequenceLoss.InBatch, 6)]
    [InlineData(SequenceLoss.Gbce, 6)]
    public void Loss_RandomCase_IsTheFormulaWithItsGradients(SequenceLoss kind, int negatives)
    {
        const int items = 30;
        using MixtureOfLogits mixture = Mixture(Sizes);
        using var parameter = new Parameter("items", [items, Width], SequenceBatches.Floats(43, items * Width, 1.0));
        var table = new ItemTable(parameter, Similarity.MixtureOfLogits);
        SequenceBatch batch = SequenceBatches.Random(44, [4, 7], items);
        float[] outputs = SequenceBatches.Floats(45, batch.TokenCount * Width, 1.0);
        double[] shares = [.. Enumerable.Range(1, items).Select(rank => 2.0 * rank / (items * (items + 1)))];
        var options = new HstuOptions { Loss = kind, NegativeCount = negatives, Temperature = Temperature };
        ISoftmaxLoss loss = SoftmaxLosses.Choose(table, options, () => shares, 5, mixture);
        var reference = new MixtureReference(mixture, table, batch, outputs, options, shares, 5);

        var part = new LossPart();
        float[] scales = table.Scales(1);
        loss.BeginStep(batch, scales);
        loss.Compute(batch, outputs, scales, step: 4, batch.TokenCount, part);

        double expected = reference.Loss(step: 4);
        Assert.Equal(expected, part.LossSum / batch.TokenCount, 1e-5 * expected);
        for (int place = 0; place < outputs.Length; place += 7)
        {
            AssertSlope(reference, ref outputs[place], part.OutputGradients[place]);
        }

        float[] itemGradients = ItemGradients(loss, part, table);
        for (int place = 0; place < itemGradients.Length; place += 23)
        {
            AssertSlope(reference, ref parameter.Values[place], itemGradients[place]);
        }

        Assert.Equal(mixture.Parameters.Count, part.MixtureGradients.Length);
        for (int index = 0; index < part.MixtureGradients.Length; index++)
        {
            Span<float> values = mixture.Parameters[index].Values;
            for (int place = 0; place < values.Length; place += 1 + (values.Length / 4))
            {
                AssertSlope(reference, ref values[place], part.MixtureGradients[index][place]);
            }
        }
    }

    [Fact]
    public void Compute_ManyTiles_AddUpToTokensAlone()
    {
        // So many pairs that the tokens go in several tiles.
        const int items = 2000;
        using var mixture = new MixtureOfLogits(new MixtureSizes(Width, 2, 2, 4, 64), Temperature, 3);
        using var parameter = new Parameter("items", [items, Width], SequenceBatches.Floats(43, items * Width, 1.0));
        var table = new ItemTable(parameter, Similarity.MixtureOfLogits);
        SequenceBatch batch = SequenceBatches.Random(46, [9, 8], items);
        float[] outputs = SequenceBatches.Floats(47, batch.TokenCount * Width, 1.0);
        var loss = new MixtureSharedLoss(table, mixture, shares: null);
        var whole = new LossPart();
        loss.Compute(batch, outputs, [], 0, batch.TokenCount, whole);
        double sum = 0;
        var gradient = new float[mixture.Parameters[0].Values.Length];
        for (int t = 0; t < batch.TokenCount; t++)
        {
            var part = new LossPart();
            var alone = new SequenceBatch([0, 1], [0], [0], [0], [batch.Targets[t]]);
            loss.Compute(alone, outputs.AsSpan(t * Width, Width), [], 0, batch.TokenCount, part);
            sum += part.LossSum;
            System.Numerics.Tensors.TensorPrimitives.Add(gradient, part.MixtureGradients[0], gradient);
        }

        Assert.Equal(sum, whole.LossSum, 1e-4 * sum);
        Assert.Equal(gradient, whole.MixtureGradients[0], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Step_TouchedRowsOnly_HasTheLossAndGradientsOfAllRows()
    {
        var options = new HstuOptions
        {
            Width = 16,
            LayerCount = 1,
            MaxLength = 300,
            NegativeCount = 9,
            Similarity = Similarity.MixtureOfLogits,
        };
        SequenceBatch batch = SequenceBatches.Random(48, [30, 2, 250, 300], 700);
        float[][] dense = Gradients(options with { ItemOptimizer = ItemOptimizer.Dense }, batch, 1, out double loss);
        float[][] sparse = Gradients(options with { ItemOptimizer = ItemOptimizer.Sparse }, batch, 2, out double other);
        float[][] again = Gradients(options with { ItemOptimizer = ItemOptimizer.Sparse }, batch, 1, out _);

        Assert.Equal(loss, other, 1e-6 * loss);
        Assert.Equal(sparse, again);
        for (int i = 0; i < dense.Length; i++)
        {
            Assert.True(dense[i].Max(Math.Abs) > 0);
            Assert.Equal(dense[i], sparse[i], (a, b) => Math.Abs(a - b) < 1e-5);
        }
    }

    private static float[][] Gradients(HstuOptions options, SequenceBatch batch, int threads, out double loss)
    {
        using MixtureOfLogits mixture = options.CreateMixture(seed: 1)!;
        using TrainedItems items = TrainedItems.Make(
            options, new TrainingOptions { Metric = "none" }, 700, new FitContext { Seed = 1, ThreadCount = threads },
            static () => [], mixture);
        float[] values = SequenceBatches.Floats(49, 700 * 16, 0.1);
        values.CopyTo(items.Rows is { } rows ? rows.Table.Values.Slice(0, 700 * 16) : items.Table.Parameter.Values);
        using var encoder = new HstuModel(options, 1);
        loss = new SequenceTraining(encoder, items, 1, threads).Step(batch, 4);
        return [.. encoder.Parameters.Concat(mixture.Parameters).Select(parameter => parameter.Gradient)];
    }

    // First values of biases are zero, which would hide their part.
    private static MixtureOfLogits Mixture(MixtureSizes sizes)
    {
        var mixture = new MixtureOfLogits(sizes, Temperature, seed: 3);
        ulong seed = 60;
        foreach (Parameter parameter in mixture.Parameters)
        {
            SequenceBatches.Floats(seed++, parameter.Values.Length, 0.7).CopyTo(parameter.Values);
        }

        return mixture;
    }

    private static void AssertSlope(MixtureReference reference, ref float value, float actual)
    {
        const float step = 1f / 1024;
        float own = value;
        value = own + step;
        double above = reference.Loss(step: 4);
        value = own - step;
        double below = reference.Loss(step: 4);
        value = own;
        Assert.Equal((above - below) / (2 * step), actual, 5e-4);
    }

    private static float[] ItemGradients(ISoftmaxLoss loss, LossPart part, ItemTable table)
    {
        var gradients = new float[table.Count * table.Width];
        for (int group = 0; group < loss.GroupCount; group++)
        {
            int first = group * loss.GroupItems;
            int end = Math.Min(table.Count, first + loss.GroupItems);
            loss.AddItemGradients(part, group, gradients.AsSpan((first * table.Width)..(end * table.Width)));
        }

        return gradients;
    }
}
