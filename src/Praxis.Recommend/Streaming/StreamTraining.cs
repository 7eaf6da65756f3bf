using Praxis.Core;
using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>One pass over a growing log: each window of time is foretold, counted, and learnt from.</summary>
/// <remarks>
/// A pass that is killed at any moment and resumed, and one that is cut between two windows into runs that continue
/// each other, end with the bytes of an unbroken one: what happens in a window depends on the log, the seed and the
/// <see cref="StreamMemory"/> alone.
/// </remarks>
internal sealed class StreamTraining : IDisposable
{
    private const long Hour = 3600;
    private const double CheckpointSeconds = 15;
    private readonly SequenceModelOptions _options;
    private readonly InteractionLog _log;
    private readonly bool _isBasket;
    private readonly FitContext _context;
    private readonly TrainingOptions _training;
    private readonly ItemVocabulary _vocabulary;
    private readonly StreamRows _rows;
    private readonly RowParameter _table;
    private readonly ISequenceEncoder _encoder;
    private readonly RowAdamW _rowOptimizer;
    private readonly AdamW _optimizer;
    private readonly WindowForecast _forecast;
    private readonly double _secondsBefore;
    private StreamState _state;
    private long _started;

    /// <summary>Goes on from a memory, which it changes.</summary>
    internal StreamTraining(
        SequenceModelOptions options, InteractionLog log, bool isBasket, StreamMemory memory, FitContext context)
    {
        _options = options;
        _log = log;
        _isBasket = isBasket;
        _context = context;
        _training = new TrainingOptions
        {
            Metric = SequencePlan.WatchedMetric,
            LearningRate = options.LearningRate,
            WeightDecay = options.WeightDecay,
        };
        _secondsBefore = memory.State.Seconds;
        _state = memory.State with { Seconds = 0 };
        _vocabulary = memory.Vocabulary;
        _rows = new StreamRows(log, _vocabulary);
        _table = memory.Rows;
        _encoder = memory.Encoder;
        _rowOptimizer = new RowAdamW(_table, _training, context.ThreadCount);
        _optimizer = new AdamW(_encoder.Parameters, _training, context.ThreadCount, [_rowOptimizer]);
        _forecast = new WindowForecast(log, _state.SeenItemsAreRemoved, context);
    }

    /// <summary>The model and its place in the log, without a clock's seconds.</summary>
    internal StreamMemory Memory => new(_state, _vocabulary, _table, _encoder);

    /// <summary>Rows of the log's items.</summary>
    internal StreamRows Rows => _rows;

    /// <summary>Learns all windows after the offset.</summary>
    internal void Run()
    {
        List<StreamWindow> windows = StreamWindow.Cut(
            _log, _state.OffsetTime, _options.StreamHours * Hour);
        int done = _state.Windows.Count;
        _started = _context.Clock.GetTimestamp();
        double lastSave = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            if (_state.Current is null)
            {
                BeginOrSave(windows[i]);
            }

            var examples = new StreamExamples(_log, windows[i], _rows, _isBasket, _encoder.MaxLength);
            using TrainedItems items = Items();
            var training = new SequenceTraining(_encoder, items, _context.Seed, _context.ThreadCount);
            int batches = (examples.Count + _options.BatchSize - 1) / _options.BatchSize;
            while (_state.Batch < batches)
            {
                double loss = Learn(examples, training);
                _context.Report(new StepEvent(done + i + 1, _state.Batch, batches, loss));
                double seconds = Elapsed();
                if (_context.Cancellation.IsCancellationRequested || seconds - lastSave >= CheckpointSeconds)
                {
                    Save(seconds);
                    lastSave = seconds;
                }

                _context.Cancellation.ThrowIfCancellationRequested();
            }

            End(windows[i]);
            double own = Elapsed();
            double spent = _secondsBefore + own;
            double left = own / (i + 1) * (windows.Count - i - 1);
            Tell(_state.Windows[^1], done + i + 1, done + windows.Count, spent, left);
            if (_context.TimeLimit is { } limit && spent >= limit.TotalSeconds && i + 1 < windows.Count)
            {
                _context.Report(new NoticeEvent(
                    $"{_options.MethodName} was ended by the time limit after window {done + i + 1} of "
                    + $"{done + windows.Count}; repeated, it may end at another, --continue learns the others",
                    IsWarning: true));
                break;
            }
        }
    }

    public void Dispose() => _rowOptimizer.Dispose();

    // Without the time before a resume.
    private double Elapsed() => _context.Clock.GetElapsedTime(_started).TotalSeconds;

    private void Save(double seconds) => _context.Checkpoints?.Save(
        _options.MethodName,
        ((_state.Windows.Count + 1L) * 1_000_000) + _state.Batch,
        folder => (Memory with { State = _state with { Seconds = _secondsBefore + seconds } }).Write(folder));

    // Foretelling heeds the cancellation too; the windows before it are learnt and must not be lost.
    private void BeginOrSave(StreamWindow window)
    {
        try
        {
            Begin(window);
        }
        catch (OperationCanceledException) when (_state.Windows.Count > 0)
        {
            Save(Elapsed());
            throw;
        }
    }

    // Foretells the window, then counts its events and gives rows to the items that have earned one.
    private void Begin(StreamWindow window)
    {
        WindowResult result = Forecast(window);
        foreach (NewEvents own in window.Users)
        {
            ReadOnlySpan<int> items = _log.ItemsOf(own.User).Span[own.Start..own.End];
            ReadOnlySpan<long> times = _log.TimesOf(own.User).Span[own.Start..own.End];
            for (int i = 0; i < items.Length; i++)
            {
                _vocabulary.Use(_log.ItemIds[items[i]], times[i]);
            }
        }

        List<VocabularyChange> changes = _vocabulary.Turn(
            window.EndTime, _options.AdmitCount, _options.EvictDays, _options.MostItems);
        _table.Grow(_vocabulary.RowCount);
        int admitted = 0;
        foreach (VocabularyChange change in changes)
        {
            if (change.Row >= 0)
            {
                admitted++;
                _table.Restart(change.Row, _state.GlobalStep);
                TrainedItems.Initialize(
                    _table, change.Row, (ulong)(_vocabulary.SharedRows + change.Serial), _context.Seed);
            }
        }

        _rows.Apply(changes);
        _state = _state with
        {
            Current = result with
            {
                AdmittedCount = admitted,
                EvictedCount = changes.Count - admitted,
                ItemCount = _vocabulary.AdmittedCount,
            },
            Batch = 0,
            StepCount = 0,
            LossSum = 0,
        };
    }

    private WindowResult Forecast(StreamWindow window)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new StreamRecommender(
            _encoder, new ItemTable(_table, _options.Similarity), _rows.RowOf, _vocabulary.SharedRows, _isBasket);
        return _forecast.Evaluate(window, model, _isBasket, _vocabulary.AdmittedCount > 0);
    }

    // Rows that are shared or free are no candidates.
    private TrainedItems Items()
    {
        int[] taken = _vocabulary.TakenRows();
        return TrainedItems.OfRows(
            _rowOptimizer,
            _options,
            new VocabularySampler(taken, _options.NegativeCount, _context.Seed),
            Math.Max(2, taken.Length),
            _context.ThreadCount);
    }

    private double Learn(StreamExamples examples, SequenceTraining training)
    {
        int first = _state.Batch * _options.BatchSize;
        var random = new RandomStream(
            _context.Seed, RandomPurpose.Targets.Stream((ulong)_state.GlobalStep));
        SequenceBatch batch = examples.Batch(first, Math.Min(_options.BatchSize, examples.Count - first), random);
        if (batch.LossCount == 0)
        {
            _state = _state with { Batch = _state.Batch + 1 };
            return 0;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        double loss = training.Step(batch, (ulong)_state.GlobalStep);
        if (!double.IsFinite(loss) || !_optimizer.Apply(_state.GlobalStep + 1))
        {
            throw new TrainingDivergedException(
                $"training {_options.MethodName} diverged at step {_state.GlobalStep + 1}: loss {loss:G4} at learning "
                + $"rate {_options.LearningRate:G3}; lower --learning-rate");
        }

        _state = _state with
        {
            Batch = _state.Batch + 1,
            GlobalStep = _state.GlobalStep + 1,
            StepCount = _state.StepCount + 1,
            LossSum = _state.LossSum + loss,
        };
        return loss;
    }

    private void End(StreamWindow window)
    {
        _rowOptimizer.PayAll(_state.GlobalStep);
        WindowResult result = _state.Current! with { Loss = _state.LossSum / Math.Max(1, _state.StepCount) };
        long events = 0;
        for (int user = 0; user < _log.UserCount; user++)
        {
            events += StreamWindow.CountUpTo(_log.TimesOf(user).Span, window.LastTime);
        }

        _state = _state with
        {
            OffsetTime = window.LastTime,
            OffsetEvents = events,
            Windows = [.. _state.Windows, result],
            Current = null,
            Batch = 0,
            StepCount = 0,
            LossSum = 0,
        };
    }

    private void Tell(WindowResult result, int number, int count, double seconds, double left)
    {
        var metrics = new Dictionary<string, double>();
        foreach (string name in new[] { SequencePlan.WatchedMetric, "HR@10", "MRR" })
        {
            metrics[name] = result.CaseCount == 0 ? 0 : result.Sums[StreamReport.ColumnOf(name)] / result.CaseCount;
        }

        _context.Report(new EpochEvent(number, count, result.Loss, metrics, IsBest: false, seconds, left));
    }
}
