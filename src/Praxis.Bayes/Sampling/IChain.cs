namespace Praxis.Bayes;

/// <summary>One Markov chain, as <see cref="ChainRunner{TChain}"/> drives it.</summary>
/// <remarks>All that a chain does is a function of its seed and number; threads only share its work out. After
/// <see cref="EndRound"/> its state is what <see cref="Write"/> keeps, so that a chain that is read again goes on with
/// the same bytes.</remarks>
internal interface IChain
{
    /// <summary>Proposals made in one sweep.</summary>
    long ProposalsPerSweep { get; }

    /// <summary>Kinds of moves with their counts, those of warm-up too.</summary>
    IReadOnlyList<(string Name, MoveCounts Counts)> Moves { get; }

    /// <summary>Makes sweeps, and keeps a draw after every <paramref name="thin"/> of them.</summary>
    /// <param name="sweepCount">A multiple of <paramref name="thin"/>.</param>
    /// <param name="thin">Sweeps between two kept draws.</param>
    /// <param name="threadCount">Threads the chain may use.</param>
    /// <param name="trace">Receives a point for each kept draw.</param>
    void Run(int sweepCount, int thin, int threadCount, ChainTrace trace);

    /// <summary>Warm-up is over: from here on inclusion is counted.</summary>
    void BeginDraws();

    /// <summary>A batch of draws is over.</summary>
    void EndBatch();

    /// <summary>A round is over: rounding of its steps is cleared.</summary>
    void EndRound();

    /// <summary>Writes the state.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    void Read(BinaryReader reader);
}
