using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Asks runs for pages: files are those that users may name, and what a method writes goes into a folder of
/// its own.</summary>
public sealed class PredictionDesk : IDisposable
{
    private readonly JobEnvironment _environment;
    private readonly DataPlaces _places;
    private readonly PredictionFiles _files;
    private readonly SemaphoreSlim _turns = new(2, 2);

    /// <summary>Makes the desk.</summary>
    /// <param name="environment">Methods, store and clock.</param>
    /// <param name="places">Which files users may name.</param>
    public PredictionDesk(JobEnvironment environment, DataPlaces places)
    {
        _environment = environment;
        _places = places;
        _files = new PredictionFiles(environment.Store.Root);
    }

    /// <summary>Asks a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="values">The question as typed, by flag without dashes; files as "upload:ID" or a path.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PraxisException">Run or question cannot be used.</exception>
    public async Task<PredictionAnswer> Ask(
        string runId, IReadOnlyDictionary<string, string> values, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Answer(runId, values, cancellation), cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>The columns of a row that a run foretells, the most important first.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The columns; none where rows are not what it foretells.</returns>
    /// <exception cref="PraxisException">There is no such run, or it is not whole.</exception>
    public IReadOnlyList<RowColumn> RowColumns(string runId)
    {
        RunFolder run = _environment.Store.OpenWhole(runId);
        return
        [
            .. MethodCatalog.Find(_environment.Methods, run.ReadManifest().Method).RowColumns(run.ModelPath)
                .OrderByDescending(static column => column.Importance),
        ];
    }

    /// <summary>Asks a run about one row.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="row">Values as typed, by column.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PraxisException">Run or row cannot be used.</exception>
    public async Task<PredictionAnswer> AskRow(
        string runId, IReadOnlyDictionary<string, string> row, CancellationToken cancellation)
    {
        string id = _files.Begin();
        string path = Path.Combine(_files.PathOf(id), "row.csv");
        var table = new ResultTable("row", "row", [.. row.Keys], [[.. row.Values]]);
        await File.WriteAllTextAsync(path, TableText.ToCsv(table), cancellation);
        JobEnvironment environment = _environment with { Cancellation = cancellation };
        var values = new Dictionary<string, string> { ["data"] = path };
        try
        {
            ResultTable answer = await Task.Run(
                () => new PredictJob(environment).Run(runId, values, Environment.ProcessorCount), cancellation);
            return new PredictionAnswer(answer, [], null, []);
        }
        catch (InputException exception)
        {
            throw new InputException(exception.Message.Replace(path, "row", StringComparison.Ordinal), exception);
        }
        finally
        {
            Directory.Delete(_files.PathOf(id), recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private PredictionAnswer Answer(
        string runId, IReadOnlyDictionary<string, string> values, CancellationToken cancellation)
    {
        RunFolder run = _environment.Store.OpenWhole(runId);
        Method method = MethodCatalog.Find(_environment.Methods, run.ReadManifest().Method);
        var asked = new Dictionary<string, string>();
        foreach ((string flag, string text) in values)
        {
            asked[flag] = Checked(method, flag, text);
        }

        string? id = null;
        foreach (string flag in method.PredictFolderFlags)
        {
            id ??= _files.Begin();
            asked[flag] = _files.PathOf(id);
        }

        var notices = new List<string>();
        JobEnvironment environment = _environment with
        {
            Cancellation = cancellation,
            Report = happened =>
            {
                if (happened is NoticeEvent notice && !MentionsFolder(notice, id))
                {
                    notices.Add(notice.Message);
                }
            },
        };
        ResultTable table = new PredictJob(environment).Run(runId, asked, Environment.ProcessorCount);
        return new PredictionAnswer(table, notices, id, id is null ? [] : _files.List(id));
    }

    // Where the server keeps files is nobody's business.
    private bool MentionsFolder(NoticeEvent notice, string? id) =>
        id is not null && notice.Message.Contains(_files.PathOf(id), StringComparison.Ordinal);

    private string Checked(Method method, string flag, string text)
    {
        if (method.PredictFolderFlags.Contains(flag))
        {
            throw new UsageException($"--{flag} names a folder of the server; leave it out, the files are on the page");
        }

        if (method.PredictFileFlags.Contains(flag))
        {
            return text.Length == 0 ? text : _places.Resolve(text);
        }

        return text.StartsWith('@')
            ? throw new UsageException($"--{flag}: lists in files are for the command line; write the names here")
            : text;
    }
}
