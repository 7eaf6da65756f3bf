using Praxis.Core;
using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class MixtureOfLogitsTests
{
    // Two whole blocks of items and a part of one.
    private const int ItemCount = 1100;

    private static readonly HstuOptions Small = new()
    {
        Width = 8,
        LayerCount = 1,
        MaxLength = 12,
        EpochCount = 1,
        NegativeCount = 4,
        Similarity = Similarity.MixtureOfLogits,
        UserComponents = 3,
        ItemComponents = 2,
        ComponentWidth = 4,
        GateWidth = 5,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(70)]
    public void Score_BlockByBlock_IsThatOfTheWholeCatalogueKept(int queryCount)
    {
        using var encoder = new HstuModel(Small, 1);
        using MixtureOfLogits mixture = Small.CreateMixture(seed: 2)!;
        using ItemTable table = Table();
        using var blocks = new SequenceScorer(encoder, table, mixture, mostCopiedFloats: 0);
        using var kept = new SequenceScorer(encoder, table, mixture);
        HistoryQuery[] queries = Queries(queryCount);
        var scores = new float[queryCount * ItemCount];
        var others = new float[queryCount * ItemCount];
        blocks.Score(queries, scores);
        kept.Score(queries, others);
        Assert.Equal(others, scores);
        Assert.True(blocks.IsPreferred);
        Assert.False(kept.IsPreferred);
        Assert.True(scores.Distinct().Count() > ItemCount / 4);

        ScoredItem[][] found = blocks.FindBest(queries, seenItemsAreRemoved: true, topK: 9);
        for (int query = 0; query < queryCount; query++)
        {
            float[] row = scores[(query * ItemCount)..((query + 1) * ItemCount)];
            foreach (int item in queries[query].Items.Span)
            {
                row[item] = float.NegativeInfinity;
            }

            var best = new int[9];
            int count = TopK.Select(row, best);
            Assert.Equal(best[..count].Select(item => new ScoredItem(item, row[item])), found[query]);
        }
    }

    [Fact]
    public void Load_SavedModel_GivesTheSameScoresAlsoInASession()
    {
        var encoder = new HstuModel(Small, 1);
        using var fitted = new FittedSequenceModel<HstuOptions>(
            Small, encoder, Table(), training: null, mixture: Small.CreateMixture(seed: 2));
        using var folder = new TemporaryFolder();
        fitted.Save(folder.Path);
        using FittedSequenceModel<HstuOptions> loaded = FittedSequenceModel<HstuOptions>.Load(folder.Path);
        HistoryQuery query = Queries(1)[0];
        var scores = new float[ItemCount];
        var others = new float[ItemCount];
        fitted.Score([query], scores);
        loaded.Score([query], others);
        Assert.Equal(scores, others);
        Assert.Equal(Small, loaded.Options);

        new HstuSession(loaded, 1 << 20).Score("u", query, others);
        Assert.Equal(scores, others, static (a, b) => Math.Abs(a - b) < 1e-4f);
    }

    [Theory]
    [InlineData(SequenceLoss.SampledSoftmax, 0)]
    [InlineData(SequenceLoss.SampledSoftmax, 4)]
    [InlineData(SequenceLoss.InBatch, 128)]
    [InlineData(SequenceLoss.Gbce, 4)]
    public void Fit_AnyLoss_TrainsEveryParameterOfTheMixture(SequenceLoss loss, int negatives)
    {
        HstuOptions options = Small with { Loss = loss, NegativeCount = negatives };
        RecommendSplit split = LeaveLastOutSplit.Make(TestLogs.Random(40, 15, 500, 3), SeenItemPolicy.Keep);
        using FittedSequenceModel<HstuOptions> fitted =
            new SequenceEstimator<HstuOptions>(options).Fit(split, new FitContext());
        using MixtureOfLogits untrained = options.CreateMixture(new FitContext().Seed)!;
        using var folder = new TemporaryFolder();
        fitted.Save(folder.Path);
        using SafetensorsFile weights = SafetensorsFile.Open(Path.Combine(folder.Path, "weights.safetensors"));
        Assert.All(untrained.Parameters, parameter =>
        {
            float[] before = parameter.Values.ToArray();
            weights.Read(parameter.Name, parameter.Values);
            Assert.NotEqual(before, parameter.Values.ToArray());
        });
    }

    [Fact]
    public void Fit_SizesWithoutMixture_Warn()
    {
        var warnings = new List<string>();
        var context = new FitContext
        {
            Report = found =>
                warnings.AddRange(found is NoticeEvent { IsWarning: true } notice ? [notice.Message] : []),
        };
        SoftmaxLosses.Check(Small with { Similarity = Similarity.Cosine }, 15, context);
        Assert.Equal(
            [
                "--user-components, --item-components, --component-width and --gate-width have no effect without "
                    + "--similarity mixture-of-logits",
            ],
            warnings);
        warnings.Clear();
        SoftmaxLosses.Check(Small, 15, context);
        SoftmaxLosses.Check(new HstuOptions { Width = 32 }, 15, context);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Fit_ProjectionThatIsTooLarge_IsRefused()
    {
        HstuOptions options = Small with { Width = 2, ItemComponents = 64, ComponentWidth = 1024, MaxLength = 200 };
        RecommendSplit split =
            LeaveLastOutSplit.Make(TestLogs.Random(40, 10_000, 10_200, 3), SeenItemPolicy.Keep);
        UsageException error = Assert.Throws<UsageException>(
            () => new SequenceEstimator<HstuOptions>(options).Fit(split, new FitContext()));
        Assert.Equal(
            "--similarity mixture-of-logits would project 10000 items at once, 2621440000 bytes of at most 2147483647; "
                + "lower --batch-size, --negative-count, --item-components or --component-width",
            error.Message);
    }

    [Fact]
    public void OfBatch_Mixture_CountsMapsAndPairs()
    {
        var batch = new SequenceBatch([0, 3], new int[3], new long[3], new long[3], [7, 9, 7]);
        double difference = TrainingCost.OfBatch(Small, batch, ItemCount)
            - TrainingCost.OfBatch(Small with { Similarity = Similarity.Dot }, batch, ItemCount);

        // Outputs: components 8 x 12, gate 8 x 5 and 5 x 6. Pairs: 6 products of 4, gate 6 x 5 and 5 x 6; a dot has 8.
        const int perToken = (8 * 12) + (8 * 5) + (5 * 6);
        const int perPair = (6 * 4) + (6 * 5) + (5 * 6);
        Assert.Equal(6 * 3 * (perToken + (5 * (perPair - 8))), difference);
    }

    private static ItemTable Table()
    {
        var rows = new RowParameter("items", ItemCount, Small.Width, moments: null);
        var random = new RandomStream(2, 2);
        for (int item = 0; item < ItemCount; item++)
        {
            foreach (ref float value in rows.Row(item))
            {
                value = (float)(random.NextDouble() - 0.5);
            }
        }

        return new ItemTable(rows, Small.Similarity);
    }

    private static HistoryQuery[] Queries(int count)
    {
        var random = new RandomStream(3, 3);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new HistoryQuery(
                Enumerable.Range(0, 5).Select(_ => random.NextInt(ItemCount)).ToArray(),
                new long[] { 1, 2, 3, 4, 5 },
                9)),
        ];
    }
}
