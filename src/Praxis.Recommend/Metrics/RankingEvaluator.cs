namespace Praxis.Recommend;

/// <summary>Ranks the targets of every case among the full catalogue.</summary>
/// <remarks>
/// Cases are scored in chunks of a fixed size that threads take in any order, so a result has the same bytes at any
/// thread count. An item that the recommender does not know (its index is not below
/// <see cref="IRecommender.ItemCount"/>) is dropped from histories and is a miss as a target; a case whose history is
/// left empty is a miss.
/// </remarks>
public static class RankingEvaluator
{
    private const int ChunkSize = 64;

    // Scores of a chunk are computed in parts that hold at most this many floats (128 MiB) a thread.
    private const int MaximumScores = 1 << 25;

    /// <summary>Evaluates a recommender.</summary>
    /// <param name="recommender">Scores the items; called from several threads at once.</param>
    /// <param name="split">The log, and whether seen items are removed from the ranking.</param>
    /// <param name="cases">The cases, as in <see cref="RecommendSplit.Test"/>.</param>
    /// <param name="threadCount">Threads to use, at least 1.</param>
    /// <param name="cancellation">Cancels between two chunks.</param>
    /// <returns>The metrics of every case.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RankingResult Evaluate(
        IRecommender recommender,
        RecommendSplit split,
        EvaluationSet cases,
        int threadCount,
        CancellationToken cancellation)
    {
        int columns = RankingMetrics.Names.Count;
        var values = new double[cases.Count * columns];
        int chunkCount = (cases.Count + ChunkSize - 1) / ChunkSize;
        int part = Math.Clamp(MaximumScores / Math.Max(1, recommender.ItemCount), 1, ChunkSize);
        FixedChunks.Run(
            chunkCount,
            threadCount,
            () => new Worker(recommender, split, cases, part),
            (chunk, worker) =>
            {
                int end = Math.Min(cases.Count, (chunk + 1) * ChunkSize);
                for (int start = chunk * ChunkSize; start < end; start += part)
                {
                    worker.Run(start, Math.Min(end, start + part), values);
                }
            },
            cancellation);
        return new RankingResult(cases.Users, cases.TargetStarts, values);
    }

    private sealed class Worker(IRecommender recommender, RecommendSplit split, EvaluationSet cases, int capacity)
    {
        private readonly TargetRanker _ranker = new(recommender.ItemCount);
        private readonly float[] _scores = new float[capacity * recommender.ItemCount];
        private readonly HistoryQuery[] _queries = new HistoryQuery[capacity];
        private readonly int[] _caseOf = new int[capacity];

        public void Run(int start, int end, double[] values)
        {
            int count = 0;
            for (int index = start; index < end; index++)
            {
                HistoryQuery query = KnownHistory.Of(cases.QueryOf(split.Log, index), recommender.ItemCount);
                if (query.Items.Length > 0)
                {
                    _caseOf[count] = index;
                    _queries[count++] = query;
                }
            }

            int items = recommender.ItemCount;
            Span<float> scores = _scores.AsSpan(0, count * items);
            if (count > 0)
            {
                recommender.Score(_queries.AsSpan(0, count), scores);
            }

            int columns = RankingMetrics.Names.Count;
            for (int row = 0; row < count; row++)
            {
                ReadOnlySpan<int> removed = split.SeenItemsAreRemoved ? _queries[row].Items.Span : [];
                ReadOnlySpan<int> targets = cases.TargetsOf(split.Log, _caseOf[row]).Span;
                ReadOnlySpan<int> ranks = _ranker.Rank(scores.Slice(row * items, items), targets, removed);
                RankingMetrics.Write(ranks, _ranker.TargetCount, values.AsSpan(_caseOf[row] * columns, columns));
            }
        }
    }
}
