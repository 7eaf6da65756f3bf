using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A Metropolis-Hastings chain over models, with the scores of a Laplace scorer: exact for those
/// scores.</summary>
/// <remarks>A move turns one unit, drawn from a fixed distribution of which half is even and half leans to units that
/// explain the outcome alone; or it swaps a unit that is in with one that is not. Both are their own reverse. Scores do
/// not hang on the way, so that a chain that is read again goes on with the same bytes.</remarks>
internal sealed class ModelChain : IChain
{
    private const double SwapShare = 0.25;
    private readonly LaplaceScorer _scorer;
    private readonly IModelPrior _prior;
    private readonly RandomStream _random;
    private readonly double[] _cumulative;
    private readonly Dictionary<ModelKey, double> _scores = [];
    private readonly Dictionary<ModelKey, long> _visits = [];
    private readonly MoveCounts _flips = new();
    private readonly MoveCounts _swaps = new();
    private ModelKey _model = ModelKey.Empty;
    private double _score;
    private long _time;
    private bool _isDrawing;

    /// <summary>Makes a chain at the empty model.</summary>
    /// <param name="scorer">The chain's own.</param>
    /// <param name="prior">Over models.</param>
    /// <param name="statistics">What each unit explains alone, not negative: [units].</param>
    /// <param name="random">The chain's stream.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    internal ModelChain(
        LaplaceScorer scorer,
        IModelPrior prior,
        IReadOnlyList<double> statistics,
        RandomStream random,
        int batchCount)
    {
        _scorer = scorer;
        _prior = prior;
        _random = random;
        Inclusion = new InclusionAccumulator(statistics.Count, batchCount);
        double sum = statistics.Sum();
        double share = 0.5 / statistics.Count;
        _cumulative = new double[statistics.Count];
        double total = 0;
        for (int unit = 0; unit < _cumulative.Length; unit++)
        {
            total += share + (sum > 0 ? statistics[unit] / sum / 2 : share);
            _cumulative[unit] = total;
        }

        _score = ScoreOf(_model);
    }

    /// <inheritdoc/>
    public long ProposalsPerSweep => 1;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, MoveCounts Counts)> Moves => [("add or delete", _flips), ("swap", _swaps)];

    /// <summary>Inclusion of units.</summary>
    internal InclusionAccumulator Inclusion { get; }

    /// <summary>How often each model was the state after a move, of those that count.</summary>
    internal IReadOnlyDictionary<ModelKey, long> Visits => _visits;

    /// <inheritdoc/>
    public void Run(int sweepCount, int thin, int threadCount, ChainTrace trace)
    {
        for (int sweep = 1; sweep <= sweepCount; sweep++)
        {
            Move();
            _time++;
            if (_isDrawing)
            {
                _visits[_model] = _visits.GetValueOrDefault(_model) + 1;
            }

            if (sweep % thin == 0)
            {
                trace.Add(_score, _model.Count);
            }
        }
    }

    /// <inheritdoc/>
    public void BeginDraws()
    {
        _isDrawing = true;
        Inclusion.Begin(_time);
    }

    /// <inheritdoc/>
    public void EndBatch() => Inclusion.EndBatch(_time);

    /// <inheritdoc/>
    public void EndRound()
    {
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_time);
        writer.Write(_isDrawing);
        writer.Write(_random.Position);
        WriteKey(writer, _model);
        _flips.Write(writer);
        _swaps.Write(writer);
        Inclusion.Write(writer);
        writer.Write(_visits.Count);
        foreach ((ModelKey key, long count) in _visits)
        {
            WriteKey(writer, key);
            writer.Write(count);
        }
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        _time = reader.ReadInt64();
        _isDrawing = reader.ReadBoolean();
        _random.Position = reader.ReadUInt64();
        _model = ReadKey(reader);
        _score = ScoreOf(_model);
        _flips.Read(reader);
        _swaps.Read(reader);
        Inclusion.Read(reader);
        _visits.Clear();
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            ModelKey key = ReadKey(reader);
            _visits[key] = reader.ReadInt64();
        }
    }

    private static void WriteKey(BinaryWriter writer, ModelKey key)
    {
        writer.Write(key.Count);
        foreach (int unit in key.Units)
        {
            writer.Write(unit);
        }
    }

    private static ModelKey ReadKey(BinaryReader reader) =>
        ModelKey.Of([.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32())]);

    private void Move()
    {
        int unitCount = _cumulative.Length;
        if (_random.NextDouble() < SwapShare)
        {
            bool isPossible = _model.Count > 0 && _model.Count < unitCount;
            _swaps.Add(isPossible && Swap(unitCount));
            return;
        }

        int unit = Drawn();
        bool isIn = _model.Contains(unit);
        bool isTaken = (isIn || _model.Count < _prior.GreatestSize)
            && TryGo(isIn ? _model.Without(unit) : _model.With(unit));
        _flips.Add(isTaken);
        if (isTaken)
        {
            Inclusion.Set(unit, !isIn, _time);
        }
    }

    private bool Swap(int unitCount)
    {
        int old = _model.Units[_random.NextInt(_model.Count)];
        int fresh = _random.NextInt(unitCount);
        while (_model.Contains(fresh))
        {
            fresh = _random.NextInt(unitCount);
        }

        if (!TryGo(_model.Without(old).With(fresh)))
        {
            return false;
        }

        Inclusion.Leave(old, _time);
        Inclusion.Enter(fresh, _time);
        return true;
    }

    private bool TryGo(ModelKey key)
    {
        double score = ScoreOf(key);
        if (!(Math.Log(_random.NextDouble()) < score - _score))
        {
            return false;
        }

        _model = key;
        _score = score;
        return true;
    }

    private int Drawn()
    {
        int place = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        return Math.Min(place < 0 ? ~place : place + 1, _cumulative.Length - 1);
    }

    private double ScoreOf(ModelKey key)
    {
        if (!_scores.TryGetValue(key, out double score))
        {
            score = _scorer.Score(key).LogMarginal + _prior.LogPrior(key);
            _scores.Add(key, score);
        }

        return score;
    }
}
