using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Names that point to runs.</summary>
internal static class AliasEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder aliases = api.MapGroup("/aliases").WithTags("aliases");
        aliases.MapGet("/", static (AliasBook book) => ApiJson.Answer(book.List()))
            .Gives<IReadOnlyList<RunAlias>>().Needs(ApiScope.Read).WithSummary("All aliases.");
        aliases.MapGet("/{name}", static (string name, AliasBook book) =>
            ApiJson.Answer(book.Find(name) ?? throw Unknown(book, name)))
            .Gives<RunAlias>().Needs(ApiScope.Read).WithSummary("The run that an alias points to.");
        aliases.MapPut("/{name}", static (string name, AliasBody body, AliasBook book) =>
            ApiJson.Answer(book.Set(name, body.Run
                ?? throw new RefusalException(400, "run must name the run that the alias is to point to"))))
            .Gives<RunAlias>().Needs(ApiScope.Write)
            .WithSummary("Points an alias to a run; requests under way finish on the old one.");
        aliases.MapDelete("/{name}", static (string name, AliasBook book) =>
            book.Remove(name) ? Results.NoContent() : throw Unknown(book, name))
            .GivesNothing().Needs(ApiScope.Write).WithSummary("Removes an alias.");
    }

    /// <summary>Says that there is no such alias.</summary>
    internal static RefusalException Unknown(AliasBook book, string name) =>
        new(404, NearestName.Unknown("alias", name, book.List().Select(static alias => alias.Name)));
}
