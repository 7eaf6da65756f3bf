using System.Text.Json;
using System.Text.RegularExpressions;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Asks runs for pages, by the same rules as the API: files are those that users may name, and what a method
/// writes goes into a folder with a random name.</summary>
internal sealed partial class PredictionDesk(
    JobEnvironment environment,
    ModelRegistry models,
    QuestionReader reader,
    PredictionGate gate,
    PredictionFiles files)
{
    /// <summary>Asks a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="values">The question as typed, by flag without dashes; files as "upload:ID" or a path.</param>
    /// <exception cref="PraxisException">Run or question cannot be used.</exception>
    internal Task<PredictionAnswer> Ask(string runId, IReadOnlyDictionary<string, string> values)
    {
        Method method = MethodOf(runId, out _);
        Dictionary<string, JsonElement> question = values.ToDictionary(
            static value => value.Key, static value => JsonSerializer.SerializeToElement(value.Value));
        foreach (string folder in method.PredictFolderFlags)
        {
            question[folder] = JsonSerializer.SerializeToElement(true);
        }

        return Ask(runId, method, question);
    }

    /// <summary>Asks a run about one row of data.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="row">Values as typed, by column.</param>
    /// <exception cref="PraxisException">Run or row cannot be used.</exception>
    internal Task<PredictionAnswer> AskRow(string runId, IReadOnlyDictionary<string, string> row) =>
        Ask(runId, MethodOf(runId, out _), new Dictionary<string, JsonElement>
        {
            ["data"] = JsonSerializer.SerializeToElement(new[] { row }),
        });

    /// <summary>The columns of a row that a run foretells, the most important first; none where it foretells none.
    /// </summary>
    /// <exception cref="PraxisException">There is no such run, or it is not whole.</exception>
    internal IReadOnlyList<RowColumn> RowColumns(string runId)
    {
        Method method = MethodOf(runId, out RunFolder run);
        return
        [
            .. RunIdentity.Read(run, folder => method.RowColumns(folder.ModelPath))
                .OrderByDescending(static column => column.Importance),
        ];
    }

    private Method MethodOf(string runId, out RunFolder run)
    {
        run = RunIdentity.OpenWhole(environment.Store, runId);
        return MethodCatalog.Find(environment.Methods, run.ReadManifest().Method);
    }

    // On a thread of the pool: the page goes on meanwhile.
    private async Task<PredictionAnswer> Ask(string runId, Method method, Dictionary<string, JsonElement> values)
    {
        try
        {
            return await Task.Run(() => AskInTurn(runId, method, values));
        }
        catch (InputException exception) when (InWordsOfAPage(exception.Message) is var plain
            && plain != exception.Message)
        {
            throw new InputException(plain, exception);
        }
    }

    private async Task<PredictionAnswer> AskInTurn(
        string runId, Method method, Dictionary<string, JsonElement> values)
    {
        using AskedQuestion question = reader.Read(method, values, out string? outputId);
        PredictAnswer answer = await gate.Run(
            () => question.Ask(values => models.Ask(runId, values)), CancellationToken.None);
        return new PredictionAnswer(
            answer.Table,
            [.. answer.Notices.Where(notice => outputId is null
                || !notice.Contains(outputId, StringComparison.Ordinal))],
            outputId,
            outputId is null ? [] : files.List(outputId));
    }

    // A page has fields where the API has members, and one row where a file has many.
    private static string InWordsOfAPage(string message) =>
        Member().Replace(RowPlace().Replace(message, string.Empty), "--");

    [GeneratedRegex("^options[.]data(:[0-9]+)?: ")]
    private static partial Regex RowPlace();

    [GeneratedRegex("^options[.]")]
    private static partial Regex Member();
}
