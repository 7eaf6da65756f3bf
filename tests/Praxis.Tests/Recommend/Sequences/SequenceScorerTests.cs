using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class SequenceScorerTests
{
    private const int ItemCount = 3000;

    [Theory]
    [InlineData(1, 7, Similarity.Cosine)]
    [InlineData(20, 7, Similarity.Cosine)]
    [InlineData(20, 5000, Similarity.Dot)]
    public void FindBest_BlockByBlock_IsTopKOfAllScores(int queryCount, int topK, Similarity similarity)
    {
        var options = new HstuOptions { Width = 16, LayerCount = 1, MaxLength = 8, Similarity = similarity };
        using var encoder = new HstuModel(options, 1);
        using ItemTable table = Table(similarity);
        using var blocks = new SequenceScorer(encoder, table, mostCopiedFloats: 0);
        using var copied = new SequenceScorer(encoder, table);
        HistoryQuery[] queries = Queries(queryCount);
        var scores = new float[queryCount * ItemCount];
        var others = new float[queryCount * ItemCount];
        blocks.Score(queries, scores);
        copied.Score(queries, others);
        for (int i = 0; i < scores.Length; i++)
        {
            Assert.Equal(others[i], scores[i], 1e-5);
        }

        ScoredItem[][] found = blocks.FindBest(queries, seenItemsAreRemoved: true, topK);
        for (int query = 0; query < queryCount; query++)
        {
            float[] row = scores[(query * ItemCount)..((query + 1) * ItemCount)];
            foreach (int item in queries[query].Items.Span)
            {
                row[item] = float.NegativeInfinity;
            }

            var best = new int[topK];
            int count = TopK.Select(row, best);
            Assert.Equal(best[..count].Select(item => new ScoredItem(item, row[item])), found[query]);
        }
    }

    [Fact]
    public void Score_AnyNumberOfQueriesAtOnce_HasTheSameBytes()
    {
        var options = new HstuOptions { Width = 16, LayerCount = 1, MaxLength = 8 };
        using var encoder = new HstuModel(options, 1);
        using ItemTable table = Table(Similarity.Cosine);
        using var scorer = new SequenceScorer(encoder, table, mostCopiedFloats: 0);
        float[] unit = [.. Enumerable.Range(0, 16).Select(i => 0.1f * (i - 7))];
        BestItems[] alone = [new BestItems(9, [])];
        BestItems[] among = [.. Enumerable.Range(0, 70).Select(_ => new BestItems(9, []))];
        scorer.FindBest(unit, alone);
        scorer.FindBest([.. Enumerable.Repeat(unit, 70).SelectMany(values => values)], among);
        ScoredItem[] expected = alone[0].Sorted();
        Assert.Equal(9, expected.Length);
        Assert.All(among, best => Assert.Equal(expected, best.Sorted()));
    }

    // Every row twice, so that scores tie.
    private static ItemTable Table(Similarity similarity)
    {
        var rows = new RowParameter("items", ItemCount, 16, moments: null);
        var random = new RandomStream(2, 2);
        for (int item = 0; item < ItemCount; item += 2)
        {
            foreach (ref float value in rows.Row(item))
            {
                value = (float)(random.NextDouble() - 0.5);
            }

            rows.Row(item).CopyTo(rows.Row(item + 1));
        }

        return new ItemTable(rows, similarity);
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
