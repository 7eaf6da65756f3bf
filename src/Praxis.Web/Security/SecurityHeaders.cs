using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Praxis.Web;

/// <summary>What every answer says to browsers about itself.</summary>
internal sealed partial class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Name of the request's item that holds the nonce of a page with a script of its own.</summary>
    internal const string NonceItem = "praxis.nonce";

    private const string Pages = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'";

    private const string Data = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers to the answer.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var own = (HttpContext)state;
            IHeaderDictionary headers = own.Response.Headers;
            headers.XContentTypeOptions = "nosniff";

            // Other sites learn nothing; without any, browsers would hide the origin of forms from this one too.
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (own.Items.ContainsKey(typeof(SecurityHeaders)))
            {
                return Task.CompletedTask;
            }

            bool isPage = own.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;
            headers.XFrameOptions = "DENY";
            headers.ContentSecurityPolicy = !isPage ? Data
                : own.Items[NonceItem] is string nonce
                    ? Pages.Replace("script-src 'self'", $"script-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal)
                    : Pages;
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    /// <summary>Lets exactly the inline scripts of a page run that this program has made, by their hashes; the page may
    /// stand in a frame of this site.</summary>
    /// <param name="context">The request.</param>
    /// <param name="page">The page.</param>
    /// <param name="isSandboxed">Whether its scripts may touch nothing of this site.</param>
    public static void AllowScriptsOf(HttpContext context, string page, bool isSandboxed)
    {
        IEnumerable<string> hashes = InlineScript().Matches(page)
            .Where(static script => !script.Groups["head"].Value.Contains("application/json", StringComparison.Ordinal))
            .Select(static script => SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups["text"].Value)))
            .Select(static hash => $"'sha256-{Convert.ToBase64String(hash)}'");
        string scripts = string.Join(' ', hashes.DefaultIfEmpty("'none'"));
        context.Items[typeof(SecurityHeaders)] = true;
        context.Response.Headers.XFrameOptions = "SAMEORIGIN";
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
            + (isSandboxed ? "; sandbox allow-scripts" : string.Empty);
    }

    [GeneratedRegex(
        "<script(?<head>[^>]*)>(?<text>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex InlineScript();
}
