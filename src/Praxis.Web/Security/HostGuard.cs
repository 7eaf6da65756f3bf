using Microsoft.AspNetCore.Http;

namespace Praxis.Web;

/// <summary>Refuses requests that a page of another site made a browser send: by the host they are addressed to and by
/// the origin they come from.</summary>
internal sealed class HostGuard(RequestDelegate next, Binding binding)
{
    /// <summary>Checks a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!request.Host.HasValue || !binding.IsOwn(request.Host.Host))
        {
            return Problems.Write(
                context, 421, "the request is addressed to a host that praxis serve is not; allow it with --hosts");
        }

        if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && !IsOwn(origin, request))
        {
            return Problems.Write(context, 403, "the request comes from a page of another site");
        }

        // Browsers say where a request comes from; a program says nothing and is no browser of somebody else.
        bool isForeign = request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        bool isNavigation = HttpMethods.IsGet(request.Method)
            && request.Headers["Sec-Fetch-Mode"].ToString() == "navigate";
        return isForeign && !isNavigation
            ? Problems.Write(context, 403, "the request comes from a page of another site")
            : next(context);
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && string.Equals(uri.Authority, Plain(request), StringComparison.OrdinalIgnoreCase);

    // As in a URI, where the usual port is left out.
    private static string Plain(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out Uri? own)
            ? own.Authority
            : string.Empty;
}
