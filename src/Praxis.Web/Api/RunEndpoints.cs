using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Runs: listing, results, events, and everything that is done with them.</summary>
internal static class RunEndpoints
{
    /// <summary>The most runs of a page.</summary>
    internal const int MostTake = 1000;

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder runs = api.MapGroup("/runs").WithTags("runs");
        MapReading(api, runs);
        MapWriting(runs);
    }

    private static void MapReading(RouteGroupBuilder api, RouteGroupBuilder runs)
    {
        runs.MapGet("/", static (
            RunCatalog catalog, string? method, string? state, string? text, string? sort, string? order, int? skip,
            int? take) => ApiJson.Answer(catalog.List(Query(method, state, text, sort, order, skip, take))))
            .Gives<RunPage>().Needs(ApiScope.Read).WithSummary("Runs, filtered and sorted, a page at a time.");
        runs.MapGet("/{id}", static (string id, RunCatalog catalog, FitQueue queue) => ApiJson.Answer(
            queue.Find(id) is { } job && !RunIdentity.IsThere(catalog.Store, id)
                ? new RunAnswer(null, null, null, job)
                : Whole(catalog.Open(id))))
            .Gives<RunAnswer>().Needs(ApiScope.Read)
            .WithSummary("A run: what was asked, what was found, how far it is.");
        runs.MapGet("/{id}/report", Report).GivesText("text/html")
            .Needs(ApiScope.Read).WithSummary("The report as a page.");
        runs.MapGet("/{id}/files", static (string id, RunCatalog catalog) =>
            ApiJson.Answer(RunFiles.List(catalog.WholeFolderOf(id))))
            .Gives<IReadOnlyList<string>>().Needs(ApiScope.Read)
            .WithSummary("Tables and graphs of a run for other programs.");
        runs.MapGet("/{id}/files/{file}", static (string id, string file, RunCatalog catalog) => Results.File(
            RunFiles.PathOf(catalog.WholeFolderOf(id), file), "application/octet-stream", file))
            .GivesText("application/octet-stream")
            .Needs(ApiScope.Read).WithSummary("One of them.");
        runs.MapGet("/{id}/events", Follow).GivesText("text/event-stream")
            .Needs(ApiScope.Read).WithSummary("Events as server-sent events: those that were, then those that come.");
        api.MapGet("/queue", static (FitQueue queue) => ApiJson.Answer(queue.Jobs))
            .Gives<IReadOnlyList<FitJobState>>().Needs(ApiScope.Read)
            .WithSummary("Fits that wait, run and have run.").WithTags("runs");
        api.MapGet("/compare", static (string[]? run, RunCatalog catalog) => ApiJson.Answer(Compared(catalog, run)))
            .Gives<ComparisonAnswer>().Needs(ApiScope.Read)
            .WithSummary("Runs side by side: ?run=A&run=B.").WithTags("runs");
    }

    private static void MapWriting(RouteGroupBuilder runs)
    {
        runs.MapPost("/", static (FitBody body, FitQueue queue, DataPlaces places, RunCatalog catalog) =>
            Accepted(queue.Enqueue(OrderReader.Read(body, places, catalog))))
            .Gives<FitJobState>(StatusCodes.Status202Accepted).Needs(ApiScope.Write).WithSummary("Orders a fit.");
        runs.MapPost("/{id}/cancel", static (string id, FitQueue queue, RunCatalog catalog) =>
        {
            if (queue.Find(id) is null)
            {
                _ = catalog.FolderOf(id);
            }

            return ApiJson.Answer(queue.Cancel(id));
        })
            .Gives<FitJobState>().Needs(ApiScope.Write).WithSummary("Stops a fit.");
        runs.MapPost("/{id}/resume", static (string id, FitQueue queue, RunCatalog catalog) =>
            Accepted(queue.Resume(catalog.FolderOf(id).Id)))
            .Gives<FitJobState>(StatusCodes.Status202Accepted).Needs(ApiScope.Write)
            .WithSummary("Goes on with an interrupted run.");
        runs.MapPost("/{id}/rerun", static (string id, RerunBody? body, FitQueue queue, RunCatalog catalog) =>
            Accepted(queue.Rerun(catalog.FolderOf(id).Id, body?.Name)))
            .Gives<FitJobState>(StatusCodes.Status202Accepted).Needs(ApiScope.Write)
            .WithSummary("Repeats a run in a new one.");
        runs.MapPost("/{id}/rename", static (string id, RenameBody body, RunCatalog catalog) =>
        {
            catalog.Rename(id, body.Name ?? string.Empty);
            return ApiJson.Answer(catalog.Open(body.Name!).Entry);
        }).Gives<RunEntry>().Needs(ApiScope.Write).WithSummary("Gives a run another identity.");
        runs.MapDelete("/{id}", static (string id, RunCatalog catalog) =>
        {
            catalog.Delete(id);
            return Results.NoContent();
        }).GivesNothing().Needs(ApiScope.Write).WithSummary("Deletes a run.");
    }

    private static RunQuery Query(
        string? method, string? state, string? text, string? sort, string? order, int? skip, int? take)
    {
        if (skip is < 0)
        {
            throw new InputException($"skip must be at least 0; got {skip}");
        }

        if (take is < 1 or > MostTake)
        {
            throw new InputException($"take must be in [1, {MostTake}]; got {take}");
        }

        if (order is not (null or "asc" or "desc"))
        {
            throw new InputException($"order must be asc or desc; got {order}");
        }

        RunState? wanted = state is null ? null
            : Enum.GetValues<RunState>().Cast<RunState?>().FirstOrDefault(
                known => string.Equals(known.ToString(), state, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException($"state must be one of whole, partial, damaged; got {state}");
        return new RunQuery
        {
            Method = method,
            State = wanted,
            Text = text,
            Sort = sort ?? "start",
            IsDescending = order != "asc",
            Skip = skip ?? 0,
            Take = take ?? 100,
        };
    }

    private static Located Accepted(FitJobState job)
    {
        IResult answer = ApiJson.Answer(job, StatusCodes.Status202Accepted);
        return new Located(answer, $"/api/v1/runs/{job.RunId}");
    }

    private static RunAnswer Whole(RunDetails run) => new(
        run.Entry,
        run.Manifest,
        run.Results is { } results ? results with { Pictures = null, UnitScores = null } : null,
        run.Job);

    private static ComparisonAnswer Compared(RunCatalog catalog, string[]? runs)
    {
        Comparison comparison = catalog.Compare(runs ?? []);
        return new ComparisonAnswer(
            [.. comparison.Tables.Select(static table => new TableAnswer(table))], comparison.Warnings);
    }

    // Made anew from the results: a page of which every script is ours, whatever lies in the run's folder.
    private static IResult Report(string id, RunCatalog catalog, HttpContext context)
    {
        RunDetails run = catalog.Open(id);
        if (run.Results is not { } results)
        {
            throw new RefusalException(409, $"run {id} is not whole; 'praxis resume {id}' finishes it");
        }

        string page = HtmlReport.Render(
            new ReportContent(run.Manifest, catalog.MethodOf(run.Manifest.Method), results, run.Events));
        SecurityHeaders.AllowScriptsOf(context, page, isSandboxed: false);
        return Results.Content(page, "text/html; charset=utf-8");
    }

    private static ServerSentEventsResult<string> Follow(
        string id, RunEvents events, HttpContext context, IHostApplicationLifetime lifetime)
    {
        string? last = context.Request.Headers["Last-Event-ID"];
        last ??= context.Request.Query["after"];
        long after = 0;
        if (last is { Length: > 0 } && !long.TryParse(last, out after))
        {
            throw new RefusalException(400, "Last-Event-ID must be the number of an event");
        }

        IAsyncEnumerable<RunEvent> followed = events.Follow(id, after, CancellationToken.None);
        return TypedResults.ServerSentEvents(
            Items(followed, context.RequestAborted, lifetime.ApplicationStopping));
    }

    private static async IAsyncEnumerable<SseItem<string>> Items(
        IAsyncEnumerable<RunEvent> events,
        CancellationToken aborted,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping, cancellation);
        await foreach (RunEvent happened in events.WithCancellation(ends.Token))
        {
            yield return Item(happened);
        }

        if (stopping.IsCancellationRequested)
        {
            yield return new SseItem<string>("{\"state\":\"server-stopping\"}", "server");
        }
    }

    private static SseItem<string> Item(RunEvent happened)
    {
        string number = happened.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        (string kind, string data) = happened switch
        {
            { Happened: { } told } => ("event", JsonSerializer.Serialize(told, ApiJson.Options)),
            { State: { } state } => (
                "state", JsonSerializer.Serialize(new { state, happened.Message }, ApiJson.Options)),
            _ => ("progress", JsonSerializer.Serialize(new { line = happened.Progress }, ApiJson.Options)),
        };
        return new SseItem<string>(data, kind) { EventId = number };
    }

    private sealed class Located(IResult answer, string place) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = place;
            return answer.ExecuteAsync(httpContext);
        }
    }
}
