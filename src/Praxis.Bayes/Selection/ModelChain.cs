using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A Metropolis-Hastings chain over models, with the scores of a Laplace scorer: exact for those
/// scores.</summary>
/// <remarks>A move turns one unit, drawn from a fixed distribution of which half is even and half leans to units that
/// explain the outcome alone; or it swaps a unit that is in with one that is not. Both are their own reverse. With a
/// rough scorer a move must pass by its scores first, and then by what the exact ones add to them (delayed acceptance):
/// most moves are refused without an exact score, and the chain keeps its law. Scores do not hang on the way, so that a
/// chain that is read again goes on with the same bytes.</remarks>
internal sealed class ModelChain : IChain
{
    private const double SwapShare = 0.25;
    private readonly LaplaceScorer _scorer;
    private readonly LaplaceScorer? _roughScorer;
    private readonly IModelPrior _prior;
    private readonly RandomStream _random;
    private readonly double[] _cumulative;
    private readonly Dictionary<ModelKey, double> _scores = [];
    private readonly Dictionary<ModelKey, double> _roughScores = [];
    private readonly Dictionary<ModelKey, long> _visits = [];
    private readonly MoveCounts _flips = new();
    private readonly MoveCounts _swaps = new();
    private ModelKey _model = ModelKey.Empty;
    private double _score;
    private double _rough;
    private long _time;
    private bool _isDrawing;

    /// <summary>Makes a chain.</summary>
    /// <param name="scorer">The chain's own.</param>
    /// <param name="roughScorer">One of its own that is quicker and nearly as exact; null for none.</param>
    /// <param name="prior">Over models.</param>
    /// <param name="statistics">What each unit explains alone, not negative: [units].</param>
    /// <param name="random">The chain's stream.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    /// <param name="start">Where it begins; null for the empty model.</param>
    /// <param name="known">Models whose scores are known.</param>
    internal ModelChain(
        LaplaceScorer scorer,
        LaplaceScorer? roughScorer,
        IModelPrior prior,
        IReadOnlyList<double> statistics,
        RandomStream random,
        int batchCount,
        ModelKey? start = null,
        IReadOnlyList<ScoredModel>? known = null)
    {
        _scorer = scorer;
        _roughScorer = roughScorer;
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

        foreach (ScoredModel model in known ?? [])
        {
            _scores[model.Key] = model.LogPosterior;
        }

        Stand(start ?? ModelKey.Empty);
        foreach (int unit in _model.Units)
        {
            Inclusion.Enter(unit, 0);
        }
    }

    /// <inheritdoc/>
    public long ProposalsPerSweep => 1;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, MoveCounts Counts)> Moves => [("add or delete", _flips), ("swap", _swaps)];

    /// <summary>Inclusion of units.</summary>
    internal InclusionAccumulator Inclusion { get; }

    /// <summary>How often each model was the state after a move, of those that count.</summary>
    internal IReadOnlyDictionary<ModelKey, long> Visits => _visits;

    /// <summary>All models that were scored, with their log posteriors.</summary>
    internal IReadOnlyDictionary<ModelKey, double> Scores => _scores;

    /// <summary>The visits since they were last taken.</summary>
    internal Dictionary<ModelKey, long> TakeVisits()
    {
        Dictionary<ModelKey, long> visits = new(_visits);
        _visits.Clear();
        return visits;
    }

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
        Stand(ReadKey(reader));
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
        double rough = RoughOf(key);
        if (_roughScorer is not null && !(Math.Log(_random.NextDouble()) < rough - _rough))
        {
            return false;
        }

        double score = ScoreOf(key);
        if (!(Math.Log(_random.NextDouble()) < score - rough - (_score - _rough)))
        {
            return false;
        }

        (_model, _score, _rough) = (key, score, rough);
        return true;
    }

    private void Stand(ModelKey key) => (_model, _score, _rough) = (key, ScoreOf(key), RoughOf(key));

    private int Drawn()
    {
        int place = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        return Math.Min(place < 0 ? ~place : place + 1, _cumulative.Length - 1);
    }

    private double ScoreOf(ModelKey key) => Of(_scores, _scorer, key);

    private double RoughOf(ModelKey key) => _roughScorer is null ? 0 : Of(_roughScores, _roughScorer, key);

    private double Of(Dictionary<ModelKey, double> scores, LaplaceScorer scorer, ModelKey key)
    {
        if (!scores.TryGetValue(key, out double score))
        {
            score = scorer.Score(key).LogMarginal + _prior.LogPrior(key);
            scores.Add(key, score);
        }

        return score;
    }
}
