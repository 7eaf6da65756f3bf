using System.Net;
using System.Text.RegularExpressions;
using Praxis.Core;
using Praxis.Web;

namespace Praxis.Tests.Web;

public sealed class AccessTests(WebPlace place) : IClassFixture<WebPlace>
{
    private const string Runs = "/api/v1/runs";
    private static readonly object Question = new { options = new { } };

    [Fact]
    public async Task Keys_WithScopes_LetInForThemOnly()
    {
        (ApiKeys keys, ServeOptions options) = Guarded("scopes");
        string reader = keys.Add("reader", "read");
        string asker = keys.Add("asker", "predict");
        await place.Start(options);
        string predict = $"{Runs}/{WebPlace.MeanRun}/predict";

        Assert.Equal(401, await Status("GET", Runs, null));
        Assert.Equal(401, await Status("GET", Runs, "praxis_nonsense"));
        Assert.Equal(200, await Status("GET", Runs, reader));
        Assert.Equal(403, await Status("POST", predict, reader));
        Assert.Equal(200, await Status("POST", predict, asker));
        Assert.Equal(403, await Status("GET", Runs, asker));
        Assert.Equal(403, await Status("DELETE", $"{Runs}/{WebPlace.MeanRun}", asker));
        Assert.Equal(401, await Status("GET", "/metrics", null));
        Assert.Equal(200, await Status("GET", "/health/live", null));
        Assert.Equal(401, await Status("POST", "/_blazor/negotiate?negotiateVersion=1", null));
        Assert.Equal(403, await Status("POST", "/_blazor/negotiate?negotiateVersion=1", reader));
    }

    [Fact]
    public async Task Browser_WithAKey_SignsInByACookie()
    {
        (ApiKeys keys, ServeOptions options) = Guarded("browser");
        string owner = keys.Add("owner", "read,predict,write");
        string reader = keys.Add("reader", "read");
        await place.Start(options);

        (HttpStatusCode status, _) = await place.Send("GET", "/", null, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SignIn(owner, withToken: false)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn("praxis_nonsense", withToken: true)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn(reader, withToken: true)).Status);
        (HttpStatusCode signedIn, string cookie) = await SignIn(owner, withToken: true);
        Assert.Equal(HttpStatusCode.Redirect, signedIn);
        Assert.DoesNotContain(owner, cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        (HttpStatusCode page, _) = await place.Send("GET", "/", null, ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, page);
        (HttpStatusCode forged, _) = await place.Send("GET", "/", null, ("Cookie", "praxis.session=forged"));
        Assert.Equal(HttpStatusCode.Unauthorized, forged);
        keys.Remove("owner");
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        (HttpStatusCode gone, _) = await place.Send("GET", "/", null, ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.Unauthorized, gone);
    }

    [Theory]
    [InlineData("/runs/mean-run?tab=2", "/runs/mean-run?tab=2")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("", "/")]
    public async Task SignIn_FromAPage_ReturnsToItAndNowhereElse(string asked, string expected)
    {
        string file = "returning" + string.Concat(asked.Where(char.IsAsciiLetter)) + asked.Length;
        (ApiKeys keys, ServeOptions options) = Guarded(file);
        string owner = keys.Add("owner", "read,predict,write");
        await place.Start(options);

        Assert.Equal(expected, await ReturnOf(owner, asked));
    }

    [Fact]
    public async Task Page_WithoutAKey_IsAskedForAgainAfterSignIn()
    {
        (ApiKeys keys, ServeOptions options) = Guarded("asked");
        keys.Add("owner", "read,predict,write");
        await place.Start(options);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/compare?run=a&run=b");
        request.Headers.Add("Accept", "text/html");

        using HttpResponseMessage response =
            await place.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("/sign-in?to=%2Fcompare%3Frun%3Da%26run%3Db", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Requests_BeyondTheRate_AreSentAway()
    {
        await place.Start(place.Options with { RequestsPerMinute = 3 });
        var found = new List<int>();
        for (int i = 0; i < 5; i++)
        {
            found.Add(await Status("GET", Runs, null));
        }

        Assert.Equal([200, 200, 200, 429, 429], found);
        Assert.Equal(200, await Status("GET", "/health/live", null));
    }

    [Fact]
    public async Task Keys_GuessedTooOften_AreSentAwayAndKnownOnesAreNot()
    {
        (ApiKeys keys, ServeOptions options) = Guarded("guessed");
        string owner = keys.Add("owner", "read,predict,write");
        await place.Start(options);
        var found = new List<int>();
        for (int i = 0; i < Denials.MostPerMinute + 2; i++)
        {
            found.Add(await Status("GET", Runs, "praxis_guess"));
        }

        Assert.All(found[..Denials.MostPerMinute], static status => Assert.Equal(401, status));
        Assert.Equal([429, 429], found[Denials.MostPerMinute..]);
        Assert.Equal(200, await Status("GET", Runs, owner));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignIn("praxis_guess", withToken: true)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await SignIn(owner, withToken: true)).Status);
    }

    [Fact]
    public async Task Proxy_ThatIsKnown_IsBelievedForWhomItAsks()
    {
        (ApiKeys keys, ServeOptions options) = Guarded("proxied");
        keys.Add("owner", "read,predict,write");
        await place.Start(options with { Proxies = ["127.0.0.1"] });
        for (int i = 0; i < Denials.MostPerMinute; i++)
        {
            await place.Send("GET", Runs, null, ("X-Forwarded-For", "192.0.2.1"));
        }

        (HttpStatusCode again, _) = await place.Send("GET", Runs, null, ("X-Forwarded-For", "192.0.2.1"));
        (HttpStatusCode other, _) = await place.Send("GET", Runs, null, ("X-Forwarded-For", "192.0.2.2"));
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Unauthorized), (again, other));
    }

    [Fact]
    public void Server_ForOthersWithoutAKey_SaysWhatIsNeeded()
    {
        UsageException refusal = Assert.Throws<UsageException>(() => new PraxisServer(
            place.Options with { Urls = ["http://0.0.0.0:0"], KeysPath = Path.Combine(place.Root, "none.json") },
            place.Environment));

        Assert.Contains("praxis keys add NAME", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
    }

    private (ApiKeys Keys, ServeOptions Options) Guarded(string name)
    {
        string path = Path.Combine(place.Root, $"{name}.json");
        return (new ApiKeys(path, TimeProvider.System), place.Options with { KeysPath = path });
    }

    private async Task<int> Status(string method, string path, string? key)
    {
        (string, string)[] headers = key is null ? [] : [("Authorization", "Bearer " + key)];
        object? body = method == "POST" ? Question : null;
        return (int)(await place.Send(method, path, body, headers)).Status;
    }

    private async Task<string?> ReturnOf(string key, string asked)
    {
        using HttpResponseMessage response = await SignInFrom($"/sign-in?to={Uri.EscapeDataString(asked)}", key, true);
        return response.Headers.Location?.OriginalString;
    }

    private async Task<(HttpStatusCode Status, string Cookie)> SignIn(string key, bool withToken)
    {
        using HttpResponseMessage response = await SignInFrom("/sign-in", key, withToken);
        string cookie = response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies)
            ? cookies.FirstOrDefault(static text => text.StartsWith("praxis.session", StringComparison.Ordinal)) ?? ""
            : "";
        return (response.StatusCode, cookie);
    }

    private async Task<HttpResponseMessage> SignInFrom(string address, string key, bool withToken)
    {
        using HttpResponseMessage page = await place.Get(address);
        string html = await WebPlace.TextOf(page);
        Match token = Regex.Match(html, "name=\"(?<name>__[^\"]+)\" type=\"hidden\"\\s+value=\"(?<value>[^\"]+)\"");
        Match to = Regex.Match(html, "name=\"to\" type=\"hidden\" value=\"(?<value>[^\"]+)\"");
        var form = new Dictionary<string, string>
        {
            ["key"] = key,
            ["to"] = WebUtility.HtmlDecode(to.Groups["value"].Value),
        };
        if (withToken)
        {
            form[token.Groups["name"].Value] = WebUtility.HtmlDecode(token.Groups["value"].Value);
        }

        using var content = new FormUrlEncodedContent(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = content };
        request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        return await place.Client.SendAsync(request);
    }
}
