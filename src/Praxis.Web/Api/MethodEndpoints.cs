using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Praxis.Web;

/// <summary>What methods there are and what can be said about them, all from the catalogue.</summary>
internal static class MethodEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/methods", static (RunCatalog catalog) =>
            ApiJson.Answer(catalog.Methods.Select(static method => new MethodBrief(method))))
            .Gives<IReadOnlyList<MethodBrief>>().Needs(ApiScope.Read).WithSummary("All methods.").WithTags("methods");
        api.MapGet("/methods/{name}", static (string name, RunCatalog catalog) =>
            ApiJson.Answer(new MethodWhole(catalog.MethodOf(name))))
            .Gives<MethodWhole>().Needs(ApiScope.Read).WithSummary("A method with its options.").WithTags("methods");
    }
}
