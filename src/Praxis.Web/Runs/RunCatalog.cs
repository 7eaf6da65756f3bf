using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The runs of the store, for pages and for the API.</summary>
public sealed class RunCatalog
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the catalogue.</summary>
    /// <param name="environment">Methods, store and clock.</param>
    public RunCatalog(JobEnvironment environment) => _environment = environment;

    /// <summary>The methods on offer.</summary>
    public IReadOnlyList<Method> Methods => _environment.Methods;

    /// <summary>All runs, the newest first.</summary>
    /// <returns>The runs.</returns>
    public IReadOnlyList<RunEntry> List() => _environment.Store.List();

    /// <summary>Opens a run.</summary>
    /// <param name="id">Its identity; never a path.</param>
    /// <returns>All that is known of it.</returns>
    /// <exception cref="PraxisException">There is no such run, or it is damaged.</exception>
    public RunDetails Open(string id)
    {
        RunFolder folder = _environment.Store.Open(id);
        RunEntry entry = List().First(run => run.Id == folder.Id);
        RunResults? results = folder.IsWhole ? folder.ReadResults() : null;
        return new RunDetails(entry, folder.ReadManifest(), results, folder.ReadEvents(), null);
    }

    /// <summary>The method of a run.</summary>
    /// <param name="name">The method's name.</param>
    /// <returns>The method.</returns>
    /// <exception cref="UsageException">No method has that name.</exception>
    public Method MethodOf(string name) => MethodCatalog.Find(_environment.Methods, name);

    /// <summary>Sets runs side by side.</summary>
    /// <param name="ids">Two or more runs.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="PraxisException">There are fewer than two, or one is not there or not whole.</exception>
    public Comparison Compare(IReadOnlyList<string> ids) => new CompareJob(_environment).Run(ids);

    /// <summary>Gives a run another identity; aliases follow it.</summary>
    /// <param name="id">The run.</param>
    /// <param name="newId">Its new identity.</param>
    /// <exception cref="PraxisException">There is no such run, it is being fitted, or the name is taken.</exception>
    public void Rename(string id, string newId) => throw new UsageException("renaming is not there yet");

    /// <summary>Deletes a run.</summary>
    /// <param name="id">The run.</param>
    /// <exception cref="PraxisException">There is no such run, it is being fitted, or an alias points to
    /// it.</exception>
    public void Delete(string id) => throw new UsageException("deleting is not there yet");
}
