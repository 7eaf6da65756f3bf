using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Praxis.EndToEnd.Tests;

/// <summary>The built server, with fits in processes of their own and an end by kill -9.</summary>
public sealed class ServeTests : IDisposable
{
    private static readonly object Slow = new
    {
        method = "hstu",
        data = "events.csv",
        name = "fitted",
        threads = 1,
        input = new Dictionary<string, object> { ["baselines"] = "none" },
        options = new Dictionary<string, object>
        {
            ["epoch-count"] = 60,
            ["patience"] = 0,
            ["width"] = 16,
            ["layer-count"] = 1,
            ["batch-size"] = 16,
            ["negative-count"] = 16,
        },
    };

    private readonly PraxisProcess _praxis = new();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(2) };

    public ServeTests() => EventFile.Write(_praxis.PathOf("events.csv"));

    public void Dispose()
    {
        _client.Dispose();
        _praxis.Dispose();
    }

    [Fact]
    public async Task Kill_UnderLoad_LosesNoAcknowledgedEvent()
    {
        const int writers = 4;
        var acknowledged = new int[writers];
        using (RunningPraxis first = Serve(out Uri server))
        {
            using var stop = new CancellationTokenSource();
            Task[] writing = [.. Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    int next = acknowledged[writer] + 1;
                    var body = new { events = (object[])[new { item = $"item {next}", time = next }] };
                    using HttpResponseMessage response = await Post(
                        server, $"api/v1/users/user-{writer}/events", body);
                    Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                    acknowledged[writer] = next;
                }
            }))];
            first.WaitUntil(() => acknowledged.All(static count => count >= 50), "fifty events of each writer");
            first.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(writing.Select(static task => task.ContinueWith(
                static _ => { }, TaskScheduler.Default)));
        }

        using RunningPraxis second = Serve(out Uri again);
        for (int writer = 0; writer < writers; writer++)
        {
            JsonNode kept = await Get(again, $"api/v1/users/user-{writer}/events");
            int[] times = [.. kept.AsArray().Select(static happened => (int)happened!["time"]!)];

            // One event may have reached the disk whose answer was cut.
            Assert.InRange(times.Length, acknowledged[writer], acknowledged[writer] + 1);
            Assert.Equal(Enumerable.Range(1, times.Length), times);
        }

        second.Interrupt();
        Assert.Equal(0, second.WaitForEnd().ExitCode);
    }

    [Fact]
    public async Task Fit_WhoseServerIsKilledAndStopped_IsFinishedByTheNextOnes()
    {
        using (RunningPraxis first = Serve(out Uri server))
        {
            using HttpResponseMessage ordered = await Post(server, "api/v1/runs", Slow);
            Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
            WaitForEpoch(first, 3);
            first.Kill();
        }

        using (RunningPraxis second = Serve(out Uri server))
        {
            JsonNode queue = await Get(server, "api/v1/queue");
            Assert.Contains((string)queue[0]!["stage"]!, (string[])["running", "done"]);
            second.Interrupt();
            Assert.Equal(0, second.WaitForEnd().ExitCode);
        }

        using RunningPraxis third = Serve(out Uri last);
        string events = await Text(last, "api/v1/runs/fitted/events");
        Assert.Contains("data: {\"state\":\"done\",\"message\":null}", events, StringComparison.Ordinal);
        JsonNode run = await Get(last, "api/v1/runs/fitted");
        Assert.Equal("whole", (string)run["run"]!["state"]!);
        ProcessResult printed = _praxis.Run(
            "predict", "fitted", "--history", "item 1,item 2", "--at", "1800000000", "--json").MustSucceed();
        using HttpResponseMessage asked = await Post(
            last,
            "api/v1/runs/fitted/predict",
            new { options = new { history = (string[])["item 1", "item 2"], at = "1800000000" } });
        JsonNode answer = JsonNode.Parse(await TextOf(asked))!;
        Assert.Equal(JsonNode.Parse(printed.Output)!.ToJsonString(), answer["rows"]!.ToJsonString());
    }

    [Fact]
    public void Serve_ForOthersWithoutAKey_IsRefusedInOneLine()
    {
        string line = _praxis.Run("serve", "--urls", "http://0.0.0.0:0").MustFail(2);

        Assert.Equal(
            "praxis: praxis serve asks for keys when other machines can reach it, and there is none; 'praxis keys add "
                + "NAME --scope read,predict,write' makes one",
            line);
        Assert.StartsWith(
            "praxis_", _praxis.Run("keys", "add", "ann", "--scope", "read").MustSucceed().Output,
            StringComparison.Ordinal);
        Assert.Contains("ann", _praxis.Run("keys", "list").MustSucceed().Output, StringComparison.Ordinal);
    }

    private RunningPraxis Serve(out Uri server)
    {
        string address = $"http://127.0.0.1:{FreePort()}";
        RunningPraxis running = _praxis.Start("serve", "--urls", address, "--data", _praxis.Folder);
        server = new Uri(address + "/");
        var ready = new Uri(server, "health/ready");
        running.WaitUntil(() => IsReady(ready), "listening");
        return running;
    }

    private bool IsReady(Uri ready)
    {
        try
        {
            return _client.GetAsync(ready).GetAwaiter().GetResult().IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void WaitForEpoch(RunningPraxis running, int epoch)
    {
        string path = _praxis.PathOf("runs", "fitted.partial", "metrics.jsonl");
        running.WaitUntil(
            () => File.Exists(path)
                && File.ReadAllText(path).Contains($"\"epoch\":{epoch},", StringComparison.Ordinal),
            $"epoch {epoch}");
    }

    private async Task<JsonNode> Get(Uri server, string path) => JsonNode.Parse(await Text(server, path))!;

    private Task<string> Text(Uri server, string path) => _client.GetStringAsync(new Uri(server, path));

    private static Task<string> TextOf(HttpResponseMessage response) => response.Content.ReadAsStringAsync();

    private Task<HttpResponseMessage> Post(Uri server, string path, object body) =>
        _client.PostAsJsonAsync(new Uri(server, path), body);

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
