using System.Text;
using System.Text.Json.Nodes;
using Praxis.Numerics;

namespace Praxis.Tests.Web;

/// <summary>Requests made from the OpenAPI document and then spoilt: every one is refused or answered, none meets a
/// defect.</summary>
public sealed class MalformedRequestTests(WebPlace place) : IClassFixture<WebPlace>
{
    private const int RequestCount = 1000;

    private static readonly string[] Segments =
    [
        "mean-run", "next-run", "nowhere", "..", "%2e%2e%2fx", "%00", "%ff", "a%20b", "%F0%9F%98%80",
        "x".PadRight(300, 'x'), "%22%3Cscript%3E", "-1", "9999999999999999999", "production", "mean", "CON", "a%5cb",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "1e9999", "99999999999999999999", "0.5", "\"\"", "\"mean-run\"",
        "\"@/etc/passwd\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "[null]", "{}", "{\"a\":{\"b\":[1]}}", "\"NaN\"",
        "[[[[[[[[[[[[1]]]]]]]]]]]]",
        "\"upload:x\"", "[{\"item\":\"a\",\"time\":null}]", "[{\"item\":null}]",
        "\"2020-01-01T00:00:00Z\"", "\"1e5\"",
    ];

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{", "{\"a\":", "\"text\"", "123", "\ufeff{}", "{}{}", "<xml/>",
        "{\"method\":\"mean\",\"method\":1}",
    ];

    private static readonly string[] Types =
    [
        "application/json", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x",
        "nonsense", "application/json; charset=bogus", "application/json; charset=utf-16",
    ];

    [Fact]
    public async Task Requests_SpoiltInAThousandWays_MeetNoDefect()
    {
        JsonNode document = await place.Ok("GET", "/openapi/v1.json");
        (string Path, string Method, JsonNode Operation)[] operations =
        [
            .. document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject().Select(
                operation => (path.Key, operation.Key, operation.Value!))),
        ];
        Assert.True(operations.Length > 25, $"only {operations.Length} operations are described");
        var random = new RandomStream(20261128, 8);
        var statuses = new SortedDictionary<int, int>();
        for (int i = 0; i < RequestCount; i++)
        {
            (string path, string method, JsonNode operation) = operations[i % operations.Length];
            using HttpRequestMessage request = Spoilt(path, method, operation, document, random);
            string told = $"{request.Method} {request.RequestUri} {await Text(request.Content)}";
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            using HttpResponseMessage response = await place.Client.SendAsync(request, patience.Token);
            int status = (int)response.StatusCode;
            string answer = await response.Content.ReadAsStringAsync(patience.Token);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            Assert.True(status < 500, $"{told}: {status} {answer}");
            Assert.DoesNotContain("   at Praxis", answer, StringComparison.Ordinal);
        }

        Assert.True(statuses.Keys.Count(static status => status >= 400) >= 4, string.Join(", ", statuses));
    }

    private static async Task<string> Text(HttpContent? content) =>
        content is null ? "(no body)" : Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync());

    private static HttpRequestMessage Spoilt(
        string path, string method, JsonNode operation, JsonNode document, RandomStream random)
    {
        string filled = path;
        var query = new List<string>();
        foreach (JsonNode? parameter in operation["parameters"]?.AsArray() ?? [])
        {
            string name = (string)parameter!["name"]!;
            if ((string)parameter["in"]! == "path")
            {
                filled = filled.Replace($"{{{name}}}", Of(Segments, random), StringComparison.Ordinal);
            }
            else if (random.NextInt(2) == 0)
            {
                query.Add($"{name}={Of(Segments, random)}");
            }
        }

        string url = query.Count == 0 ? filled : $"{filled}?{string.Join('&', query)}";
        var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), new Uri(url, UriKind.Relative));
        if (method is "post" or "put" or "patch")
        {
            string body = random.NextInt(4) == 0 ? Of(Bodies, random) : Body(operation, document, random);
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            string type = random.NextInt(6) == 0 ? Of(Types, random) : Types[0];
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return request;
    }

    // The members that the document tells of, with values of any kind.
    private static string Body(JsonNode operation, JsonNode document, RandomStream random)
    {
        JsonNode? schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        if (schema?["oneOf"] is JsonArray choices)
        {
            schema = choices[^1];
        }

        if ((string?)schema?["$ref"] is { } reference)
        {
            schema = document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]];
        }

        string[] members =
            [.. (schema?["properties"]?.AsObject() ?? []).Select(static member => member.Key), "unknown"];
        IEnumerable<string> chosen = members.Where(_ => random.NextInt(2) == 0)
            .Select(member => $"\"{member}\":{Of(Values, random)}");
        return $"{{{string.Join(',', chosen)}}}";
    }

    private static T Of<T>(T[] choices, RandomStream random) => choices[random.NextInt(choices.Length)];
}
