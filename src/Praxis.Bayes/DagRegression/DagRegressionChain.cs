using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A chain over the variables of a regression and the DAG that ties them.</summary>
/// <remarks>A sweep makes a move in the row of every node, which do not disturb each other given the variables, and
/// then p moves of the variables.</remarks>
internal sealed class DagRegressionChain : IChain
{
    private const int SwapEvery = 8;
    private const int LeastNodesPerThread = 256;
    private readonly DagRegressionModel _model;
    private readonly DagRegressionMoves _moves;
    private readonly RandomStream[] _streams;
    private readonly SetSampler[] _rows;
    private readonly int[] _neighboursIn;
    private readonly double[][] _probabilities;
    private readonly MoveCounts[] _edgeMoves;
    private readonly MoveCounts[] _edgeSwaps;
    private readonly MoveCounts _flips = new();
    private readonly MoveCounts _variableSwaps = new();
    private long _time;
    private bool _isDrawing;

    /// <summary>Makes a chain at no variable and no edge but the required.</summary>
    /// <param name="model">Prior and likelihood.</param>
    /// <param name="moves">What a sweep does.</param>
    /// <param name="seed">The fit's seed.</param>
    /// <param name="number">The chain, from 0.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    internal DagRegressionChain(
        DagRegressionModel model, DagRegressionMoves moves, ulong seed, int number, int batchCount)
    {
        int count = model.VariableCount;
        _model = model;
        _moves = moves;
        _neighboursIn = new int[count];
        _streams = [.. Enumerable.Range(0, count + 1).Select(part => ChainStreams.Of(seed, number, part))];
        _edgeMoves = [.. _streams.Select(static _ => new MoveCounts())];
        _edgeSwaps = [.. _streams.Select(static _ => new MoveCounts())];
        EdgeInclusion = new InclusionAccumulator(model.PairCount, batchCount);
        VariableInclusion = new InclusionAccumulator(count, batchCount);
        Variables = new SetSampler(
            model.ResponseScore,
            count,
            new CandidateSet([.. Enumerable.Range(0, count)], [], Math.Min(count, model.VariableCapacity)),
            new double[count + 1],
            new VariableCoupling(this));
        _rows = [.. Enumerable.Range(0, count).Select(Row)];
        _probabilities = [.. _rows.Select((_, node) => new double[model.Candidates(node).Free.Length])];
        BestParents = [.. _rows.Select(static _ => Array.Empty<int>())];
        foreach ((int parent, int node) in model.Required)
        {
            EdgeInclusion.Enter(EdgeList.Pair(node, parent), 0);
        }
    }

    /// <inheritdoc/>
    public long ProposalsPerSweep => 2 * _model.VariableCount;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, MoveCounts Counts)> Moves =>
    [
        ("edge add or delete", Sum(_edgeMoves)),
        ("edge swap", Sum(_edgeSwaps)),
        ("variable flip", _flips),
        ("variable swap", _variableSwaps),
    ];

    /// <summary>The variables in the regression.</summary>
    internal SetSampler Variables { get; }

    /// <summary>The parent sets, by node.</summary>
    internal IReadOnlyList<SetSampler> Rows => _rows;

    /// <summary>Inclusion of edges, numbered by <see cref="EdgeList.Pair"/>.</summary>
    internal InclusionAccumulator EdgeInclusion { get; }

    /// <summary>Inclusion of variables.</summary>
    internal InclusionAccumulator VariableInclusion { get; }

    /// <summary>What is kept of each draw after warm-up, or null.</summary>
    internal DagRegressionRecord? Record { get; init; }

    /// <summary>Variables of the kept draw of greatest posterior.</summary>
    internal int[] BestVariables { get; private set; } = [];

    /// <summary>Parents in it: [nodes][parents].</summary>
    internal int[][] BestParents { get; private set; }

    /// <summary>Its log posterior.</summary>
    internal double BestLogPosterior { get; private set; } = double.NegativeInfinity;

    /// <summary>ln of prior and likelihood.</summary>
    internal double LogPosterior
    {
        get
        {
            double sum = Variables.LogScore - (_model.VariablePenalty * Variables.Count);
            int inside = 0;
            for (int node = 0; node < _rows.Length; node++)
            {
                sum += _rows[node].LogScore;
                if (Variables.Contains(node))
                {
                    foreach (int parent in _rows[node].Regression.Active)
                    {
                        inside += Variables.Contains(parent) ? 1 : 0;
                    }
                }
            }

            return sum + (2 * _model.Coupling * inside);
        }
    }

    /// <summary>Number of edges.</summary>
    internal int EdgeCount => _rows.Sum(static row => row.Count);

    /// <inheritdoc/>
    public void Run(int sweepCount, int thin, int threadCount, ChainTrace trace)
    {
        for (int draw = 0; draw < sweepCount / thin; draw++)
        {
            for (int sweep = 0; sweep < thin; sweep++)
            {
                Sweep(threadCount);
            }

            double now = LogPosterior;
            trace.Add(now, EdgeCount);
            if (now > BestLogPosterior)
            {
                BestLogPosterior = now;
                BestVariables = Variables.Regression.Active.ToArray();
                BestParents = [.. _rows.Select(static row => row.Regression.Active.ToArray())];
            }

            if (_isDrawing)
            {
                Record?.Add(this);
            }
        }
    }

    /// <summary>Makes one sweep.</summary>
    internal void Sweep(int threadCount)
    {
        // Rows read which variables are in and change nothing that another row reads.
        if (threadCount > 1 && _rows.Length >= 2 * LeastNodesPerThread)
        {
            Parallel.For(0, _rows.Length, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, MoveRow);
        }
        else
        {
            for (int node = 1; node < _rows.Length; node++)
            {
                MoveRow(node);
            }
        }

        CountNeighbours();
        MoveVariables();
        _time++;
    }

    /// <inheritdoc/>
    public void BeginDraws()
    {
        _isDrawing = true;
        EdgeInclusion.Begin(_time);
        VariableInclusion.Begin(_time);
    }

    /// <inheritdoc/>
    public void EndBatch()
    {
        EdgeInclusion.EndBatch(_time);
        VariableInclusion.EndBatch(_time);
    }

    /// <inheritdoc/>
    public void EndRound()
    {
        Variables.Regression.Refresh();
        foreach (SetSampler row in _rows)
        {
            row.Regression.Refresh();
        }
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        Record?.Write(writer);
        writer.Write(_time);
        writer.Write(_isDrawing);
        EdgeInclusion.Write(writer);
        VariableInclusion.Write(writer);
        foreach (RandomStream stream in _streams)
        {
            writer.Write(stream.Position);
        }

        foreach (MoveCounts counts in (IEnumerable<MoveCounts>)[.. _edgeMoves, .. _edgeSwaps, _flips, _variableSwaps])
        {
            counts.Write(writer);
        }

        Variables.Write(writer);
        foreach (SetSampler row in _rows)
        {
            row.Write(writer);
        }

        writer.Write(BestLogPosterior);
        SetFiles.Write(writer, BestVariables);
        foreach (int[] parents in BestParents)
        {
            SetFiles.Write(writer, parents);
        }
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        Record?.Read(reader);
        _time = reader.ReadInt64();
        _isDrawing = reader.ReadBoolean();
        EdgeInclusion.Read(reader);
        VariableInclusion.Read(reader);
        foreach (RandomStream stream in _streams)
        {
            stream.Position = reader.ReadUInt64();
        }

        foreach (MoveCounts counts in (IEnumerable<MoveCounts>)[.. _edgeMoves, .. _edgeSwaps, _flips, _variableSwaps])
        {
            counts.Read(reader);
        }

        Variables.Read(reader);
        foreach (SetSampler row in _rows)
        {
            row.Read(reader);
        }

        BestLogPosterior = reader.ReadDouble();
        BestVariables = SetFiles.Read(reader);
        BestParents = [.. _rows.Select(_ => SetFiles.Read(reader))];
    }

    private SetSampler Row(int node)
    {
        CandidateSet candidates = _model.Candidates(node);
        var prior = new BernoulliPrior(_model.EdgeProbability);
        return new SetSampler(
            _model.NodeScore,
            node,
            candidates,
            [.. Enumerable.Range(0, candidates.Capacity + 1).Select(size => prior.LogProbability(node, size))],
            new RowCoupling(this, node));
    }

    private void MoveRow(int node)
    {
        RandomStream random = _streams[node];
        SetSampler row = _rows[node];
        if (_probabilities[node].Length == 0)
        {
            return;
        }

        if (_moves == DagRegressionMoves.Gibbs)
        {
            row.GibbsSweep(random, _probabilities[node]);
            _edgeMoves[node].Proposed += _probabilities[node].Length;
            int[] free = row.Candidates.Free;
            for (int i = 0; i < free.Length; i++)
            {
                EdgeInclusion.AddProbability(EdgeList.Pair(node, free[i]), _probabilities[node][i]);
            }
        }
        else if (_moves == DagRegressionMoves.Mixed && random.NextInt(SwapEvery) == 0)
        {
            _edgeSwaps[node].Add(row.Swap(random));
        }
        else
        {
            _edgeMoves[node].Add(row.AddOrDelete(random));
        }
    }

    private void MoveVariables()
    {
        RandomStream random = _streams[^1];
        int count = _rows.Length;
        if (_moves == DagRegressionMoves.Gibbs)
        {
            var probabilities = new double[count];
            Variables.GibbsSweep(random, probabilities);
            _flips.Proposed += count;
            for (int variable = 0; variable < count; variable++)
            {
                VariableInclusion.AddProbability(variable, probabilities[variable]);
            }

            return;
        }

        for (int move = 0; move < count; move++)
        {
            if (_moves == DagRegressionMoves.Mixed && random.NextInt(SwapEvery) == 0)
            {
                _variableSwaps.Add(Variables.Swap(random));
            }
            else
            {
                _flips.Add(Variables.Flip(random));
            }
        }
    }

    // For each variable, how many of its neighbours in the DAG are in the regression.
    private void CountNeighbours()
    {
        Array.Clear(_neighboursIn);
        for (int node = 0; node < _rows.Length; node++)
        {
            bool isIn = Variables.Contains(node);
            foreach (int parent in _rows[node].Regression.Active)
            {
                _neighboursIn[parent] += isIn ? 1 : 0;
                _neighboursIn[node] += Variables.Contains(parent) ? 1 : 0;
            }
        }
    }

    private static MoveCounts Sum(IEnumerable<MoveCounts> parts)
    {
        var sum = new MoveCounts();
        foreach (MoveCounts part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }

    // An edge gains where both its ends are in the regression.
    private sealed class RowCoupling(DagRegressionChain chain, int node) : ICoupling
    {
        public double LogOdds(int candidate) =>
            chain.Variables.Contains(node) && chain.Variables.Contains(candidate) ? 2 * chain._model.Coupling : 0;

        public void Changed(int candidate, bool isIn)
        {
            if (chain._moves != DagRegressionMoves.Gibbs)
            {
                chain.EdgeInclusion.Set(EdgeList.Pair(node, candidate), isIn, chain._time);
            }
        }
    }

    // A variable pays its penalty, and gains by neighbours in the DAG that are in the regression.
    private sealed class VariableCoupling(DagRegressionChain chain) : ICoupling
    {
        public double LogOdds(int candidate) =>
            (2 * chain._model.Coupling * chain._neighboursIn[candidate]) - chain._model.VariablePenalty;

        public void Changed(int candidate, bool isIn)
        {
            int step = isIn ? 1 : -1;
            foreach (int parent in chain._rows[candidate].Regression.Active)
            {
                chain._neighboursIn[parent] += step;
            }

            for (int child = candidate + 1; child < chain._rows.Length; child++)
            {
                chain._neighboursIn[child] += chain._rows[child].Contains(candidate) ? step : 0;
            }

            if (chain._moves != DagRegressionMoves.Gibbs)
            {
                chain.VariableInclusion.Set(candidate, isIn, chain._time);
            }
        }
    }
}
