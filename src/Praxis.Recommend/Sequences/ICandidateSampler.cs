namespace Praxis.Recommend;

/// <summary>Tells which items each token is scored against.</summary>
internal interface ICandidateSampler
{
    /// <summary>Candidates of a token: its target and the negatives.</summary>
    int CandidateCount { get; }

    /// <summary>Writes the candidates of each token: its target, then the negatives.</summary>
    /// <param name="shard">The tokens.</param>
    /// <param name="step">The optimiser step over the whole training.</param>
    /// <param name="candidates">Receives [T, 1 + negatives].</param>
    void Draw(SequenceBatch shard, ulong step, Span<int> candidates);
}
