using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.App;
using Praxis.Tests.App;
using Praxis.Tests.Contracts;
using Praxis.Web;

namespace Praxis.Tests.Web;

/// <summary>A server on a free port of this machine, over a store with a run of each kind that is quick to fit: "mean"
/// and "next" (markov).</summary>
public sealed class WebPlace : IAsyncLifetime
{
    internal const string MeanRun = "mean-run";
    internal const string NextRun = "next-run";
    private readonly TemporaryFolder _folder = new();
    private PraxisServer? _server;

    /// <summary>The client; no redirection is followed.</summary>
    public HttpClient Client { get; private set; } = null!;

    internal JobEnvironment Environment { get; private set; } = null!;

    internal string Root => _folder.Path;

    internal string DataFolder => _folder["data"];

    internal IServiceProvider Services => _server!.Services;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder["samples"]);
        File.WriteAllText(Path.Combine(_folder["samples"], "numbers.txt"), "head\n4\n6\n");
        Environment = new JobEnvironment
        {
            Methods = [new MeanMethod(), MethodCatalog.Find("markov")],
            Store = new RunStore(_folder["runs"]),
            SampleRoot = _folder["samples"],
        };
        string numbers = _folder.Write("data/numbers.txt", "1\n2\n3\n");
        string events = _folder.Write("data/events.csv", PlantedEvents.Csv(PlantedEvents.Rows));
        new FitJob(Environment).Run(new FitOrder("mean") { DataPath = numbers, Name = MeanRun });
        new FitJob(Environment).Run(new FitOrder("markov") { DataPath = events, Name = NextRun });
        await Start(Options);
    }

    internal ServeOptions Options => new()
    {
        Urls = ["http://127.0.0.1:0"],
        DataFolders = [DataFolder],
        UploadLimit = 100_000,
        Program = FakeProgram(_folder),
    };

    /// <summary>Stops the server and starts another one over the same runs.</summary>
    internal async Task Start(ServeOptions options)
    {
        if (_server is not null)
        {
            await _server.Stop();
            await _server.DisposeAsync();
            Client.Dispose();
        }

        _server = new PraxisServer(options, Environment);
        await _server.Start(CancellationToken.None);
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
        })
        {
            BaseAddress = new Uri(_server.Urls[0]),
        };
    }

    internal async Task<(HttpStatusCode Status, JsonNode? Body)> Send(
        string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = body is string text
                ? new StringContent(text, Encoding.UTF8, "application/json")
                : JsonContent.Create(body, options: JsonSerializerOptions.Web);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await Client.SendAsync(request);
        string content = await response.Content.ReadAsStringAsync();
        string kind = response.Content.Headers.ContentType?.MediaType ?? string.Empty;
        bool isJson = kind.EndsWith("json", StringComparison.Ordinal);
        return (
            response.StatusCode,
            isJson && content.Length > 0 ? JsonNode.Parse(content) : JsonValue.Create(content));
    }

    internal Task<HttpResponseMessage> Get(string path) => Client.GetAsync(path);

    internal Task<string> Text(string path) => Client.GetStringAsync(path);

    internal static Task<string> TextOf(HttpResponseMessage response) => response.Content.ReadAsStringAsync();

    internal async Task<JsonNode> Ok(string method, string path, object? body = null)
    {
        (HttpStatusCode status, JsonNode? answer) = await Send(method, path, body);
        Assert.True((int)status < 300, $"{method} {path}: {(int)status} {answer?.ToJsonString()}");
        return answer!;
    }

    internal async Task<string> Refused(int status, string method, string path, object? body = null)
    {
        (HttpStatusCode found, JsonNode? answer) = await Send(method, path, body);
        Assert.True((int)found == status, $"{method} {path}: {(int)found} {answer?.ToJsonString()}");
        Assert.Equal(status, (int)answer!["status"]!);
        string detail = (string)answer["detail"]!;
        Assert.DoesNotContain('\n', detail);
        Assert.DoesNotContain("   at ", answer.ToJsonString(), StringComparison.Ordinal);
        return detail;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_server is not null)
        {
            await _server.Stop();
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>A program that stands for praxis: it makes the run it is asked for, after the seconds that option
    /// learning-rate has after its point, and stops when it is asked to. After 1 it fails with a whole folder, at 9
    /// without one, and at 7 it first only takes the name.</summary>
    private static string[] FakeProgram(TemporaryFolder folder)
    {
        string script = folder.Write("praxis.sh", """
            id=""; root=""; wait=0; verb="$1"; previous=""
            [ "$verb" = resume ] && id="$2"
            for word in "$@"; do
              case "$previous" in --name) id="$word";; --out) root="$word";; esac
              case "$word" in --learning-rate=0.*) wait="${word#--learning-rate=0.}";; esac
              previous="$word"
            done
            mkdir -p "$root/$id.partial"
            if [ "$wait" = 7 ] && [ ! -e "$root/../claimed" ]; then
              : > "$root/../claimed"; rmdir "$root/$id.partial"; echo "reading" >&2
              trap 'exit 130' TERM INT; while true; do sleep 0.1; done
            fi
            cp -r "$root/mean-run/run.json" "$root/mean-run/metrics.json" "$root/mean-run/model" "$root/$id.partial/"
            trap 'echo "praxis: cancelled; praxis resume $id goes on" >&2; exit 130' TERM INT
            echo "training mean" >&2
            echo '{"event":"phase","name":"training mean"}' >> "$root/$id.partial/metrics.jsonl"
            if [ "$wait" = 9 ]; then echo "praxis: the loss is not finite" >&2; exit 4; fi
            i=0; while [ $i -lt $((wait * 10)) ]; do sleep 0.1; i=$((i + 1)); done
            echo "$verb" > "$root/$id.partial/verb.txt"
            mv "$root/$id.partial" "$root/$id"
            if [ "$wait" = 1 ]; then echo "praxis: the disk is full" >&2; exit 1; fi
            """);
        return ["/bin/sh", script];
    }
}
