using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Praxis.App;
using Praxis.Core;
using Praxis.Web;

namespace Praxis.Tests.Web;

public sealed class ApiTests(WebPlace place) : IClassFixture<WebPlace>
{
    private const string Next = $"/api/v1/runs/{WebPlace.NextRun}";

    [Fact]
    public async Task Predict_OverHttp_GivesTheAnswersOfTheCommandLine()
    {
        var values = new Dictionary<string, string>
        {
            ["users"] = "user 1,user 2",
            ["top-k"] = "4",
            ["at"] = "1800000000",
        };
        ResultTable expected = new PredictJob(place.Environment).Run(WebPlace.NextRun, values, 1);

        JsonNode answer = await place.Ok("POST", $"{Next}/predict", new { options = values });
        JsonNode listed = await place.Ok("POST", $"{Next}/predict", new
        {
            options = new Dictionary<string, object>
            {
                ["users"] = (string[])["user 1", "user 2"],
                ["top-k"] = 4,
                ["at"] = "1800000000",
            },
        });

        Assert.Equal(TableText.ToJsonArray(expected).ToJsonString(), answer["rows"]!.ToJsonString());
        Assert.Equal(answer["rows"]!.ToJsonString(), listed["rows"]!.ToJsonString());
    }

    [Fact]
    public async Task Predict_InABatch_AnswersOrRefusesEachQuestion()
    {
        JsonNode answer = await place.Ok("POST", $"/api/v1/runs/{WebPlace.MeanRun}/predict/batch", new
        {
            questions = (object[])[new { options = new { count = 2 } }, new { options = new { count = 11 } }],
        });

        Assert.Equal(2, answer["answers"]![0]!["rows"]!.AsArray().Count);
        Assert.Equal("--count must be an integer in [1, 10]; got 11", (string)answer["answers"]![1]!["error"]!);
    }

    [Fact]
    public async Task Predict_WithAFileOfTheServer_IsRefused()
    {
        string detail = await place.Refused(
            422, "POST", $"{Next}/predict", new { options = new { users = "@/etc/passwd" } });

        Assert.DoesNotContain("root", detail, StringComparison.Ordinal);
        JsonNode answer = await place.Ok(
            "POST", $"{Next}/predict", new { options = new { users = (string[])["@/etc/passwd", "a,b"] } });
        Assert.Equal("unknown user: popular items", (string)answer["rows"]![0]!["note"]!);
        Assert.Equal("@/etc/passwd", (string)answer["rows"]![0]!["user"]!);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(place.Root, "runs", ".praxis", "questions")));
    }

    [Fact]
    public async Task Recommend_WithAppendedEvents_UsesThemAsAHistoryOfTheCommandLine()
    {
        const long now = 1_800_000_000;
        string[] items = ["item 3", "item 5", "item 8"];
        var values = new Dictionary<string, string>
        {
            ["history"] = string.Join(',', items),
            ["at"] = $"{now}",
            ["top-k"] = "5",
        };
        ResultTable expected = new PredictJob(place.Environment).Run(WebPlace.NextRun, values, 1);
        await place.Ok("POST", "/api/v1/users/new%20user/events", new
        {
            events = items.Select((item, i) => new { item, time = now - (60 * (items.Length - i)) }),
        });

        JsonNode answer = await place.Ok(
            "POST", $"{Next}/recommend", new { user = "new user", time = now, topK = 5, explainedEvents = 2 });

        Assert.Equal(
            expected.Rows.Select(row => (string)row[2]!),
            answer["items"]!.AsArray().Select(row => (string)row!["item"]!));
        Assert.Equal(
            expected.Rows.Select(row => (double)row[3]!),
            answer["items"]!.AsArray().Select(row => (double)row!["score"]!));
        Assert.Equal(3, (int)answer["eventCount"]!);
        Assert.Equal(["item 8", "item 5"], answer["weights"]!.AsArray().Select(row => (string)row!["item"]!));
        await place.Ok("DELETE", "/api/v1/users/new%20user");
        Assert.Empty((await place.Ok("GET", "/api/v1/users/new%20user/events")).AsArray());
        await place.Refused(404, "DELETE", "/api/v1/users/new%20user");
    }

    [Fact]
    public async Task Recommend_ByAnotherFamily_IsRefused() => Assert.Contains(
        "recommends to no users",
        await place.Refused(409, "POST", $"/api/v1/runs/{WebPlace.MeanRun}/recommend", new { user = "a" }),
        StringComparison.Ordinal);

    [Fact]
    public async Task Alias_MovedUnderRequests_NeverFailsOne()
    {
        await place.Ok("PUT", "/api/v1/aliases/production", new { run = WebPlace.MeanRun });
        using var stop = new CancellationTokenSource();
        Task<int> asking = Task.Run(async () =>
        {
            int count = 0;
            while (!stop.IsCancellationRequested)
            {
                await place.Ok("POST", "/api/v1/aliases/production/predict", new { options = new { } });
                count++;
            }

            return count;
        });
        for (int move = 0; move < 20; move++)
        {
            await place.Ok(
                "PUT", "/api/v1/aliases/production", new { run = move % 2 == 0 ? WebPlace.NextRun : WebPlace.MeanRun });
        }

        await Task.Delay(50, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        Assert.True(await asking > 0);
        await place.Refused(409, "DELETE", $"/api/v1/runs/{WebPlace.MeanRun}");
        await place.Refused(404, "PUT", "/api/v1/aliases/production", new { run = "nowhere" });
        await place.Ok("DELETE", "/api/v1/aliases/production");
        await place.Refused(404, "POST", "/api/v1/aliases/production/predict", new { options = new { } });
    }

    [Fact]
    public async Task Alias_OfARunRenamedUnderRequests_NeverFailsOne()
    {
        string[] names = ["renamed-0", "renamed-1"];
        new FitJob(place.Environment).Run(new FitOrder("mean") { Name = names[0] });
        await place.Ok("PUT", "/api/v1/aliases/steady", new { run = names[0] });
        using var stop = new CancellationTokenSource();
        Task asking = Ask();
        for (int move = 0; move < 40; move++)
        {
            await place.Ok(
                "POST", $"/api/v1/runs/{names[move % 2]}/rename", new { name = names[(move + 1) % 2] });
        }

        await stop.CancelAsync();
        await asking;
        await place.Ok("DELETE", "/api/v1/aliases/steady");
        await place.Ok("DELETE", $"/api/v1/runs/{names[0]}");

        async Task Ask()
        {
            while (!stop.IsCancellationRequested)
            {
                await place.Ok("POST", "/api/v1/aliases/steady/predict", new { options = new { } });
            }
        }
    }

    [Fact]
    public async Task Requests_OfNoKnownForm_AreToldInWordsOfTheApi()
    {
        Assert.Equal("take cannot be \"abc\"", await place.Refused(400, "GET", "/api/v1/runs?take=abc"));
        Assert.Equal(
            "the body or a parameter is missing; /openapi/v1.json says what is expected",
            await place.Refused(400, "POST", "/api/v1/runs"));
        Assert.Equal(
            "compare needs each run once; name two or more different ones",
            await place.Refused(
                400, "GET", $"/api/v1/compare?run={WebPlace.MeanRun}&run={WebPlace.MeanRun}"));
    }

    [Theory]
    [InlineData("/api/v1/runs", HttpStatusCode.OK)]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/api/v1/runs/nowhere", HttpStatusCode.NotFound)]
    public async Task Head_IsAnsweredAsGet_WithoutABody(string path, HttpStatusCode status)
    {
        (HttpStatusCode found, JsonNode? body) = await place.Send("HEAD", path);

        Assert.Equal(status, found);
        Assert.Equal(string.Empty, (string)body!);
    }

    [Fact]
    public async Task Page_OfNoAddress_SaysSo()
    {
        (HttpStatusCode status, JsonNode? page) = await place.Send(
            "GET", "/nowhere/at/all", null, ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no page of that address", (string)page!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_ListedAndCompared_AreThoseOfTheStore()
    {
        JsonNode page = await place.Ok("GET", "/api/v1/runs?method=mean&sort=id&order=asc&take=1");
        Assert.Equal(WebPlace.MeanRun, (string)page["runs"]![0]!["id"]!);

        JsonNode comparison = await place.Ok(
            "GET", $"/api/v1/compare?run={WebPlace.MeanRun}&run={WebPlace.NextRun}");
        Assert.Equal("metrics", (string)comparison["tables"]![0]!["name"]!);
        Assert.Single(comparison["warnings"]!.AsArray());
        await place.Refused(400, "GET", $"/api/v1/compare?run={WebPlace.MeanRun}");
        await place.Refused(422, "GET", "/api/v1/runs?sort=size");
    }

    [Theory]
    [InlineData("/api/v1/runs/..%2f..%2fetc")]
    [InlineData("/api/v1/runs/%2e%2e")]
    [InlineData("/api/v1/runs/.praxis")]
    [InlineData("/api/v1/runs/%2fetc%2fpasswd")]
    [InlineData("/api/v1/runs/mean-run%00")]
    [InlineData("/api/v1/runs/mean-run.partial")]
    [InlineData("/api/v1/runs/..%5c..")]
    [InlineData("/api/v1/aliases/..%2fkeys")]
    [InlineData("/api/v1/methods/%3Cscript%3E")]
    [InlineData("/api/v1/predictions/..%2f..%2fx/keys.json")]
    [InlineData("/assets/..%2f..%2fpraxis.dll")]
    public async Task Paths_OutOfTheStore_AreNotFound(string path)
    {
        using HttpResponseMessage response = await place.Get(path);

        Assert.True(
            response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{response.StatusCode}");
        await place.Send("DELETE", path);
        Assert.True(Directory.Exists(Path.Combine(place.Root, "runs", WebPlace.MeanRun)));
    }

    [Fact]
    public async Task Report_OfARun_AllowsExactlyItsOwnScript()
    {
        using HttpResponseMessage response = await place.Get($"{Next}/report");
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        string page = await WebPlace.TextOf(response);

        Assert.Equal(
            Regex.Count(page, "<script"), Regex.Count(policy, "'sha256-"));
        Assert.DoesNotContain("script-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_All_AllowNoInlineScript()
    {
        using HttpResponseMessage response = await place.Get("/");
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        string page = await WebPlace.TextOf(response);

        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)[^>]*>[^<]", page);
        Assert.DoesNotMatch("(src|href)=\"?https?:", page);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://127.0.0.1:1", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Host", "evil.example", 421)]
    [InlineData("Host", "127.0.0.1.evil.example:80", 421)]
    public async Task Requests_OfAnotherSite_AreRefused(string header, string value, int status)
    {
        (HttpStatusCode found, _) = await place.Send(
            "POST", $"/api/v1/runs/{WebPlace.MeanRun}/predict", new { options = new { } }, (header, value));

        Assert.Equal(status, (int)found);
    }

    [Fact]
    public async Task Requests_OfTheSameOrigin_AreAnswered()
    {
        string origin = place.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        (HttpStatusCode status, _) = await place.Send(
            "POST", $"/api/v1/runs/{WebPlace.MeanRun}/predict", new { options = new { } }, ("Origin", origin));

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Uploads_OverHttp_AreKeptOrRefused()
    {
        Assert.Equal(HttpStatusCode.Created, await Upload("<script>alert(1)</script>.csv", "x\n1\n"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Upload("bomb.zip", "PK"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Upload("large.csv", new string('x', 300_000)));
        JsonNode upload = Assert.Single((await place.Ok("GET", "/api/v1/uploads")).AsArray())!;
        await place.Ok("DELETE", $"/api/v1/uploads/{(string)upload["id"]!}");
        await place.Refused(415, "POST", "/api/v1/uploads", new { });
        await place.Refused(404, "DELETE", "/api/v1/uploads/..%2f..%2fmean-run");
    }

    [Fact]
    public async Task Files_OfARun_AreThoseForOthersAlone()
    {
        string model = Path.Combine(place.Root, "runs", WebPlace.MeanRun, "model");
        File.WriteAllText(Path.Combine(model, "edges.csv"), "from,to\n");
        File.WriteAllText(Path.Combine(model, "weights.bin"), "secret");
        File.CreateSymbolicLink(Path.Combine(model, "link.csv"), "/etc/passwd");
        string files = $"/api/v1/runs/{WebPlace.MeanRun}/files";

        Assert.Equal(["edges.csv"], (await place.Ok("GET", files)).AsArray().Select(static name => (string)name!));
        using HttpResponseMessage response = await place.Get($"{files}/edges.csv");
        Assert.Equal("from,to\n", await WebPlace.TextOf(response));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        foreach (string name in (string[])["weights.bin", "link.csv", "..%2frun.json", "none.csv"])
        {
            await place.Refused(404, "GET", $"{files}/{name}");
        }
    }

    [Fact]
    public async Task Upload_OfTwoFiles_KeepsNone()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent("x\n1\n"u8.ToArray()), "file", "a.csv" },
            { new ByteArrayContent("x\n2\n"u8.ToArray()), "file", "b.csv" },
        };
        using HttpResponseMessage response = await place.Client.PostAsync(
            new Uri("/api/v1/uploads", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty((await place.Ok("GET", "/api/v1/uploads")).AsArray());
    }

    [Theory]
    [InlineData("{\"inputOptions\": {}}", "the body has \"inputOptions\", which is not known here; ")]
    [InlineData("{\"method\": \"mean\", \"seed\": \"many\"}", "the body has a value of another kind at $.seed; ")]
    public async Task Bodies_OfAnotherForm_AreRefusedWithoutNamesOfTheProgram(string body, string words) =>
        Assert.StartsWith(
            words, await place.Refused(400, "POST", "/api/v1/runs", body), StringComparison.Ordinal);

    [Fact]
    public async Task Recommend_ToNobody_IsRefused() => Assert.Equal(
        "recommend needs a user, or the events of somebody without a name",
        await place.Refused(422, "POST", $"{Next}/recommend", new { topK = 2 }));

    [Theory]
    [InlineData("application/json; charset=bogus")]
    [InlineData("application/json; charset=")]
    [InlineData("application/json; charset=utf-7")]
    public async Task Bodies_InOtherLetters_AreRefused(string type)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using HttpResponseMessage response = await place.Client.PostAsync(
            new Uri($"/api/v1/runs/{WebPlace.MeanRun}/predict", UriKind.Relative),
            content,
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Upload_CutOff_IsNoFullDisk()
    {
        using var content = new ByteArrayContent(
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nabc"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=B");
        using HttpResponseMessage response = await place.Client.PostAsync(
            new Uri("/api/v1/uploads", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Predict_OfAnUpload_CallsItByTheNameOfTheUser()
    {
        Assert.Equal(HttpStatusCode.Created, await Upload("../my numbers;.csv", "1\nx\n"));
        JsonNode upload = Assert.Single((await place.Ok("GET", "/api/v1/uploads")).AsArray())!;
        string id = (string)upload["id"]!;
        string path = $"/api/v1/runs/{WebPlace.MeanRun}/predict";

        Assert.Equal(
            "my numbers_.csv:2: \"x\" is not a number",
            await place.Refused(422, "POST", path, new { options = new { numbers = $"upload:{id}" } }));
        Assert.Equal(
            "options.numbers:1: \"value\" is not a number",
            await place.Refused(422, "POST", path, new { options = new { numbers = new[] { new { value = 1 } } } }));
        await place.Ok("DELETE", $"/api/v1/uploads/{id}");
    }

    [Fact]
    public async Task Operations_All_Answer()
    {
        Assert.Equal("live", (string)(await place.Ok("GET", "/health/live"))["status"]!);
        Assert.Equal("ready", (string)(await place.Ok("GET", "/health/ready"))["status"]!);
        await place.Ok("POST", $"{Next}/recommend", new { user = "user 1" });
        string metrics = await place.Text("/metrics");
        Assert.Contains("praxis_model_age_seconds", metrics, StringComparison.Ordinal);
        Assert.Contains("praxis_queue_waiting", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", metrics, StringComparison.Ordinal);
        using HttpResponseMessage scalar = await place.Get("/scalar/");
        Assert.DoesNotMatch("(src|href)=\"?https?:", await WebPlace.TextOf(scalar));
    }

    [Fact]
    public async Task Server_OfARunsFolderThatIsTaken_SaysSo()
    {
        EnvironmentException refusal = Assert.Throws<EnvironmentException>(
            () => new PraxisServer(place.Options, place.Environment));

        Assert.Contains("another praxis serve has these runs", refusal.Message, StringComparison.Ordinal);
        await Task.CompletedTask;
    }

    private async Task<HttpStatusCode> Upload(string name, string text)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name },
        };

        // What is too large is refused before it is sent, as curl asks too: else the refusal may meet a broken pipe.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/uploads") { Content = form };
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage response = await place.Client.SendAsync(request);
        return response.StatusCode;
    }

    [Fact]
    public async Task OpenApi_OfEveryOperation_SaysWhatItAnswersAndHowItRefuses()
    {
        JsonNode document = await place.Ok("GET", "/openapi/v1.json");
        foreach ((string path, JsonNode? operations) in document["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            {
                JsonObject responses = operation!["responses"]!.AsObject();
                (string status, JsonNode? good) = responses.Single(
                    static response => response.Key.StartsWith('2'));

                Assert.True(
                    status == "204" || good!["content"]?.AsObject().Single().Value!["schema"] is not null,
                    $"{method} {path} says nothing of its answer");
                Assert.All(["400", "401", "403", "404", "429", "503"], refusal => Assert.True(
                    responses[refusal]?["content"]?["application/problem+json"] is not null,
                    $"{method} {path} says nothing of refusal {refusal}"));
            }
        }

        JsonNode Property(string schema, string name) =>
            document["components"]!["schemas"]![schema]!["properties"]![name]!["type"]!;
        Assert.Equal(["null", "number"], Property("RunEntry", "metricValue").AsArray().Select(
            static type => (string)type!).Order(StringComparer.Ordinal));
        Assert.Equal("number", (string)Property("GraphEdge", "probability")!);
        Assert.Equal("Praxis", (string)document["info"]!["title"]!);
        Assert.Equal(["bearer", "header"], document["components"]!["securitySchemes"]!.AsObject().Select(
            static scheme => scheme.Key));
        Assert.Equal(1000, (int)document["paths"]!["/api/v1/runs"]!["get"]!["parameters"]!.AsArray()
            .Single(static parameter => (string)parameter!["name"]! == "take")!["schema"]!["maximum"]!);
    }
}
