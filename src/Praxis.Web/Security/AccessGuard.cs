using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Praxis.Web;

/// <summary>What an endpoint demands of who asks; an endpoint without it demands everything.</summary>
/// <param name="Scope">The scopes; none lets everybody in.</param>
internal sealed record NeededScope(ApiScope Scope);

/// <summary>Marks endpoints.</summary>
internal static class NeededScopeExtensions
{
    /// <summary>Lets in who has the scope.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, ApiScope scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new NeededScope(scope));
}

/// <summary>Asks for a key where one is needed, in a header or, from a browser, in a cookie.</summary>
internal sealed class AccessGuard(
    RequestDelegate next,
    Binding binding,
    ApiKeys keys,
    Denials denials,
    IDataProtectionProvider protection,
    TimeProvider clock)
{
    /// <summary>The name under which the key of a request is kept.</summary>
    internal const string KeyItem = "praxis.key";

    private const string CookieName = "praxis.session";
    private const string Purpose = "praxis.session.v1";
    private const ApiScope Everything = ApiScope.Read | ApiScope.Predict | ApiScope.Write;
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);
    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    /// <summary>Checks a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!binding.NeedsKeys || context.GetEndpoint() is not { } endpoint)
        {
            return next(context);
        }

        ApiScope needed = endpoint.Metadata.GetMetadata<NeededScope>()?.Scope ?? Everything;
        ApiKey? key = KeyOf(context);
        context.Items[KeyItem] = key?.Name;
        if (needed == ApiScope.None || (key is not null && (key.Granted & needed) == needed))
        {
            return next(context);
        }

        if (key is not null)
        {
            return Problems.Write(
                context, 403, $"key {key.Name} has no scope {needed.ToString().ToLowerInvariant()}");
        }

        if (HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            string asked = context.Request.Path + context.Request.QueryString;
            context.Response.Redirect(
                asked == "/" ? "/sign-in" : $"/sign-in?to={Uri.EscapeDataString(asked)}");
            return Task.CompletedTask;
        }

        if (!denials.Count(context))
        {
            return Problems.Write(context, 429, "too many requests without a known key; wait a minute");
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Write(
            context, 401, "a key is needed: send 'Authorization: Bearer KEY'; 'praxis keys add NAME' makes one");
    }

    /// <summary>Makes the cookie of a browser that showed a key.</summary>
    internal static void SignIn(HttpContext context, ApiKey key, IDataProtectionProvider protection, TimeProvider clock)
    {
        string end = (clock.GetUtcNow() + SessionLength).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string value = protection.CreateProtector(Purpose).Protect($"{end}|{key.Name}|{key.Hash}");
        context.Response.Cookies.Append(CookieName, value, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = SessionLength,
            Path = "/",
        });
    }

    /// <summary>Removes the cookie.</summary>
    internal static void SignOut(HttpContext context) => context.Response.Cookies.Delete(CookieName);

    private ApiKey? KeyOf(HttpContext context)
    {
        const string scheme = "Bearer ";
        StringValues header = context.Request.Headers.Authorization;
        if (header is [{ } text, ..] && text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return keys.Find(text[scheme.Length..].Trim());
        }

        if (context.Request.Headers["X-Api-Key"] is [{ } secret, ..])
        {
            return keys.Find(secret.Trim());
        }

        return context.Request.Cookies.TryGetValue(CookieName, out string? cookie) ? KeyOf(cookie) : null;
    }

    private ApiKey? KeyOf(string cookie)
    {
        try
        {
            string[] parts = _protector.Unprotect(cookie).Split('|');
            return long.Parse(parts[0], CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
                ? keys.Find(parts[1], parts[2])
                : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
