using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Fits that wait and run, one after the other, each in a process of its own; a restart of the server loses
/// none.</summary>
/// <remarks>
/// Each job is a file, written before anybody is told of it. A job that runs when the server stops is asked to stop at
/// its next step and resumed when the server is back; one whose server was killed runs on, and the next server waits
/// for its end.
/// </remarks>
public sealed class FitQueue : IHostedService
{
    private const int MostWaiting = 1000;
    private const int MostRemembered = 500;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(8);
    private readonly JobEnvironment _environment;
    private readonly ServeOptions _options;
    private readonly QueueFiles _files;
    private readonly string _root;
    private readonly ShownPaths _paths;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, QueuedFit> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunningFit> _running = new(StringComparer.Ordinal);
    private bool _isStopping;
    private bool _isStarted;

    internal FitQueue(
        JobEnvironment environment,
        ServeOptions options,
        ServerFolder folder,
        ShownPaths paths,
        ILogger<FitQueue> logger)
    {
        _environment = environment;
        _options = options;
        _root = Path.GetFullPath(environment.Store.Root);
        _files = new QueueFiles(folder.Folder("queue"), logger);
        _paths = paths;
    }

    /// <summary>Called after each change of a job, on any thread.</summary>
    public event Action<FitJobState>? Changed;

    /// <summary>All jobs that this store remembers, the newest first.</summary>
    public IReadOnlyList<FitJobState> Jobs
    {
        get
        {
            lock (_lock)
            {
                return [.. _jobs.Values.OrderByDescending(static job => job.Number).Select(Seen)];
            }
        }
    }

    /// <summary>How many jobs wait, and how many run.</summary>
    internal (int Waiting, int Running) Counts
    {
        get
        {
            lock (_lock)
            {
                int waiting = _jobs.Values.Count(static job => job.State.Stage == FitStage.Waiting);
                return (waiting, _running.Count);
            }
        }
    }

    private bool IsStopping => _isStopping || _environment.Cancellation.IsCancellationRequested;

    /// <summary>The newest job of a run, or null.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The job, or null.</returns>
    public FitJobState? Find(string runId)
    {
        lock (_lock)
        {
            return _jobs.TryGetValue(runId, out QueuedFit? job) ? Seen(job) : null;
        }
    }

    /// <summary>What was asked of a fit of this queue; null for runs that it did not order.</summary>
    internal FitOrder? OrderOf(string runId)
    {
        lock (_lock)
        {
            return _jobs.GetValueOrDefault(runId)?.Order;
        }
    }

    /// <summary>The run of a fit that waits or runs on a file, or null.</summary>
    /// <param name="path">The file, in full.</param>
    internal string? UserOf(string path)
    {
        lock (_lock)
        {
            return _jobs.Values.FirstOrDefault(
                job => !job.State.IsOver && job.FilesIn(_environment.Store).Contains(path))?.State.RunId;
        }
    }

    /// <summary>Checks an order and queues it.</summary>
    /// <param name="order">Method, data, options and seed; a name is chosen when it has none.</param>
    /// <returns>The job.</returns>
    /// <exception cref="PraxisException">The order cannot be used.</exception>
    public FitJobState Enqueue(FitOrder order)
    {
        Method method = MethodCatalog.Find(_environment.Methods, order.Method);
        FitOrder whole = order with
        {
            DataPath = order.DataPath is { } data ? Path.GetFullPath(data) : null,
            ThreadCount = Math.Clamp(order.ThreadCount, 1, 1024),
        };
        if (order.Name is { } name)
        {
            lock (_lock)
            {
                RequireFree(name);
            }
        }

        new FitJob(_environment).Check(whole);
        return Add(FitKind.Fit, method.Name, order.Name, job => job with { Order = whole });
    }

    /// <summary>Queues the continuation of an interrupted run.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The job.</returns>
    /// <exception cref="PraxisException">There is no such run, it is whole, or it is being fitted.</exception>
    public FitJobState Resume(string runId)
    {
        RunFolder folder = _environment.Store.Open(runId);
        string method = RunIdentity.Read(folder, static run => run.ReadManifest()).Method;
        if (folder.IsWhole)
        {
            throw new RefusalException(409, $"run {folder.Id} is whole; 'praxis rerun {folder.Id}' repeats it");
        }

        if (Find(runId) is { IsOver: false } || RunStore.IsBeingFitted(folder))
        {
            throw new RefusalException(409, Find(runId)?.Stage == FitStage.Stopping
                ? $"run {folder.Id} is stopping; resume it when it has"
                : $"run {folder.Id} waits or is being fitted already; wait for its end");
        }

        QueuedFit job;
        lock (_lock)
        {
            job = Put(New(FitKind.Resume, method, runId));
        }

        Tell(job);
        Pump();
        return Find(runId)!;
    }

    /// <summary>Queues the repetition of a run.</summary>
    /// <param name="runId">The run to repeat.</param>
    /// <param name="name">The new run's identity, or null for one of the method's name and the time.</param>
    /// <returns>The job.</returns>
    /// <exception cref="PraxisException">There is no such run, or the name cannot be used.</exception>
    public FitJobState Rerun(string runId, string? name)
    {
        RunFolder folder = _environment.Store.Open(runId);
        RunManifest manifest = RunIdentity.Read(folder, static run => run.ReadManifest());
        _ = MethodCatalog.Find(_environment.Methods, manifest.Method);
        return manifest.DataPath is { } data && !Path.Exists(data)
            ? throw new InputException($"{_paths.Of(data)}: the data of run {folder.Id} is gone; fit with other data")
            : Add(FitKind.Rerun, manifest.Method, name, job => job with { Source = folder.Id });
    }

    /// <summary>Stops a job: a waiting one leaves the queue, a running one ends between two steps.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The job as it stands now.</returns>
    /// <exception cref="PraxisException">No job of that run waits or runs.</exception>
    public FitJobState Cancel(string runId)
    {
        QueuedFit changed;
        lock (_lock)
        {
            if (!_jobs.TryGetValue(runId, out QueuedFit? job) || job.State.IsOver)
            {
                throw new RefusalException(409, $"run {runId} neither waits nor runs; there is nothing to cancel");
            }

            if (job.State.Stage == FitStage.Stopping)
            {
                return Seen(job);
            }

            if (_running.TryGetValue(runId, out RunningFit? running))
            {
                running.Stop(Grace);
            }

            changed = job.State.Stage == FitStage.Waiting
                ? Put(Ended(job, FitStage.Cancelled, "cancelled before it began"))
                : Note(job with { State = job.State with { Stage = FitStage.Stopping } });
        }

        Tell(changed);
        return Find(runId)!;
    }

    /// <summary>Forgets the job of a run that is deleted or renamed.</summary>
    internal void Forget(string runId)
    {
        lock (_lock)
        {
            if (_jobs.Remove(runId))
            {
                _files.Delete(runId);
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (QueuedFit job in _files.Load())
            {
                _jobs[job.State.RunId] = job;
            }

            foreach (QueuedFit job in _jobs.Values.Where(static job => !job.State.IsOver).ToArray())
            {
                Recover(job);
            }

            _isStarted = true;
        }

        Pump();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        RunningFit[] running;
        lock (_lock)
        {
            _isStopping = true;
            running = [.. _running.Values];
        }

        foreach (RunningFit fit in running)
        {
            fit.Stop(ShutdownGrace);
        }

        await Task.WhenAll(running.Select(static fit => fit.End));
        lock (_lock)
        {
            _files.SaveKept();
        }
    }

    // What an earlier server left: done meanwhile, still running, to be resumed, or to be begun.
    private void Recover(QueuedFit job)
    {
        string id = job.State.RunId;
        bool isAsked = job.State.Stage == FitStage.Stopping;
        if (job.State.Stage == FitStage.Waiting)
        {
            return;
        }

        if (job.Process is { } mark && mark.IsAlive())
        {
            var adopted = new RunningFit(null, mark);
            _running[id] = adopted;
            adopted.Watch(() => End(id, exitCode: null, error: null));
            if (isAsked)
            {
                adopted.Stop(Grace);
            }

            return;
        }

        bool isWhole = Directory.Exists(Path.Combine(_root, id));
        bool isPartial = File.Exists(Path.Combine(_root, id + RunFolder.PartialSuffix, "run.json"));
        Put(isWhole ? Ended(job, FitStage.Done, null)
            : isAsked ? Ended(job, FitStage.Cancelled, "cancelled")
            : job with
            {
                State = job.State with { Stage = FitStage.Waiting, Progress = null },
                IsContinuation = isPartial,
                Process = null,
            });
    }

    private FitJobState Add(FitKind kind, string method, string? name, Func<QueuedFit, QueuedFit> fill)
    {
        QueuedFit job;
        lock (_lock)
        {
            if (_jobs.Values.Count(static waiting => waiting.State.Stage == FitStage.Waiting) >= MostWaiting)
            {
                throw new RefusalException(429, $"{MostWaiting} fits wait already; try again when some have run");
            }

            string id = name ?? _environment.Store.FreeName(method, _environment.Clock, IsClaimed);
            RequireFree(id);
            job = Put(fill(New(kind, method, id)));
        }

        Tell(job);
        Pump();
        return Find(job.State.RunId)!;
    }

    private void RequireFree(string id)
    {
        try
        {
            _environment.Store.RequireFree(id);
        }
        catch (UsageException taken) when (RunFolder.IsName(id))
        {
            throw new RefusalException(409, _paths.Of(taken.Message), taken);
        }

        if (IsClaimed(id))
        {
            throw new RefusalException(409, $"--name {id}: a fit of that name waits; choose another name");
        }
    }

    private bool IsClaimed(string id) => _jobs.TryGetValue(id, out QueuedFit? job) && !job.State.IsOver;

    private QueuedFit New(FitKind kind, string method, string id) => new()
    {
        State = new FitJobState(id, method, kind, FitStage.Waiting, _environment.Clock.GetUtcNow()),
        Number = _jobs.Values.Select(static job => job.Number).DefaultIfEmpty().Max() + 1,
    };

    private QueuedFit Ended(QueuedFit job, FitStage stage, string? message) => job with
    {
        State = job.State with
        {
            Stage = stage,
            Message = message is null ? null : _paths.Of(message),
            Progress = null,
            Ended = _environment.Clock.GetUtcNow(),
        },
        Process = null,
    };

    // On the disk first: nobody hears of what a crash could undo.
    private QueuedFit Put(QueuedFit job)
    {
        _files.Save(job);
        return Remember(job);
    }

    // What has happened is so, also where the disk is full: its file follows when it can be written.
    private QueuedFit Note(QueuedFit job)
    {
        _files.SaveOrKeep(job);
        return Remember(job);
    }

    private QueuedFit Remember(QueuedFit job)
    {
        _jobs[job.State.RunId] = job;
        foreach (QueuedFit old in _jobs.Values.Where(static known => known.State.IsOver)
            .OrderByDescending(static known => known.Number).Skip(MostRemembered).ToArray())
        {
            _jobs.Remove(old.State.RunId);
            _files.Delete(old.State.RunId);
        }

        return job;
    }

    private FitJobState Seen(QueuedFit job) => job.State.Stage != FitStage.Waiting
        ? job.State
        : job.State with
        {
            Before = _jobs.Values.Count(
                other => other.State.Stage == FitStage.Waiting && other.Number < job.Number),
        };

    private void Tell(QueuedFit job)
    {
        if (Changed is { } changed)
        {
            changed(Find(job.State.RunId) ?? job.State);
        }
    }

    private void Pump()
    {
        while (true)
        {
            QueuedFit changed;
            lock (_lock)
            {
                _files.SaveKept();
                QueuedFit? next = _jobs.Values.Where(static job => job.State.Stage == FitStage.Waiting)
                    .MinBy(static job => job.Number);
                if (!_isStarted || IsStopping || next is null || _running.Count >= _options.FitCount)
                {
                    return;
                }

                changed = Begin(next);
            }

            Tell(changed);
        }
    }

    private QueuedFit Begin(QueuedFit job)
    {
        string id = job.State.RunId;
        try
        {
            FitProcess process = FitProcess.Start(
                _options.ProgramOrThis, FitCommand.Of(job, _root), line => Progress(id, line));
            var running = new RunningFit(process, process.Mark);
            _running[id] = running;
            running.Watch(exitCode => End(id, exitCode, process.Error));
            return Note(job with
            {
                State = job.State with { Stage = FitStage.Running, Started = _environment.Clock.GetUtcNow() },
                Process = process.Mark,
            });
        }
        catch (EnvironmentException exception)
        {
            return Note(Ended(job, FitStage.Failed, exception.Message));
        }
    }

    private void Progress(string id, string line)
    {
        QueuedFit job;
        lock (_lock)
        {
            if (!_jobs.TryGetValue(id, out QueuedFit? known) || known.State.IsOver)
            {
                return;
            }

            job = known with { State = known.State with { Progress = line } };
            _jobs[id] = job;
        }

        Tell(job);
    }

    private void End(string id, int? exitCode, string? error)
    {
        try
        {
            if (NoteEnd(id, exitCode, error) is { } ended)
            {
                Tell(ended);
            }
        }
        finally
        {
            Pump();
        }
    }

    private QueuedFit? NoteEnd(string id, int? exitCode, string? error)
    {
        lock (_lock)
        {
            _running.Remove(id);
            if (!_jobs.TryGetValue(id, out QueuedFit? job))
            {
                return null;
            }

            // Of an adopted process nobody knows the exit code.
            bool isWhole = exitCode is null or 0 && Directory.Exists(Path.Combine(_root, id));
            if (!isWhole && IsStopping && job.State.Stage == FitStage.Running)
            {
                // Its file says that it runs: the next server resumes it.
                return null;
            }

            return Note(isWhole ? Ended(job, FitStage.Done, null)
                : job.State.Stage == FitStage.Stopping ? Ended(job, FitStage.Cancelled, error ?? "cancelled")
                : Ended(job, FitStage.Failed, error ?? RunningFit.WhyItEnded(_root, id, exitCode)));
        }
    }
}
