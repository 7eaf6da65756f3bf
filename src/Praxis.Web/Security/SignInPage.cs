using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Praxis.Web;

/// <summary>The page where a browser shows a key; it works without a script.</summary>
internal static class SignInPage
{
    private const ApiScope Everything = ApiScope.Read | ApiScope.Predict | ApiScope.Write;

    /// <summary>Maps /sign-in and /sign-out.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", static (HttpContext context, string? to, IAntiforgery antiforgery) =>
            Page(context, antiforgery, to, string.Empty)).Needs(ApiScope.None).ExcludeFromDescription();
        routes.MapPost("/sign-in", static (
            HttpContext context,
            [FromForm] string? key,
            [FromForm] string? to,
            IAntiforgery antiforgery,
            ApiKeys keys,
            Denials denials,
            IDataProtectionProvider protection,
            TimeProvider clock) =>
        {
            ApiKey? found = keys.Find((key ?? string.Empty).Trim());
            if (found is null || (found.Granted & Everything) != Everything)
            {
                bool isAllowed = denials.Count(context);
                context.Response.StatusCode =
                    isAllowed ? StatusCodes.Status401Unauthorized : StatusCodes.Status429TooManyRequests;
                return Page(context, antiforgery, to, !isAllowed ? "Too many wrong keys; wait a minute."
                    : found is null ? "This key is not known."
                    : "The pages need a key with the scopes read, predict and write.");
            }

            AccessGuard.SignIn(context, found, protection, clock);
            return Results.LocalRedirect(Own(to));
        }).Needs(ApiScope.None).ExcludeFromDescription();
        routes.MapPost("/sign-out", static (HttpContext context) =>
        {
            AccessGuard.SignOut(context);
            return Results.Redirect("/sign-in");
        }).Needs(ApiScope.None).ExcludeFromDescription();
    }

    // An address of this server, whatever was asked: "//host" and "/\host" lead elsewhere.
    private static string Own(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";

    private static IResult Page(HttpContext context, IAntiforgery antiforgery, string? to, string problem)
    {
        AntiforgeryTokenSet tokens = antiforgery.GetAndStoreTokens(context);
        HtmlEncoder encoder = HtmlEncoder.Default;
        string page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Sign in - Praxis</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/assets/praxis.css">
            </head>
            <body class="sign-in">
                <main>
                    <h1>Praxis</h1>
                    <p role="alert">{encoder.Encode(problem)}</p>
                    <form method="post" action="/sign-in">
                        <label>Key <input name="key" type="password" autocomplete="current-password" required></label>
                        <input name="{encoder.Encode(tokens.FormFieldName)}" type="hidden"
                               value="{encoder.Encode(tokens.RequestToken!)}">
                        <input name="to" type="hidden" value="{encoder.Encode(Own(to))}">
                        <button>Sign in</button>
                    </form>
                </main>
            </body>
            </html>
            """;
        return Results.Content(page, "text/html; charset=utf-8", statusCode: context.Response.StatusCode);
    }
}
