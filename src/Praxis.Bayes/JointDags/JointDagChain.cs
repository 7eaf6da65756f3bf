namespace Praxis.Bayes;

/// <summary>A chain over the DAGs of several groups in one order: all its rows side by side.</summary>
internal sealed class JointDagChain : IChain
{
    private bool _isDrawing;

    /// <summary>Makes a chain at the empty DAGs, or with the required edges only.</summary>
    /// <param name="model">Prior and likelihood.</param>
    /// <param name="moves">What a sweep does.</param>
    /// <param name="seed">The fit's seed.</param>
    /// <param name="number">The chain, from 0.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    internal JointDagChain(JointDagModel model, JointMoves moves, ulong seed, int number, int batchCount)
    {
        Rows =
        [
            .. Enumerable.Range(0, model.NodeCount).Select(node =>
                new JointDagRow(model, node, moves, ChainStreams.Of(seed, number, node), batchCount)),
        ];
    }

    /// <inheritdoc/>
    public long ProposalsPerSweep => Rows.Sum(static row => (long)row.ProposalsPerSweep);

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, MoveCounts Counts)> Moves =>
    [
        ("add or delete", Sum(static row => row.Singles)),
        ("swap", Sum(static row => row.Swaps)),
        ("joint flip", Sum(static row => row.JointFlips)),
    ];

    /// <summary>The rows, by node.</summary>
    internal IReadOnlyList<JointDagRow> Rows { get; }

    /// <summary>What is kept of each draw after warm-up, or null.</summary>
    internal JointDagRecord? Record { get; init; }

    /// <inheritdoc/>
    public void Run(int sweepCount, int thin, int threadCount, ChainTrace trace)
    {
        // Rows do not know of each other: each runs through on its own, and the draws are put together behind.
        int draws = sweepCount / thin;
        var scores = new double[Rows.Count, draws];
        var sizes = new int[Rows.Count, draws];
        Parallel.For(0, Rows.Count, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, node =>
        {
            JointDagRow row = Rows[node];
            for (int draw = 0; draw < draws; draw++)
            {
                for (int sweep = 0; sweep < thin; sweep++)
                {
                    row.Sweep();
                }

                scores[node, draw] = row.KeepBest();
                sizes[node, draw] = row.Size;
                if (_isDrawing)
                {
                    Record?.Add(row);
                }
            }
        });
        for (int draw = 0; draw < draws; draw++)
        {
            double score = 0;
            int size = 0;
            for (int node = 0; node < Rows.Count; node++)
            {
                score += scores[node, draw];
                size += sizes[node, draw];
            }

            trace.Add(score, size);
        }
    }

    /// <inheritdoc/>
    public void BeginDraws()
    {
        _isDrawing = true;
        foreach (JointDagRow row in Rows)
        {
            row.BeginDraws();
        }
    }

    /// <inheritdoc/>
    public void EndBatch()
    {
        foreach (JointDagRow row in Rows)
        {
            row.EndBatch();
        }
    }

    /// <inheritdoc/>
    public void EndRound()
    {
        foreach (JointDagRow row in Rows)
        {
            row.EndRound();
        }
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        Record?.Write(writer);
        writer.Write(_isDrawing);
        foreach (JointDagRow row in Rows)
        {
            row.Write(writer);
        }
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        Record?.Read(reader);
        _isDrawing = reader.ReadBoolean();
        foreach (JointDagRow row in Rows)
        {
            row.Read(reader);
        }
    }

    private MoveCounts Sum(Func<JointDagRow, MoveCounts> counts)
    {
        var sum = new MoveCounts();
        foreach (JointDagRow row in Rows)
        {
            sum.Add(counts(row));
        }

        return sum;
    }
}
