using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Questions to runs and to aliases, with the answers of the command line.</summary>
internal static class PredictEndpoints
{
    private const int MostQuestions = 1000;

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder runs = api.MapGroup("/runs/{id}").WithTags("predict");
        runs.MapPost("/predict", static (string id, PredictBody body, Predictions predictions, HttpContext context) =>
            predictions.One(id, body, context.RequestAborted))
            .Gives<PredictionRows>().Needs(ApiScope.Predict).WithSummary("Asks a run.");
        runs.MapPost("/predict/batch", static (
            string id, BatchBody body, Predictions predictions, HttpContext context) =>
            predictions.Many(id, Checked(body), context.RequestAborted))
            .Gives<BatchAnswer>().Needs(ApiScope.Predict).WithSummary("Asks a run several questions.");
        runs.MapPost("/recommend", static (
            string id, RecommendBody body, Predictions predictions, HttpContext context) =>
            predictions.Recommend(id, body, context.RequestAborted))
            .Gives<Recommendations>().Needs(ApiScope.Predict)
            .WithSummary("Recommends items to a user, with the events since the fit.");

        RouteGroupBuilder aliases = api.MapGroup("/aliases/{name}").WithTags("aliases");
        aliases.MapPost("/predict", static (
            string name, PredictBody body, AliasBook book, Predictions predictions, HttpContext context) =>
            ByAlias(book, name, run => predictions.One(run, body, context.RequestAborted)))
            .Gives<PredictionRows>().Needs(ApiScope.Predict).WithSummary("Asks the run that an alias points to.");
        aliases.MapPost("/predict/batch", static (
            string name, BatchBody body, AliasBook book, Predictions predictions, HttpContext context) =>
            ByAlias(book, name, run => predictions.Many(run, Checked(body), context.RequestAborted)))
            .Gives<BatchAnswer>().Needs(ApiScope.Predict)
            .WithSummary("Asks the run that an alias points to several questions.");
        aliases.MapPost("/recommend", static (
            string name, RecommendBody body, AliasBook book, Predictions predictions, HttpContext context) =>
            ByAlias(book, name, run => predictions.Recommend(run, body, context.RequestAborted)))
            .Gives<Recommendations>().Needs(ApiScope.Predict)
            .WithSummary("Recommends by the run that an alias points to.");

        api.MapGet("/predictions/{id}/{file}", File).GivesText("application/octet-stream")
            .Needs(ApiScope.Predict).WithSummary("A file that a prediction made.").WithTags("predict");
    }

    // A run that is renamed is for a moment where neither name finds it: who asked by the alias asks again.
    private static async Task<IResult> ByAlias(AliasBook book, string name, Func<string, Task<IResult>> ask)
    {
        const int mostTries = 10;
        RunAlias? alias = book.Find(name);
        for (int attempt = 1; alias is not null; attempt++)
        {
            try
            {
                return await ask(alias.RunId);
            }
            catch (RefusalException gone)
                when (gone.Status == StatusCodes.Status404NotFound && attempt < mostTries)
            {
                alias = book.FindSettled(name);
            }
        }

        throw AliasEndpoints.Unknown(book, name);
    }

    private static List<PredictBody> Checked(BatchBody body) =>
        body.Questions is { Count: > 0 and <= MostQuestions } questions
            ? questions.IndexOf(null!) is var empty and >= 0
                ? throw new InputException($"questions[{empty}] must be a question; got null")
                : questions
            : throw new InputException(
                $"questions must be a list of 1 to {MostQuestions} questions; got {body.Questions?.Count ?? 0}");

    private static IResult File(string id, string file, PredictionFiles files, HttpContext context)
    {
        string path = files.PathOf(id, file);
        if (file.EndsWith(".html", StringComparison.Ordinal))
        {
            string page = System.IO.File.ReadAllText(path);
            SecurityHeaders.AllowScriptsOf(context, page, isSandboxed: true);
            return Results.Content(page, "text/html; charset=utf-8");
        }

        bool isPicture = new FileExtensionContentTypeProvider().TryGetContentType(file, out string? type)
            && type is "image/png" or "image/jpeg";
        return Results.File(path, isPicture ? type : "application/octet-stream", isPicture ? null : file);
    }
}

/// <summary>Asks runs in turn.</summary>
internal sealed class Predictions(
    ModelRegistry models, RunCatalog catalog, QuestionReader reader, PredictionGate gate, PredictionFiles files,
    ServerMetrics metrics, TimeProvider clock)
{
    private const int MostEvents = 10_000;

    /// <summary>One question.</summary>
    public async Task<IResult> One(string id, PredictBody body, CancellationToken cancellation) =>
        ApiJson.Answer(await Ask(id, body, new RowBudget(), cancellation));

    /// <summary>Several questions; each is answered or refused by itself.</summary>
    public async Task<IResult> Many(string id, List<PredictBody> questions, CancellationToken cancellation)
    {
        catalog.WholeFolderOf(id);
        var answers = new List<object>();
        var budget = new RowBudget();
        foreach (PredictBody question in questions)
        {
            try
            {
                answers.Add(await Ask(id, question, budget, cancellation));
            }
            catch (PraxisException exception) when (exception is InputException or UsageException)
            {
                answers.Add(new RefusedQuestion(exception.Message.Split('\n')[0]));
            }
        }

        return ApiJson.Answer(new BatchAnswer(answers));
    }

    /// <summary>Recommends to one user.</summary>
    public async Task<IResult> Recommend(string id, RecommendBody body, CancellationToken cancellation)
    {
        if (body.Events is { Count: > MostEvents } many)
        {
            throw new InputException($"events must be at most {MostEvents} events; got {many.Count}");
        }

        if (body.Events?.IndexOf(null!) is { } empty and >= 0)
        {
            throw new InputException($"events[{empty}] must be an event; got null");
        }

        if (body.User is null && body.Events is null)
        {
            throw new InputException("recommend needs a user, or the events of somebody without a name");
        }

        var question = new UserQuestion(body.User ?? "(history)")
        {
            IsOnlyEvents = body.User is null,
            Time = body.Time is null ? null : ApiTime.Read(body.Time, clock),
            TopK = body.TopK,
            ExplainedEvents = body.ExplainedEvents,
            SeenItemsAreRemoved = body.RemoveSeen,
            Events = [.. (body.Events ?? []).Select(happened => new UserEvent(
                happened.Item ?? throw new InputException("each event needs an item"),
                ApiTime.Read(happened.Time, clock)))],
        };
        using IDisposable measure = metrics.Measure("recommend");
        UserAnswer answer = await gate.Run(() => models.Recommend(id, question, cancellation), cancellation);
        return ApiJson.Answer(new Recommendations(
            id,
            body.User,
            answer.EventCount,
            TableAnswer.RowsOf(answer.Items),
            answer.Weights is { } weights ? TableAnswer.RowsOf(weights) : null));
    }

    private async Task<PredictionRows> Ask(
        string id, PredictBody body, RowBudget budget, CancellationToken cancellation)
    {
        RunManifest manifest = RunIdentity.Read(catalog.WholeFolderOf(id), static run => run.ReadManifest());
        Method method = catalog.MethodOf(manifest.Method);
        using IDisposable measure = metrics.Measure("predict");
        using AskedQuestion question = reader.Read(method, body.Options, out string? outputId);
        PredictAnswer answer = await gate.Run(() => question.Ask(
            values => models.Ask(id, values, budget, cancellation)), cancellation);
        return new PredictionRows(id, answer)
        {
            Files = outputId is null
                ? null
                : [.. files.List(outputId)
                    .Select(file => $"/api/v1/predictions/{outputId}/{Uri.EscapeDataString(file)}")],
        };
    }
}
