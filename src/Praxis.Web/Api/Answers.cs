using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>A table of results.</summary>
internal class TableAnswer(ResultTable table)
{
    /// <summary>A short name.</summary>
    public string Name => table.Name;

    /// <summary>What it shows.</summary>
    public string Title => table.Title;

    /// <summary>The columns, in their order.</summary>
    public IReadOnlyList<string> Columns => table.Columns;

    /// <summary>An object a row, by column.</summary>
    public IReadOnlyList<JsonObject> Rows { get; } = RowsOf(table);

    /// <summary>An object a row, by column.</summary>
    internal static IReadOnlyList<JsonObject> RowsOf(ResultTable table) =>
        [.. TableText.ToJsonArray(table).Select(static row => (JsonObject)row!)];
}

/// <summary>What a run answers to a question.</summary>
internal sealed class PredictionRows(string run, PredictAnswer answer) : TableAnswer(answer.Table)
{
    /// <summary>The run.</summary>
    public string Run => run;

    /// <summary>What should be known and is no error.</summary>
    public IReadOnlyList<string> Notices => answer.Notices;

    /// <summary>Addresses of the files that were made; absent where the method makes none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Files { get; init; }
}

/// <summary>Why one question of several has no answer.</summary>
/// <param name="Error">The line of the command line.</param>
internal sealed record RefusedQuestion(string Error);

/// <summary>Answers to several questions, in their order.</summary>
/// <param name="Answers">A prediction each, or an object whose error says why there is none.</param>
internal sealed record BatchAnswer(IReadOnlyList<object> Answers);

/// <summary>Recommendations to a user.</summary>
/// <param name="Run">The run.</param>
/// <param name="User">The user; null where the events of the question were the whole history.</param>
/// <param name="EventCount">Events of the history that were seen.</param>
/// <param name="Items">Rank, item, score and note, the best first.</param>
/// <param name="Weights">Event, item, time and effect; null where they were not asked for.</param>
internal sealed record Recommendations(
    string Run,
    string? User,
    int EventCount,
    IReadOnlyList<JsonObject> Items,
    IReadOnlyList<JsonObject>? Weights);

/// <summary>Says how many events were kept.</summary>
/// <param name="Kept">The events that are on the disk now.</param>
internal sealed record KeptEvents(int Kept);

/// <summary>All that is known of a run.</summary>
/// <param name="Run">Its line in the listing; null while it waits for its turn.</param>
/// <param name="Manifest">What was asked, of which data, by which program.</param>
/// <param name="Results">What was found, without pictures; null while it is not whole.</param>
/// <param name="Job">Its place in the queue; null where the server did not start it.</param>
internal sealed record RunAnswer(RunEntry? Run, RunManifest? Manifest, RunResults? Results, FitJobState? Job);

/// <summary>Runs side by side.</summary>
/// <param name="Tables">Metrics and differences.</param>
/// <param name="Warnings">What makes the runs hard to compare.</param>
internal sealed record ComparisonAnswer(IReadOnlyList<TableAnswer> Tables, IReadOnlyList<string> Warnings);

/// <summary>Data that may be named.</summary>
/// <param name="Folders">The allowed folders.</param>
/// <param name="Names">Files and folders in the one that was asked for.</param>
internal sealed record DataAnswer(IReadOnlyList<string> Folders, IReadOnlyList<string> Names);

/// <summary>Says in the OpenAPI document what an endpoint answers.</summary>
internal static class AnswerShapes
{
    /// <summary>The answer, and the problem details of what is refused.</summary>
    public static RouteHandlerBuilder Gives<TAnswer>(
        this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) =>
        endpoint.Produces<TAnswer>(status).Refuses();

    /// <summary>No content, and the problem details of what is refused.</summary>
    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(StatusCodes.Status204NoContent).Refuses();

    /// <summary>A body that is no JSON, and the problem details of what is refused.</summary>
    public static RouteHandlerBuilder GivesText(this RouteHandlerBuilder endpoint, string type) =>
        endpoint.Produces<string>(StatusCodes.Status200OK, type).Refuses();

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
