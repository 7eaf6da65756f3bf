using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A chain over the variables of a probit regression and the graph that ties them, arXiv 2203.07108.</summary>
/// <remarks>A sweep draws the outcome's latents and each variable, then the graph; they meet in exp(b γ'Gγ).</remarks>
internal sealed class ProbitGraphChain : IChain
{
    private const int GraphPart = 1;
    private readonly IGraphHalf _graph;
    private readonly double _coupling;
    private readonly bool[] _isIn;
    private readonly RandomStream _random;
    private readonly RandomStream _graphRandom;
    private readonly List<int> _edgeCounts = [];
    private long _time;
    private bool _isDrawing;

    /// <summary>Makes a chain without a variable.</summary>
    /// <param name="model">The regression.</param>
    /// <param name="moves">What a sweep of it does.</param>
    /// <param name="graph">The graph, at its start.</param>
    /// <param name="coupling">b.</param>
    /// <param name="seed">The fit's seed.</param>
    /// <param name="number">The chain, from 0.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    internal ProbitGraphChain(
        SpikeSlabModel model,
        SpikeSlabMoves moves,
        IGraphHalf graph,
        double coupling,
        ulong seed,
        int number,
        int batchCount)
    {
        _graph = graph;
        _coupling = coupling;
        _isIn = new bool[model.BlockCount];
        _random = ChainStreams.Of(seed, number, 0);
        _graphRandom = ChainStreams.Of(seed, number, GraphPart);
        Sampler = new SpikeSlabSampler(model, moves, new Coupling(this));
        Inclusion = new InclusionAccumulator(model.BlockCount, batchCount);
    }

    /// <inheritdoc/>
    public long ProposalsPerSweep => _isIn.Length + _graph.ProposalsPerSweep;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, MoveCounts Counts)> Moves =>
        [("variable", Sampler.FlipCounts), ("variable swap", Sampler.SwapCounts), ("edge", _graph.Moves)];

    /// <summary>The regression.</summary>
    internal SpikeSlabSampler Sampler { get; }

    /// <summary>The graph.</summary>
    internal IGraphHalf Graph => _graph;

    /// <summary>Inclusion of variables.</summary>
    internal InclusionAccumulator Inclusion { get; }

    /// <summary>Sets of variables after each sweep that counts.</summary>
    internal VisitedModels Visited { get; } = new();

    /// <summary>Kept draws of the coefficients.</summary>
    internal SparseDraws Draws { get; } = new();

    /// <summary>Edges of every kept draw, those of warm-up too.</summary>
    internal IReadOnlyList<int> EdgeCounts => _edgeCounts;

    /// <summary>ln of prior and likelihood, up to a constant.</summary>
    internal double LogPosterior
    {
        get
        {
            double inside = 0;
            for (int node = 0; node < _isIn.Length; node++)
            {
                inside += _isIn[node] ? _graph.NeighboursIn(node, _isIn) : 0;
            }

            return Sampler.LogPosterior + _graph.LogPosterior + (_coupling * inside);
        }
    }

    /// <inheritdoc/>
    public void Run(int sweepCount, int thin, int threadCount, ChainTrace trace)
    {
        for (int sweep = 1; sweep <= sweepCount; sweep++)
        {
            Sampler.Sweep(_random);
            _graph.Sweep(_graphRandom, _isIn, threadCount);
            _time++;
            if (_isDrawing)
            {
                for (int node = 0; node < _isIn.Length; node++)
                {
                    Inclusion.AddProbability(node, Sampler.Probabilities[node]);
                }

                Visited.Add([.. Enumerable.Range(0, _isIn.Length).Where(node => _isIn[node])]);
            }

            if (sweep % thin == 0)
            {
                trace.Add(LogPosterior, Sampler.Count);
                _edgeCounts.Add(_graph.EdgeCount);
                if (_isDrawing)
                {
                    Draws.Add(Sampler.Coefficients);
                    _graph.AddDraw();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void BeginDraws()
    {
        _isDrawing = true;
        Inclusion.Begin(_time);
        _graph.BeginDraws();
    }

    /// <inheritdoc/>
    public void EndBatch()
    {
        Inclusion.EndBatch(_time);
        _graph.EndBatch();
    }

    /// <inheritdoc/>
    public void EndRound()
    {
        Sampler.EndRound();
        _graph.EndRound();
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_time);
        writer.Write(_isDrawing);
        writer.Write(_random.Position);
        writer.Write(_graphRandom.Position);
        Sampler.Write(writer);
        _graph.Write(writer);
        Inclusion.Write(writer);
        Visited.Write(writer);
        Draws.Write(writer);
        writer.Write(_edgeCounts.Count);
        _edgeCounts.ForEach(writer.Write);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        _time = reader.ReadInt64();
        _isDrawing = reader.ReadBoolean();
        _random.Position = reader.ReadUInt64();
        _graphRandom.Position = reader.ReadUInt64();
        Sampler.Read(reader);
        _graph.Read(reader);
        Inclusion.Read(reader);
        Visited.Read(reader);
        Draws.Read(reader);
        _edgeCounts.Clear();
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            _edgeCounts.Add(reader.ReadInt32());
        }
    }

    private sealed class Coupling(ProbitGraphChain chain) : ICoupling
    {
        public double LogOdds(int candidate) =>
            2 * chain._coupling * chain._graph.NeighboursIn(candidate, chain._isIn);

        public void Changed(int candidate, bool isIn) => chain._isIn[candidate] = isIn;
    }
}
