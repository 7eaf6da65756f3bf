using Microsoft.AspNetCore.Http;

namespace Praxis.Web;

/// <summary>Answers HEAD as GET; the server sends no body.</summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    /// <summary>Runs the request. A stream of events has no end that a HEAD could wait for.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        bool isStream = context.Request.Path.Value?.EndsWith("/events", StringComparison.Ordinal) == true;
        if (!HttpMethods.IsHead(context.Request.Method) || isStream)
        {
            await next(context);
            return;
        }

        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    }
}
