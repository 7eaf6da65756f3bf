namespace Praxis.Recommend;

/// <summary>Hit rate, NDCG and reciprocal rank of one case from the ranks of its targets.</summary>
/// <remarks>
/// Ranks are 1-based, ascending and only of targets that were found; what is removed from the ranking or unknown to the
/// method is a miss and still counts as a target. With one target these are the formulas of the literature:
/// HR@K = [rank ≤ K], NDCG@K = [rank ≤ K] / log₂(rank + 1), MRR = 1 / rank.
/// </remarks>
public static class RankingMetrics
{
    /// <summary>The K of HR@K and NDCG@K.</summary>
    public static IReadOnlyList<int> Cutoffs { get; } = Array.AsReadOnly([1, 10, 50, 200]);

    /// <summary>All metrics in the order in which a result holds them; NDCG@1 is left out as it tells what HR@1
    /// tells.</summary>
    public static IReadOnlyList<string> Names { get; } =
        Array.AsReadOnly(["HR@1", "HR@10", "HR@50", "HR@200", "NDCG@10", "NDCG@50", "NDCG@200", "MRR"]);

    /// <summary>Whether any target stands among the first K.</summary>
    /// <param name="ranks">Ranks of the found targets, ascending.</param>
    /// <param name="cutoff">K, at least 1.</param>
    /// <returns>0 or 1.</returns>
    public static double HitRate(ReadOnlySpan<int> ranks, int cutoff) => ranks.Length > 0 && ranks[0] <= cutoff ? 1 : 0;

    /// <summary>Discounted gain of the first K over the best that K places can hold; each target gains 1.</summary>
    /// <param name="ranks">Ranks of the found targets, ascending.</param>
    /// <param name="targetCount">Number of distinct targets, found or not; at least 1.</param>
    /// <param name="cutoff">K, at least 1.</param>
    /// <returns>DCG@K / IDCG@K in [0, 1], where IDCG@K has min(K, targets) terms.</returns>
    /// <remarks>Järvelin and Kekäläinen (2002): DCG@K = Σ 1 / log₂(rank + 1) over targets of rank ≤ K.</remarks>
    public static double Ndcg(ReadOnlySpan<int> ranks, int targetCount, int cutoff)
    {
        double gain = 0;
        foreach (int rank in ranks)
        {
            gain += rank <= cutoff ? 1 / Math.Log2(rank + 1.0) : 0;
        }

        double best = 0;
        for (int rank = 1; rank <= Math.Min(cutoff, targetCount); rank++)
        {
            best += 1 / Math.Log2(rank + 1.0);
        }

        return gain / best;
    }

    /// <summary>One over the rank of the first target, however deep it stands.</summary>
    /// <param name="ranks">Ranks of the found targets, ascending.</param>
    /// <returns>A value in [0, 1]; 0 when no target was found.</returns>
    public static double ReciprocalRank(ReadOnlySpan<int> ranks) => ranks.Length > 0 ? 1.0 / ranks[0] : 0;

    /// <summary>All metrics of one case.</summary>
    /// <param name="ranks">Ranks of the found targets, ascending.</param>
    /// <param name="targetCount">Number of distinct targets, found or not; at least 1.</param>
    /// <param name="values">Receives a value for each of <see cref="Names"/>.</param>
    public static void Write(ReadOnlySpan<int> ranks, int targetCount, Span<double> values)
    {
        int cutoffs = Cutoffs.Count;
        for (int i = 0; i < cutoffs; i++)
        {
            values[i] = HitRate(ranks, Cutoffs[i]);
            if (i > 0)
            {
                values[cutoffs + i - 1] = Ndcg(ranks, targetCount, Cutoffs[i]);
            }
        }

        values[^1] = ReciprocalRank(ranks);
    }
}
