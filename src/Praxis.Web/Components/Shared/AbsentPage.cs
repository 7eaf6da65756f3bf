using Microsoft.AspNetCore.Http;

namespace Praxis.Web.Components.Shared;

/// <summary>Pages of something that is not there.</summary>
internal static class AbsentPage
{
    /// <summary>Answers with 404, the page all the same.</summary>
    /// <param name="request">The request that the page is made for; null on a page that stands already.</param>
    public static void Tell(HttpContext? request) => request?.Response.OnStarting(() =>
    {
        // As the answer begins: a page that says so while it is made is thrown away for the general one.
        request.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
