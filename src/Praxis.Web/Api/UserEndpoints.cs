using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>What users did since the fits.</summary>
internal static class UserEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder users = api.MapGroup("/users/{id}").WithTags("users");
        users.MapPost("/events", static async (string id, EventsBody body, EventStore store, TimeProvider clock) =>
        {
            UserEvent[] events = [.. (body.Events ?? []).Select(happened => happened is { Item: not null }
                ? new UserEvent(happened.Item, ApiTime.Read(happened.Time, clock))
                : throw new InputException("each event needs an item"))];
            return ApiJson.Answer(new KeptEvents(await store.Append(id, events)));
        }).Gives<KeptEvents>().Needs(ApiScope.Predict)
            .WithSummary("Appends events; answered when they are on the disk.");
        users.MapGet("/events", static (string id, EventStore store) => ApiJson.Answer(store.Read(id)))
            .Gives<IReadOnlyList<UserEvent>>().Needs(ApiScope.Predict).WithSummary("The events of a user, by time.");
        users.MapDelete("/", static async (string id, EventStore store) => await store.Forget(id)
            ? Results.NoContent()
            : throw new RefusalException(404, "nothing is kept of this user"))
            .GivesNothing().Needs(ApiScope.Predict).WithSummary("Forgets a user.");
    }
}
