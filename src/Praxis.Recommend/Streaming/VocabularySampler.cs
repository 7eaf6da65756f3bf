namespace Praxis.Recommend;

/// <summary>Draws negatives uniformly from the rows that belong to items.</summary>
internal sealed class VocabularySampler(int[] takenRows, int negativeCount, ulong seed) : ICandidateSampler
{
    private readonly NegativeSampler _places = new(takenRows.Length, negativeCount, seed);

    /// <inheritdoc/>
    public int CandidateCount => _places.CandidateCount;

    /// <inheritdoc/>
    public void Draw(SequenceBatch shard, ulong step, Span<int> candidates)
    {
        _places.Draw(shard, step, candidates);
        for (int i = 0; i < candidates.Length; i++)
        {
            if (i % CandidateCount != 0)
            {
                candidates[i] = takenRows[candidates[i]];
            }
        }
    }
}
