namespace Praxis.Motion;

/// <summary>Networks of which each corrects what the one before foretold: through them and back, all supervised with
/// the same weight.</summary>
/// <remarks>The first may be the coarse predictor, which takes no estimate, or a stage whose estimate is filled before.
/// Source: docs/methods/arnet.md.</remarks>
internal sealed unsafe class CascadePass : IDisposable
{
    private readonly WindowGeometry _geometry;
    private readonly MotionTraining _training;
    private readonly int _nodes;

    /// <summary>Makes the workspace.</summary>
    /// <param name="networks">One and more, in order.</param>
    /// <param name="geometry">The window.</param>
    /// <param name="training">Batch size, threads, seed and loss.</param>
    internal CascadePass(IReadOnlyList<GraphNetwork> networks, WindowGeometry geometry, MotionTraining training)
    {
        _geometry = geometry;
        _training = training;
        _nodes = networks[0].Shape.NodeCount;
        Stages =
        [
            .. networks.Select(network =>
                new TrajectoryPass(network, geometry, training.BatchSize, training.ThreadCount)),
        ];
    }

    /// <summary>The networks' passes.</summary>
    internal TrajectoryPass[] Stages { get; }

    /// <summary>The first, which says how samples are shared out.</summary>
    internal TrajectoryPass First => Stages[0];

    /// <summary>Begins a batch: weights are packed and gradients cleared.</summary>
    internal void Begin(int count)
    {
        foreach (TrajectoryPass stage in Stages)
        {
            stage.Pass.Begin(count);
            stage.Pass.Network.Pack();
            stage.Pass.Network.ClearGradients();
        }
    }

    /// <summary>Through all networks and back to their gradients, and to that by the first one's estimate.</summary>
    /// <param name="truth">Frames of the windows, by shard.</param>
    /// <param name="count">Samples of the batch.</param>
    /// <param name="number">The number of the step, for dropout.</param>
    /// <param name="stream">The first number of the dropout's streams.</param>
    /// <returns>The mean loss of the networks.</returns>
    internal double Learn(Func<int, nint> truth, int count, ulong number, ulong stream)
    {
        GraphPass pass = First.Pass;
        float weight = _training.Weight(count, _nodes, _geometry.Length);
        var losses = new double[GraphPass.ShardCount];
        for (int stage = 0; stage < Stages.Length; stage++)
        {
            TrajectoryPass current = Stages[stage];
            if (stage > 0)
            {
                TrajectoryPass before = Stages[stage - 1];
                pass.ForShards(shard =>
                    HandOn((float*)truth(shard), before.Frames(shard), current.Estimate(shard), shard));
            }

            current.Forward(
                truth, isTraining: true, _training.Seed, (number * (ulong)Stages.Length) + (ulong)stage + stream);
            pass.ForShards(shard => losses[shard] += _training.Loss(
                current.Frames(shard),
                (float*)truth(shard),
                current.FrameGradient(shard),
                new GraphSizes(_nodes, pass.SamplesOf(shard), _geometry.PaddedLength),
                weight));
        }

        for (int stage = Stages.Length - 1; stage >= 0; stage--)
        {
            Stages[stage].Backward();
            if (stage > 0)
            {
                TrajectoryPass current = Stages[stage];
                TrajectoryPass before = Stages[stage - 1];
                pass.ForShards(shard => HandBack(current.Estimate(shard), before.FrameGradient(shard), shard));
            }
        }

        return losses.Sum() / Stages.Length;
    }

    public void Dispose() => Array.ForEach(Stages, static stage => stage.Dispose());

    // A stage sees the observed frames as they are, and what the one before foretold.
    private void HandOn(float* truth, float* frames, float* estimate, int shard)
    {
        int length = _geometry.PaddedLength;
        int rows = _nodes * First.Pass.SamplesOf(shard);
        for (int row = 0; row < rows; row++)
        {
            nint place = (nint)row * length;
            new ReadOnlySpan<float>(truth + place, _geometry.Observed)
                .CopyTo(new Span<float>(estimate + place, _geometry.Observed));
            new ReadOnlySpan<float>(frames + place + _geometry.Observed, length - _geometry.Observed)
                .CopyTo(new Span<float>(estimate + place + _geometry.Observed, length - _geometry.Observed));
        }
    }

    private void HandBack(float* byEstimate, float* byFrames, int shard)
    {
        int length = _geometry.PaddedLength;
        int rows = _nodes * First.Pass.SamplesOf(shard);
        for (int row = 0; row < rows; row++)
        {
            nint place = ((nint)row * length) + _geometry.Observed;
            for (int frame = 0; frame < _geometry.Future; frame++)
            {
                byFrames[place + frame] += byEstimate[place + frame];
            }
        }
    }
}
