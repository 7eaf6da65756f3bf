using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A Metropolis-Hastings chain over the decomposable graphs of a table.</summary>
/// <remarks>One sweep is p proposals. The score is asked first and legality only of what it would accept, as a search
/// of the graph is the dearest part.</remarks>
internal sealed class DecomposableChain : IChain
{
    private readonly DecomposableModel _model;
    private readonly EdgeBayesFactor _bayesFactor;
    private readonly PairProposal _pairs;
    private readonly MoveMix _mix;
    private readonly RandomStream _random;
    private readonly UndirectedGraph _graph;
    private readonly EdgeList _edges = new();
    private readonly HashSet<int> _fixed = [];
    private readonly int[] _common;
    private readonly MoveCounts _toggles = new();
    private readonly MoveCounts _birthDeaths = new();
    private readonly MoveCounts _swaps = new();
    private long _time;
    private bool _isAtBest;

    /// <summary>Makes a chain at the empty graph, or with the required edges only.</summary>
    /// <param name="model">Prior and likelihood.</param>
    /// <param name="pairs">The distribution of toggles.</param>
    /// <param name="mix">Shares of the moves.</param>
    /// <param name="random">The chain's stream.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    /// <exception cref="Core.InputException">The required edges make no decomposable graph, or one beyond the
    /// limits.</exception>
    internal DecomposableChain(
        DecomposableModel model, PairProposal pairs, MoveMix mix, RandomStream random, int batchCount)
    {
        _model = model;
        _bayesFactor = model.EdgeBayesFactor();
        _pairs = pairs;
        _mix = mix;
        _random = random;
        _graph = new UndirectedGraph(model.VertexCount);
        _common = new int[model.VertexCount];
        Inclusion = new InclusionAccumulator(model.PairCount, batchCount);
        LogPosterior = model.LogPosterior(_graph);
        foreach ((int i, int j) in model.Rules.Forbidden)
        {
            _fixed.Add(EdgeList.Pair(i, j));
        }

        AddRequired();
        BestLogPosterior = LogPosterior;
        Best = [];
        _isAtBest = true;
    }

    /// <inheritdoc/>
    public long ProposalsPerSweep => _model.VertexCount;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, MoveCounts Counts)> Moves =>
        [("toggle", _toggles), ("birth or death", _birthDeaths), ("swap", _swaps)];

    /// <summary>The graph as it is now.</summary>
    internal UndirectedGraph Graph => _graph;

    /// <summary>ln of prior and likelihood of the graph, kept as a running sum.</summary>
    internal double LogPosterior { get; private set; }

    /// <summary>Greatest value of <see cref="LogPosterior"/> so far, that of warm-up too.</summary>
    internal double BestLogPosterior { get; private set; }

    /// <summary>The edges of the graph that had it.</summary>
    internal IReadOnlyList<(int I, int J)> Best
    {
        get
        {
            KeepBest();
            return field;
        }

        private set;
    }

    /// <summary>Inclusion of each pair, numbered by <see cref="EdgeList.Pair"/>.</summary>
    internal InclusionAccumulator Inclusion { get; }

    /// <summary>What is kept of each draw after warm-up, or null.</summary>
    internal DecomposableRecord? Record { get; init; }

    private bool IsDrawing { get; set; }

    /// <summary>Begins at the maximum spanning forest of the pairs that gain, added to the required edges.</summary>
    internal void StartAtForest()
    {
        var component = new int[_model.VertexCount];
        for (int vertex = 0; vertex < component.Length; vertex++)
        {
            component[vertex] = vertex;
        }

        for (int edge = 0; edge < _edges.Count; edge++)
        {
            component[Root(_edges[edge].I)] = Root(_edges[edge].J);
        }

        var gains = new List<(double Loss, int I, int J)>();
        for (int i = 1; i < _model.VertexCount; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double gain = _bayesFactor.Log(i, j, []) - (_model.SizePenalty * Math.Log(_model.VertexCount));
                if (gain > 0)
                {
                    gains.Add((-gain, i, j));
                }
            }
        }

        gains.Sort();
        foreach ((_, int i, int j) in gains)
        {
            if (_edges.Count < _model.MostEdges && Root(i) != Root(j) && !IsFixed(i, j))
            {
                component[Root(i)] = Root(j);
                Apply(i, j, GainOfToggle(i, j));
            }
        }

        int Root(int vertex)
        {
            while (component[vertex] != vertex)
            {
                vertex = component[vertex] = component[component[vertex]];
            }

            return vertex;
        }
    }

    /// <inheritdoc/>
    public void Run(int sweepCount, int thin, int threadCount, ChainTrace trace)
    {
        long perDraw = ProposalsPerSweep * thin;
        for (int draw = 0; draw < sweepCount / thin; draw++)
        {
            for (long step = 0; step < perDraw; step++)
            {
                Step();
            }

            trace.Add(LogPosterior, _graph.EdgeCount);
            if (IsDrawing)
            {
                Record?.Add(_graph);
            }
        }
    }

    /// <summary>Makes one proposal.</summary>
    internal void Step()
    {
        double which = _mix.Toggle == 1 ? 0 : _random.NextDouble();
        if (which < _mix.Toggle)
        {
            (int i, int j) = _pairs.Draw(_random);
            _toggles.Add(TryToggle(i, j, 0));
        }
        else if (which < _mix.Toggle + _mix.BirthDeath)
        {
            _birthDeaths.Add(BirthOrDeath());
        }
        else
        {
            _swaps.Add(Swap());
        }

        _time++;
    }

    /// <inheritdoc/>
    public void BeginDraws()
    {
        IsDrawing = true;
        Inclusion.Begin(_time);
    }

    /// <inheritdoc/>
    public void EndBatch() => Inclusion.EndBatch(_time);

    /// <inheritdoc/>
    public void EndRound()
    {
        // Nothing is factored from step to step, so that there is no rounding to clear.
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        Record?.Write(writer);
        writer.Write(_random.Position);
        writer.Write(_time);
        writer.Write(IsDrawing);
        writer.Write(LogPosterior);
        Inclusion.Write(writer);
        foreach ((_, MoveCounts counts) in Moves)
        {
            counts.Write(writer);
        }

        WriteEdges(writer, [.. Enumerable.Range(0, _edges.Count).Select(place => _edges[place])]);
        writer.Write(BestLogPosterior);
        WriteEdges(writer, Best);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        Record?.Read(reader);
        _random.Position = reader.ReadUInt64();
        _time = reader.ReadInt64();
        IsDrawing = reader.ReadBoolean();
        double logPosterior = reader.ReadDouble();
        Inclusion.Read(reader);
        foreach ((_, MoveCounts counts) in Moves)
        {
            counts.Read(reader);
        }

        while (_edges.Count > 0)
        {
            (int i, int j) = _edges[0];
            _graph.Toggle(i, j);
            _edges.Remove(i, j);
        }

        foreach ((int i, int j) in ReadEdges(reader))
        {
            _graph.Toggle(i, j);
            _edges.Add(i, j);
        }

        LogPosterior = logPosterior;
        BestLogPosterior = reader.ReadDouble();
        Best = ReadEdges(reader);
        _isAtBest = false;
    }

    private static void WriteEdges(BinaryWriter writer, IReadOnlyList<(int I, int J)> edges)
    {
        writer.Write(edges.Count);
        foreach ((int i, int j) in edges)
        {
            writer.Write(i);
            writer.Write(j);
        }
    }

    private static (int I, int J)[] ReadEdges(BinaryReader reader)
    {
        var edges = new (int I, int J)[reader.ReadInt32()];
        for (int place = 0; place < edges.Length; place++)
        {
            edges[place] = (reader.ReadInt32(), reader.ReadInt32());
        }

        return edges;
    }

    // Along a perfect order the parents of each vertex are complete, so that every step on the way is decomposable.
    private void AddRequired()
    {
        var required = new UndirectedGraph(_model.VertexCount);
        foreach ((int i, int j) in _model.Rules.Required)
        {
            required.Toggle(i, j);
        }

        CliqueForest forest = CliqueForest.Of(required) ?? throw new Core.InputException(
            "--required-edges: they make a graph that is not decomposable (a cycle of four or more without a chord); "
            + "add a chord or leave an edge out");
        CheckLimits(forest);
        for (int place = 0; place < forest.Order.Count; place++)
        {
            foreach (int parent in forest.Parents[place])
            {
                Apply(forest.Order[place], parent, GainOfToggle(forest.Order[place], parent));
            }
        }

        foreach ((int i, int j) in _model.Rules.Required)
        {
            _fixed.Add(EdgeList.Pair(i, j));
        }
    }

    private void CheckLimits(CliqueForest required)
    {
        int greatest = required.Cliques.Max(static clique => clique.Length);
        if (greatest > _model.GreatestClique)
        {
            throw new Core.InputException(
                $"--required-edges: they make a clique of {greatest}, more than the {_model.GreatestClique} that "
                + "--max-clique or the number of rows allows; leave an edge out");
        }

        if (_model.Rules.Required.Count > _model.MostEdges)
        {
            throw new Core.InputException(
                $"--required-edges: {_model.Rules.Required.Count} edges are more than --max-edges {_model.MostEdges}; "
                + "raise it or leave edges out");
        }
    }

    private bool IsFixed(int i, int j) => _fixed.Count > 0 && _fixed.Contains(EdgeList.Pair(i, j));

    // ln posterior after toggling, less that before; the common neighbours stay in their buffer. Minus infinity where a
    // limit forbids it.
    private double GainOfToggle(int i, int j)
    {
        ReadOnlySpan<int> common = _common.AsSpan(0, _graph.CommonNeighbours(i, j, _common));
        bool isThere = _graph.HasEdge(i, j);

        // An edge that is there with more common neighbours than a clique holds may not go: they are not complete.
        if (common.Length + 2 > _model.GreatestClique || (!isThere && _edges.Count >= _model.MostEdges))
        {
            return double.NegativeInfinity;
        }

        double factor = _model.HasLikelihood ? _bayesFactor.Log(i, j, common) : 0;
        double gain = factor + _model.LogPriorOfAdding(isThere ? _edges.Count - 1 : _edges.Count);
        return isThere ? -gain : gain;
    }

    private bool TryToggle(int i, int j, double logProposal)
    {
        double gain = GainOfToggle(i, j);
        if (IsFixed(i, j) || !SetSampler.IsAccepted(_random, gain + logProposal) || !IsLegal(i, j))
        {
            return false;
        }

        Apply(i, j, gain);
        return true;
    }

    private bool IsLegal(int i, int j)
    {
        int count = _graph.CommonNeighbours(i, j, _common);
        return Decomposability.AllowsToggle(_graph, i, j, _common.AsSpan(0, count));
    }

    private void Apply(int i, int j, double gain)
    {
        if (_isAtBest && gain < 0)
        {
            KeepBest();
        }

        _graph.Toggle(i, j);
        if (_graph.HasEdge(i, j))
        {
            _edges.Add(i, j);
            Inclusion.Enter(EdgeList.Pair(i, j), _time);
        }
        else
        {
            _edges.Remove(i, j);
            Inclusion.Leave(EdgeList.Pair(i, j), _time);
        }

        LogPosterior += gain;
        if (LogPosterior > BestLogPosterior)
        {
            BestLogPosterior = LogPosterior;
            _isAtBest = true;
        }
    }

    // The best graph is copied when the chain leaves it, not at every step of a climb.
    private void KeepBest()
    {
        if (_isAtBest)
        {
            Best = [.. Enumerable.Range(0, _edges.Count).Select(place => _edges[place])];
            _isAtBest = false;
        }
    }

    private bool BirthOrDeath()
    {
        int count = _edges.Count;
        int pairs = _model.PairCount;
        double birth = BirthProbability(count);
        if (birth == 1 || (birth > 0 && _random.NextDouble() < birth))
        {
            int i;
            int j;
            do
            {
                i = _random.NextInt(_model.VertexCount);
                j = _random.NextInt(_model.VertexCount - 1);
                j += j >= i ? 1 : 0;
            }
            while (_graph.HasEdge(i, j));
            double death = 1 - BirthProbability(count + 1);
            return TryToggle(i, j, Math.Log(death / (count + 1) / (birth / (pairs - count))));
        }

        (int first, int second) = _edges.Draw(_random);
        double back = BirthProbability(count - 1);
        return TryToggle(first, second, Math.Log(back / (pairs - count + 1) / ((1 - birth) / count)));
    }

    private double BirthProbability(int edgeCount) => edgeCount == 0 ? 1 : edgeCount == _model.PairCount ? 0 : 0.5;

    // Moves one end of an edge: the graph in between is the same on the way back, and so are the numbers of choices.
    private bool Swap()
    {
        if (_edges.Count == 0)
        {
            return false;
        }

        (int i, int j) = _edges.Draw(_random);
        if (_random.NextInt(2) == 0)
        {
            (i, j) = (j, i);
        }

        int k = _random.NextInt(_model.VertexCount);
        if (k == i || k == j || _graph.HasEdge(i, k) || IsFixed(i, j) || IsFixed(i, k) || !IsLegal(i, j))
        {
            return false;
        }

        // The graph is tried out: the edge goes, the other is asked for, and all is undone unless it is taken.
        double removal = GainOfToggle(i, j);
        int edgesBefore = _edges.Count;
        _graph.Toggle(i, j);
        double addition = GainWithout(i, k, edgesBefore - 1);
        bool isTaken = SetSampler.IsAccepted(_random, removal + addition) && IsLegal(i, k);
        _graph.Toggle(i, j);
        if (isTaken)
        {
            KeepBest();
            Apply(i, j, removal);
            Apply(i, k, addition);
        }

        return isTaken;
    }

    private double GainWithout(int i, int k, int edgeCount)
    {
        ReadOnlySpan<int> common = _common.AsSpan(0, _graph.CommonNeighbours(i, k, _common));
        return common.Length + 2 > _model.GreatestClique
            ? double.NegativeInfinity
            : (_model.HasLikelihood ? _bayesFactor.Log(i, k, common) : 0) + _model.LogPriorOfAdding(edgeCount);
    }
}
