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
    internal async Task<PredictionAnswer> AskRow(string runId, IReadOnlyDictionary<string, string> row)
    {
        try
        {
            return await Ask(runId, MethodOf(runId, out _), new Dictionary<string, JsonElement>
            {
                ["data"] = JsonSerializer.SerializeToElement(new[] { row }),
            });
        }
        catch (InputException exception) when (RowPlace().Replace(exception.Message, string.Empty) is var plain
            && plain != exception.Message)
        {
            throw new InputException(plain, exception);
        }
    }

    /// <summary>The columns of a row that a run foretells, the most important first; none where it foretells none.
    /// </summary>
    /// <exception cref="PraxisException">There is no such run, or it is not whole.</exception>
    internal IReadOnlyList<RowColumn> RowColumns(string runId)
    {
        Method method = MethodOf(runId, out string modelPath);
        return [.. method.RowColumns(modelPath).OrderByDescending(static column => column.Importance)];
    }

    // There is one row only, and its place in a file is nothing that who typed it knows of.
    [GeneratedRegex("^options[.]data(:[0-9]+)?: ")]
    private static partial Regex RowPlace();

    private Method MethodOf(string runId, out string modelPath)
    {
        RunFolder run = RunIdentity.OpenWhole(environment.Store, runId);
        modelPath = run.ModelPath;
        return MethodCatalog.Find(environment.Methods, run.ReadManifest().Method);
    }

    // On a thread of the pool: the page goes on meanwhile.
    private Task<PredictionAnswer> Ask(string runId, Method method, Dictionary<string, JsonElement> values) =>
        Task.Run(async () =>
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
        });
}
