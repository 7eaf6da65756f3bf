using Praxis.Core;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Recommend;

/// <summary>A step over touched rows only against the same step over the whole catalogue.</summary>
public sealed class SparseItemsTests
{
    private const int Width = 32;
    private const int ItemCount = 900;

    [Theory]
    [InlineData(Similarity.Cosine)]
    [InlineData(Similarity.Dot)]
    public void Step_TouchedRowsOnly_HasTheGradientsOfAllRows(Similarity similarity)
    {
        HstuOptions options = Options(similarity);
        SequenceBatch batch = SequenceBatches.Random(31, [30, 2, 250, 300], ItemCount);
        using TrainedItems dense = Make(options with { ItemOptimizer = ItemOptimizer.Dense });
        using TrainedItems sparse = Make(options with { ItemOptimizer = ItemOptimizer.Sparse });
        dense.Table.Parameter.Values.CopyTo(sparse.Rows!.Table.Values.Slice(0, ItemCount * Width));
        var ownEncoder = new HstuModel(options, 1);
        var otherEncoder = new HstuModel(options, 1);
        double expected = Training(ownEncoder, dense, 1).Step(batch, 4);
        double loss = Training(otherEncoder, sparse, 2).Step(batch, 4);

        Assert.Equal(expected, loss, 1e-6 * expected);
        int[] touched = sparse.Rows.Rows.ToArray();
        Assert.Equal(touched.Order().Distinct(), touched);
        Assert.InRange(touched.Length, 1, ItemCount);
        AssertClose(dense.Table.Parameter.Gradient, Expanded(sparse.Rows));
        Assert.Equal(ownEncoder.Parameters[0].Gradient, otherEncoder.Parameters[0].Gradient, Near);
    }

    [Fact]
    public void Step_LossOnAllTokensByName_IsLossOnAllTokens()
    {
        HstuOptions options = Options(Similarity.Cosine) with { ItemOptimizer = ItemOptimizer.Sparse };
        SequenceBatch batch = SequenceBatches.Random(33, [300, 2, 250, 300, 270], ItemCount);
        var named = new SequenceBatch(batch.Offsets, batch.Items, batch.Times, batch.NextTimes, batch.Targets)
        {
            LossTokens = [.. Enumerable.Range(0, batch.TokenCount)],
        };
        using TrainedItems left = Make(options);
        using TrainedItems right = Make(options);
        Assert.Equal(
            Training(new HstuModel(options, 1), left, 1).Step(batch, 4),
            Training(new HstuModel(options, 1), right, 1).Step(named, 4));
        Assert.Equal(Expanded(left.Rows!), Expanded(right.Rows!));
    }

    [Fact]
    public void Step_LossOnSomeTokens_IsTheMeanOverThese()
    {
        // The negative is always the same, so that draws do not depend on which tokens are learnt from.
        HstuOptions options = Options(Similarity.Dot) with
        {
            ItemOptimizer = ItemOptimizer.Sparse,
            Dropout = 0,
            MaxLength = 40,
        };
        SequenceBatch batch = SequenceBatches.Random(34, [40, 30, 25], ItemCount);
        double all = Loss(options, batch, null);
        int[] even = [.. Enumerable.Range(0, batch.TokenCount).Where(token => token % 2 == 0)];
        int[] odd = [.. Enumerable.Range(0, batch.TokenCount).Where(token => token % 2 == 1)];
        double parts = (Loss(options, batch, even) * even.Length) + (Loss(options, batch, odd) * odd.Length);
        Assert.Equal(all, parts / batch.TokenCount, 1e-5 * all);
    }

    private static double Loss(HstuOptions options, SequenceBatch batch, int[]? tokens)
    {
        using TrainedItems made = Make(options);
        using TrainedItems items = TrainedItems.OfRows(
            made.Rows!, options, new OneNegative(), made.Rows!.Table.RowCount, 1);
        var own = new SequenceBatch(batch.Offsets, batch.Items, batch.Times, batch.NextTimes, batch.Targets)
        {
            LossTokens = tokens,
        };
        return Training(new HstuModel(options, 1), items, 1).Step(own, 4);
    }

    [Fact]
    public void Step_AnyThreadCount_HasTheSameBytes()
    {
        HstuOptions options = Options(Similarity.Cosine) with { ItemOptimizer = ItemOptimizer.Sparse };
        SequenceBatch batch = SequenceBatches.Random(32, [300, 2, 250, 300, 270], ItemCount);
        float[][] gradients = [.. new[] { 1, 2, 5 }.Select(threadCount =>
        {
            using TrainedItems items = Make(options);
            Training(new HstuModel(options, 1), items, threadCount).Step(batch, 4);
            return Expanded(items.Rows!);
        })];
        Assert.Equal(gradients[0], gradients[1]);
        Assert.Equal(gradients[0], gradients[2]);
    }

    private static HstuOptions Options(Similarity similarity) => new()
    {
        Width = Width,
        LayerCount = 1,
        MaxLength = 300,
        NegativeCount = 3,
        Similarity = similarity,
    };

    private static TrainedItems Make(HstuOptions options) => TrainedItems.Make(
        options, new TrainingOptions { Metric = "x" }, ItemCount, new FitContext { Seed = 7 }, static () => []);

    private static SequenceTraining Training(HstuModel encoder, TrainedItems items, int threadCount) =>
        new(encoder, items, new NoBatches(), 7, threadCount, () => new Dictionary<string, double>());

    private static unsafe float[] Expanded(RowAdamW rows)
    {
        var all = new float[ItemCount * Width];
        for (int place = 0; place < rows.RowCount; place++)
        {
            new ReadOnlySpan<float>(rows.Gradient + (place * Width), Width)
                .CopyTo(all.AsSpan(rows.Rows[place] * Width));
        }

        return all;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        double scale = expected.Max(Math.Abs);
        Assert.True(scale > 0);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5 * scale);
        }
    }

    private static bool Near(float left, float right) => Math.Abs(left - right) < 1e-6f;

    private sealed class OneNegative : ICandidateSampler
    {
        public int CandidateCount => 2;

        public void Draw(SequenceBatch shard, ulong step, Span<int> candidates)
        {
            for (int t = 0; t < shard.TokenCount; t++)
            {
                candidates[2 * t] = shard.Targets[t];
                candidates[(2 * t) + 1] = 7;
            }
        }
    }

    private sealed class NoBatches : ITrainingBatches
    {
        public int StepCount => 1;

        public SequenceBatch Batch(int epoch, int step) => throw new NotSupportedException();
    }
}
