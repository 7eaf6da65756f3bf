using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The answer of a run.</summary>
/// <param name="Table">The answers, a row each.</param>
/// <param name="Notices">What the user should know that is no error, a line each.</param>
public sealed record PredictAnswer(ResultTable Table, IReadOnlyList<string> Notices);

/// <summary>Fitted models that stay open between questions.</summary>
/// <remarks>A model is never closed under a question: the last answer closes it.</remarks>
public sealed class ModelRegistry : IDisposable
{
    private const int MostOpen = 8;
    private readonly JobEnvironment _environment;
    private readonly EventStore _events;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Opened> _open = new(StringComparer.Ordinal);
    private long _uses;

    internal ModelRegistry(JobEnvironment environment, EventStore events)
    {
        _environment = environment;
        _events = events;
        events.Forgotten += user =>
        {
            foreach (Opened opened in Kept())
            {
                opened.Forget(user);
            }
        };
    }

    /// <summary>The models that are open now, with when their runs ended and what they keep of users.</summary>
    internal IReadOnlyList<(string RunId, DateTimeOffset? Ended, ModelCacheStatistics Cache)> OpenModels =>
        [.. Kept().Where(static opened => opened.IsReady)
            .Select(static opened => (opened.RunId, opened.Manifest.End, opened.Model.Cache))];

    /// <summary>Asks a run, with the same answers as the command line.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="values">The question as typed, by flag without dashes.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The answers, a row each.</returns>
    /// <exception cref="PraxisException">Run or question cannot be used.</exception>
    public ResultTable Predict(
        string runId, IReadOnlyDictionary<string, string> values, CancellationToken cancellation = default) =>
        Ask(runId, values, cancellation).Table;

    /// <summary>Asks a run, with what it notices.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="values">The question as typed, by flag without dashes.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PraxisException">Run or question cannot be used.</exception>
    public PredictAnswer Ask(
        string runId, IReadOnlyDictionary<string, string> values, CancellationToken cancellation = default) =>
        Ask(runId, values, new RowBudget(), cancellation);

    /// <summary>Asks a run within what the answers to one request may have.</summary>
    internal PredictAnswer Ask(
        string runId, IReadOnlyDictionary<string, string> values, RowBudget budget, CancellationToken cancellation)
    {
        using Lease lease = Take(runId);
        var notices = new List<string>();
        object options = lease.Method.PredictOptions.Create(values);
        ResultTable table = lease.Model.Predict(options, Context(lease, Note, budget, cancellation));
        budget.Spend(table.Rows.Count);
        return new PredictAnswer(table, notices);

        void Note(FitEvent happened)
        {
            if (happened is NoticeEvent notice)
            {
                lock (notices)
                {
                    notices.Add(notice.Message);
                }
            }
        }
    }

    /// <summary>Recommends items to a user, with the events that were appended since the fit.</summary>
    /// <param name="runId">A run of a recommender.</param>
    /// <param name="question">Who asks, and when; the stored events of the user come before its own, unless it says
    /// that only its own count.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PraxisException">The run is of another family, or the question cannot be used.</exception>
    public UserAnswer Recommend(string runId, UserQuestion question, CancellationToken cancellation = default)
    {
        using Lease lease = Take(runId);
        if (lease.Model is not IUserEventModel model)
        {
            throw new RefusalException(
                409, $"run {lease.RunId} is of {lease.Method.Name}, which recommends to no users; ask it by predict");
        }

        UserQuestion whole = question.IsOnlyEvents
            ? question
            : question with { Events = [.. _events.Read(question.User), .. question.Events] };
        return model.Recommend(whole, Context(lease, static _ => { }, new RowBudget(), cancellation));
    }

    /// <summary>Opens the model of a run, so that whoever asks it next need not wait for that.</summary>
    /// <exception cref="PraxisException">There is no such run, it is not whole, or its model cannot be
    /// read.</exception>
    internal void Open(string runId) => Take(runId).Dispose();

    /// <summary>Whether a run can recommend to users.</summary>
    /// <param name="runId">A whole run.</param>
    /// <returns>True for a run of a recommender.</returns>
    /// <exception cref="PraxisException">There is no such run, or it is not whole.</exception>
    public bool CanRecommend(string runId)
    {
        using Lease lease = Take(runId);
        return lease.Model is IUserEventModel;
    }

    /// <summary>Users and items of a run's log, to be looked up.</summary>
    /// <param name="runId">A whole run.</param>
    /// <returns>The lookup, or null where the run knows no users.</returns>
    /// <exception cref="PraxisException">There is no such run, or it is not whole.</exception>
    public IIdentityDirectory? DirectoryOf(string runId)
    {
        using Lease lease = Take(runId);
        return lease.Model.Directory;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Opened opened in Kept())
        {
            Close(opened.RunId);
        }
    }

    /// <summary>Closes the model of a run that is deleted or renamed, after its last answer.</summary>
    internal void Close(string runId)
    {
        lock (_lock)
        {
            if (_open.Remove(runId, out Opened? opened))
            {
                opened.Leave();
            }
        }
    }

    private FitContext Context(
        Lease lease, Action<FitEvent> report, RowBudget budget, CancellationToken cancellation) =>
        new()
        {
            Expect = budget.Require,
            Seed = lease.Manifest.Seed,
            ThreadCount = Environment.ProcessorCount,
            Clock = _environment.Clock,
            Cancellation = cancellation,
            Report = report,
        };

    private Opened[] Kept()
    {
        lock (_lock)
        {
            return [.. _open.Values];
        }
    }

    // Opening happens outside of the lock: it may take seconds, and others must go on meanwhile.
    private Lease Take(string runId)
    {
        Opened opened;
        lock (_lock)
        {
            if (!_open.TryGetValue(runId, out opened!))
            {
                RunFolder folder = RunIdentity.OpenWhole(_environment.Store, runId);
                opened = new Opened(folder, _environment);
                _open[runId] = opened;
                MakeRoom(opened);
            }

            opened.LastUse = ++_uses;
            opened.Enter();
        }

        try
        {
            opened.Load();
            return new Lease(opened);
        }
        catch
        {
            opened.Leave();
            lock (_lock)
            {
                if (_open.TryGetValue(runId, out Opened? same) && same == opened)
                {
                    _open.Remove(runId);
                }
            }

            throw;
        }
    }

    private void MakeRoom(Opened newest)
    {
        while (_open.Count > MostOpen)
        {
            Opened oldest = _open.Values.Where(other => other != newest).MinBy(static other => other.LastUse)!;
            _open.Remove(oldest.RunId);
            oldest.Leave();
        }
    }

    // A model with the number of those who hold it; the registry itself is one of them.
    private sealed class Opened(RunFolder folder, JobEnvironment environment)
    {
        private readonly Lock _loading = new();
        private int _holders = 1;
        private volatile IOpenModel? _model;

        public string RunId => folder.Id;

        public long LastUse { get; set; }

        public bool IsReady => _model is not null;

        public IOpenModel Model => _model!;

        public RunManifest Manifest { get; private set; } = null!;

        public Method Method { get; private set; } = null!;

        public void Enter() => Interlocked.Increment(ref _holders);

        public void Leave()
        {
            if (Interlocked.Decrement(ref _holders) == 0)
            {
                _model?.Dispose();
            }
        }

        public void Load()
        {
            if (IsReady)
            {
                return;
            }

            lock (_loading)
            {
                if (!IsReady)
                {
                    Manifest = RunIdentity.Read(folder, static opened => opened.ReadManifest());
                    Method = MethodCatalog.Find(environment.Methods, Manifest.Method);
                    _model = RunIdentity.Read(
                        folder, opened => Method.Open(opened.ModelPath, new FitContext { Clock = environment.Clock }));
                }
            }
        }

        public void Forget(string user) => (_model as IUserEventModel)?.Forget(user);
    }

    private sealed class Lease(Opened opened) : IDisposable
    {
        public string RunId => opened.RunId;

        public IOpenModel Model => opened.Model;

        public Method Method => opened.Method;

        public RunManifest Manifest => opened.Manifest;

        public void Dispose() => opened.Leave();
    }
}
