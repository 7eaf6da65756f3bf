using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The runs of the store, for pages and for the API.</summary>
public sealed class RunCatalog
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);
    private readonly JobEnvironment _environment;
    private readonly FitQueue _queue;
    private readonly AliasBook _aliases;
    private readonly ModelRegistry _models;
    private readonly ShownPaths _paths;
    private readonly Lock _lock = new();
    private IReadOnlyList<RunEntry> _listed = [];
    private long _listedAt;

    internal RunCatalog(
        JobEnvironment environment, FitQueue queue, AliasBook aliases, ModelRegistry models, ShownPaths paths)
    {
        _environment = environment;
        _queue = queue;
        _aliases = aliases;
        _models = models;
        _paths = paths;
        queue.Changed += _ => Renew();
    }

    /// <summary>Called with a run that was deleted or got another name, on any thread.</summary>
    public event Action<string>? Left;

    /// <summary>Where the runs are.</summary>
    internal RunStore Store => _environment.Store;

    /// <summary>The methods on offer.</summary>
    public IReadOnlyList<Method> Methods => _environment.Methods;

    /// <summary>All runs, the newest first.</summary>
    /// <returns>The runs; at most half a second old.</returns>
    public IReadOnlyList<RunEntry> List()
    {
        lock (_lock)
        {
            if (_listedAt == 0 || _environment.Clock.GetElapsedTime(_listedAt) > Fresh)
            {
                _listed = [.. _environment.Store.List().Select(_paths.Of)];
                _listedAt = _environment.Clock.GetTimestamp();
            }

            return _listed;
        }
    }

    /// <summary>Runs that fit a question, in its order.</summary>
    /// <param name="query">What to list.</param>
    /// <returns>The runs of one page, and how many there are on all.</returns>
    /// <exception cref="PraxisException">The question names no known column.</exception>
    public RunPage List(RunQuery query) => query.Of(List());

    /// <summary>Opens a run.</summary>
    /// <param name="id">Its identity; never a path.</param>
    /// <returns>All that is known of it.</returns>
    /// <exception cref="PraxisException">There is no such run, or it is damaged.</exception>
    public RunDetails Open(string id)
    {
        return RunIdentity.Read(FolderOf(id), folder =>
        {
            RunManifest manifest = folder.ReadManifest();
            RunResults? results = folder.IsWhole ? folder.ReadResults() : null;
            return new RunDetails(
                _paths.Of(RunStore.Read(folder)),
                _paths.Of(manifest),
                results is null ? null : _paths.Of(results),
                [.. folder.ReadEvents().Select(_paths.Of)],
                _queue.Find(folder.Id));
        });
    }

    /// <summary>The folder of a run.</summary>
    /// <param name="id">Its identity; never a path.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="RefusalException">There is no such run, or it has not begun.</exception>
    public RunFolder FolderOf(string id) => IsYetToBegin(id)
        ? throw new RefusalException(409, _queue.Find(id)?.Stage == FitStage.Waiting
            ? $"run {id} waits for its turn and has nothing yet; cancel it or wait"
            : $"run {id} has begun and has nothing yet; wait a moment")
        : RunIdentity.Open(_environment.Store, id);

    /// <summary>The folder of a whole run.</summary>
    /// <param name="id">Its identity; never a path.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="RefusalException">There is no such run, or it is not whole.</exception>
    public RunFolder WholeFolderOf(string id)
    {
        _ = FolderOf(id);
        return RunIdentity.OpenWhole(_environment.Store, id);
    }

    /// <summary>The method of that name.</summary>
    /// <param name="name">The method's name.</param>
    /// <returns>The method.</returns>
    /// <exception cref="RefusalException">No method has that name.</exception>
    public Method MethodOf(string name)
    {
        try
        {
            return MethodCatalog.Find(_environment.Methods, name);
        }
        catch (UsageException unknown)
        {
            throw new RefusalException(404, unknown.Message, unknown);
        }
    }

    /// <summary>What was asked of a run, to be asked again with changes.</summary>
    /// <param name="id">A run, or a fit of the queue that left nothing behind.</param>
    /// <returns>The order, without a name.</returns>
    /// <exception cref="PraxisException">There is no such run, it is damaged, or its method is not known.</exception>
    public FitOrder OrderOf(string id)
    {
        if (_queue.OrderOf(id) is { } order)
        {
            return order with { Name = null };
        }

        RunManifest manifest = RunIdentity.Read(FolderOf(id), static folder => folder.ReadManifest());
        return RunOrder.Of(manifest, MethodOf(manifest.Method));
    }

    /// <summary>Sets runs side by side.</summary>
    /// <param name="ids">Two or more runs.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="PraxisException">There are fewer than two, or one is not there or not whole.</exception>
    public Comparison Compare(IReadOnlyList<string> ids)
    {
        foreach (string id in ids)
        {
            RunIdentity.Read(WholeFolderOf(id), static folder => (folder.ReadManifest(), folder.ReadResults()));
        }

        return new CompareJob(_environment).Run(ids);
    }

    /// <summary>Gives a run another identity; aliases follow it.</summary>
    /// <param name="id">The run.</param>
    /// <param name="newId">Its new identity.</param>
    /// <exception cref="PraxisException">There is no such run, it is being fitted, or the name is taken.</exception>
    public void Rename(string id, string newId)
    {
        RunFolder folder = AtRest(id);
        RunIdentity.Read(folder, static run => run.ReadManifest());
        if (_queue.Find(newId) is { IsOver: false })
        {
            throw new RefusalException(409, $"--name {newId}: a fit of that name waits; choose another name");
        }

        _aliases.Rename(folder.Id, newId, () =>
        {
            try
            {
                _environment.Store.Rename(folder.Id, newId);
            }
            catch (UsageException taken) when (RunFolder.IsName(newId))
            {
                throw new RefusalException(409, _paths.Of(taken.Message), taken);
            }
        });
        Leave(folder.Id);
    }

    /// <summary>Deletes a run.</summary>
    /// <param name="id">The run.</param>
    /// <exception cref="PraxisException">There is no such run, it is being fitted, or an alias points to
    /// it.</exception>
    public void Delete(string id)
    {
        if (_queue.Find(id) is { Stage: FitStage.Failed or FitStage.Cancelled } && !RunIdentity.IsThere(
            _environment.Store, id))
        {
            // A fit that left nothing behind is only a line of the queue.
            _queue.Forget(id);
            return;
        }

        RunFolder folder = AtRest(id);
        RequireUnnamed(folder.Id);
        _environment.Store.Delete(folder.Id);
        Leave(folder.Id);
    }

    /// <summary>Refuses a run that aliases point to.</summary>
    /// <exception cref="RefusalException">One does, or several.</exception>
    internal void RequireUnnamed(string id)
    {
        string[] names = [.. _aliases.List().Where(alias => alias.RunId == id).Select(static alias => alias.Name)];
        if (names.Length > 0)
        {
            string what = names.Length == 1 ? $"alias {names[0]} points" : $"aliases {string.Join(", ", names)} point";
            throw new RefusalException(409, $"run {id} is what {what} to; move or remove that first");
        }
    }

    private bool IsYetToBegin(string id) =>
        _queue.Find(id) is { IsOver: false } && !RunIdentity.IsThere(_environment.Store, id);

    private RunFolder AtRest(string id)
    {
        RunFolder folder = FolderOf(id);
        return _queue.Find(folder.Id) is { IsOver: false }
                ? throw new RefusalException(409, $"run {folder.Id} is being fitted; cancel it or wait for its end")
            : RunStore.IsBeingFitted(folder)
                ? throw new RefusalException(
                    409, $"run {folder.Id} is being fitted by another process; wait for its end")
            : folder;
    }

    private void Leave(string id)
    {
        _queue.Forget(id);
        _models.Close(id);
        Renew();
        Left?.Invoke(id);
    }

    private void Renew()
    {
        lock (_lock)
        {
            _listedAt = 0;
        }
    }
}
