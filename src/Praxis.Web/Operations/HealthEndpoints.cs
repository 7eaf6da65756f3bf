using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Praxis.Web;

/// <summary>Whether the server lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static () => ApiJson.Answer(new { status = "live" }))
            .Needs(ApiScope.None).ExcludeFromDescription();
        routes.MapGet("/health/ready", static (ServerFolder folder, IHostApplicationLifetime lifetime) =>
        {
            string? fault = lifetime.ApplicationStopping.IsCancellationRequested
                ? "the server is stopping"
                : FaultOf(folder);
            return fault is null
                ? ApiJson.Answer(new { status = "ready" })
                : ApiJson.Answer(new { status = "not-ready", fault }, StatusCodes.Status503ServiceUnavailable);
        }).Needs(ApiScope.None).ExcludeFromDescription();
    }

    private static string? FaultOf(ServerFolder folder)
    {
        try
        {
            string probe = Path.Combine(folder.Root, "ready.tmp");
            File.WriteAllText(probe, "ready");
            File.Delete(probe);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "the folder of the runs cannot be written";
        }
    }
}
