using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Runs chains side by side in rounds: warm-up, then batches of draws; between rounds it tells, saves and
/// looks at clock and cancellation.</summary>
/// <typeparam name="TChain">The chains.</typeparam>
internal sealed class ChainRunner<TChain>
    where TChain : IChain
{
    private const double CheckpointSeconds = 15;
    private const int LeastBatches = 4;
    private readonly string _name;
    private readonly IReadOnlyList<TChain> _chains;
    private readonly ChainPlan _plan;
    private readonly FitContext _context;
    private readonly ChainTrace[] _traces;
    private int _done;
    private double _seconds;

    private ChainRunner(string name, IReadOnlyList<TChain> chains, ChainPlan plan, FitContext context)
    {
        _name = name;
        _chains = chains;
        _plan = plan;
        _context = context;
        _traces = [.. chains.Select(static _ => new ChainTrace())];
    }

    private int Total => _plan.WarmUp + _plan.Draws;

    /// <summary>Runs the chains, from the newest checkpoint where there is one.</summary>
    /// <param name="name">The method's name, under which checkpoints are kept.</param>
    /// <param name="chains">Fresh chains, as many as planned.</param>
    /// <param name="plan">How long.</param>
    /// <param name="context">Threads, clock, time limit, cancellation, events and checkpoints.</param>
    /// <returns>The traces; what the chains have counted lies in them.</returns>
    /// <exception cref="InputException">The time limit came before a few batches of draws.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; it is saved first.</exception>
    internal static ChainOutcome Run(
        string name, IReadOnlyList<TChain> chains, ChainPlan plan, FitContext context) =>
        new ChainRunner<TChain>(name, chains, plan, context).Run();

    private ChainOutcome Run()
    {
        Load();
        _context.Cancellation.ThrowIfCancellationRequested();
        long started = _context.Clock.GetTimestamp();
        double before = _seconds;
        double lastSave = _seconds;
        double firstProgress = (double)_done / Total;
        while (_done < Total)
        {
            Round();
            _seconds = before + _context.Clock.GetElapsedTime(started).TotalSeconds;
            Tell(firstProgress, _seconds - before);
            bool isCancelled = _context.Cancellation.IsCancellationRequested;
            if (isCancelled || _seconds - lastSave >= CheckpointSeconds)
            {
                Save();
                lastSave = _seconds;
            }

            _context.Cancellation.ThrowIfCancellationRequested();
            if (_context.TimeLimit is { } limit && _seconds >= limit.TotalSeconds && _done < Total)
            {
                return Cut(limit);
            }
        }

        return new ChainOutcome(_plan, _traces, _plan.WarmUp / _plan.Thin, _plan.BatchCount);
    }

    // A round ends at the latest where warm-up or a batch does.
    private void Round()
    {
        bool isWarmUp = _done < _plan.WarmUp;
        int end = isWarmUp
            ? _plan.WarmUp
            : _plan.WarmUp + (((_done - _plan.WarmUp) / _plan.BatchSweeps) + 1) * _plan.BatchSweeps;
        int count = Math.Min(_plan.RoundSweeps, end - _done);
        bool beginsDraws = _done == _plan.WarmUp;
        bool endsBatch = !isWarmUp && _done + count == end;
        int inner = Math.Max(1, _context.ThreadCount / _chains.Count);
        Parallel.For(
            0,
            _chains.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Min(_context.ThreadCount, _chains.Count) },
            chain =>
            {
                if (beginsDraws)
                {
                    _chains[chain].BeginDraws();
                }

                _chains[chain].Run(count, _plan.Thin, inner, _traces[chain]);
                _chains[chain].EndRound();
                if (endsBatch)
                {
                    _chains[chain].EndBatch();
                }
            });
        _done += count;
    }

    private void Tell(double firstProgress, double seconds)
    {
        double progress = (double)_done / Total;
        MoveCounts all = new();
        foreach ((_, MoveCounts counts) in _chains.SelectMany(static chain => chain.Moves))
        {
            all.Add(counts);
        }

        int skipped = _done > _plan.WarmUp ? _plan.WarmUp / _plan.Thin : _traces[0].Sizes.Count / 2;
        double rHat = ChainDiagnostics.SplitRHat(
            [.. _traces.Select(trace => (IReadOnlyList<double>)[.. trace.LogPosterior.Skip(skipped)])]);
        double share = progress - firstProgress;
        _context.Report(new ChainEvent(
            _done,
            Total,
            _done <= _plan.WarmUp,
            seconds > 0 ? all.Proposed * share / progress / seconds : double.NaN,
            all.Proposed > 0 ? (double)all.Accepted / all.Proposed : 0,
            rHat,
            seconds * (1 - progress) / share));
    }

    private ChainOutcome Cut(TimeSpan limit)
    {
        int batches = Math.Max(0, _done - _plan.WarmUp) / _plan.BatchSweeps;
        if (batches < LeastBatches)
        {
            string where = _done < _plan.WarmUp
                ? $"in warm-up, after {_done} of {_plan.WarmUp} sweeps"
                : $"after {batches} of {_plan.BatchCount} batches of draws";
            throw new InputException(
                $"--time-limit {limit.TotalSeconds:0.#}s ended {where}, before anything can be said; raise it, or "
                + "lower --warm-up and --draws");
        }

        _context.Report(new NoticeEvent(
            $"the time limit ended the chains after {batches} of {_plan.BatchCount} batches of draws; how far they "
            + "came depends on this machine's speed",
            IsWarning: true));
        return new ChainOutcome(_plan, _traces, _plan.WarmUp / _plan.Thin, batches);
    }

    private void Save() => _context.Checkpoints?.Save(_name, _done, folder =>
    {
        using var writer = new BinaryWriter(File.Create(Path.Combine(folder, "chains.bin")));
        writer.Write(_done);
        writer.Write(_seconds);
        for (int chain = 0; chain < _chains.Count; chain++)
        {
            _traces[chain].Write(writer);
            _chains[chain].Write(writer);
        }
    });

    private void Load()
    {
        if (_context.Checkpoints?.Latest(_name) is not { } folder)
        {
            return;
        }

        string path = Path.Combine(folder, "chains.bin");
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            _done = reader.ReadInt32();
            _seconds = reader.ReadDouble();
            for (int chain = 0; chain < _chains.Count; chain++)
            {
                _traces[chain].Read(reader);
                _chains[chain].Read(reader);
            }
        }
        catch (IOException exception)
        {
            throw new InputException($"{path}: is damaged ({exception.Message}); fit anew", exception);
        }

        _context.Report(new NoticeEvent($"goes on at sweep {_done} of {Total}", IsWarning: false));
    }
}
