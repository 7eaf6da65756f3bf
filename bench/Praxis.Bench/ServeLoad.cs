using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Praxis.Bench;

/// <summary>Recommendations over HTTP at a fixed rate, client and server on the same machine. The load is open: a
/// request is due at its time whether or not those before it were answered, and its latency counts from then.</summary>
internal sealed class ServeLoad : IDisposable
{
    private const int WarmAtOnce = 4;
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
    private readonly string _run;
    private readonly string _runs;
    private readonly Uri _server;

    private ServeLoad(string runs, string run, int port)
    {
        _runs = runs;
        _run = run;
        _server = new Uri($"http://127.0.0.1:{port}/");
        _client.BaseAddress = _server;
    }

    /// <summary>RUNS RUN SECONDS [append] [fit] [rate=N] [port=N].</summary>
    internal static int Run(string[] words)
    {
        int rate = Number(words, "rate", 300);
        int seconds = int.Parse(words[2], CultureInfo.InvariantCulture);
        using var load = new ServeLoad(words[0], words[1], Number(words, "port", 5089));
        using Process server = load.StartServer();
        try
        {
            load.Measure(server.Id, rate, seconds, words.Contains("append"), words.Contains("fit"))
                .GetAwaiter().GetResult();
            return 0;
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
        }
    }

    public void Dispose() => _client.Dispose();

    private static int Number(string[] words, string name, int usual) =>
        words.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal)) is { } word
            ? int.Parse(word[(name.Length + 1)..], CultureInfo.InvariantCulture)
            : usual;

    // artifacts/bin/Praxis.Bench/release/ -> artifacts/bin/Praxis.Cli/release/praxis.dll
    private Process StartServer()
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Environment.GetEnvironmentVariable("PRAXIS_DLL")
            ?? Path.Combine(here.Parent!.Parent!.FullName, "Praxis.Cli", here.Name, "praxis.dll");
        long started = Stopwatch.GetTimestamp();
        Process server = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "serve", "--runs", _runs, "--urls", _server.ToString().TrimEnd('/'),
                "--rate-limit", "10000000"]))!;
        while (!IsReady())
        {
            Thread.Sleep(50);
        }

        Console.WriteLine(
            $"ready after {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, busy "
            + $"{Busy(server.Id).TotalSeconds:F1} s");
        return server;
    }

    private bool IsReady()
    {
        try
        {
            return _client.GetAsync(new Uri("health/ready", UriKind.Relative)).GetAwaiter().GetResult()
                .IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task Measure(int process, int rate, int seconds, bool appends, bool fits)
    {
        string[] users = await Users();
        long warming = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            users,
            new ParallelOptions { MaxDegreeOfParallelism = WarmAtOnce },
            async (user, _) => await Recommend(user));
        Console.WriteLine(
            $"{users.Length} users asked once in {Stopwatch.GetElapsedTime(warming).TotalSeconds:F1} s; "
            + $"{Megabytes(process):F0} MB resident");
        if (fits)
        {
            await Post("api/v1/runs", """{"method":"hstu","sample":true,"options":{"epoch-count":50}}""");
        }

        var latencies = new double[rate * seconds];
        var failures = 0;
        long start = Stopwatch.GetTimestamp();
        long before = Megabytes(process);
        TimeSpan busy = Busy(process);
        var open = new List<Task>(latencies.Length);
        for (int i = 0; i < latencies.Length; i++)
        {
            double due = (double)i / rate;
            double wait = due - Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (wait > 0.001)
            {
                await Task.Delay(TimeSpan.FromSeconds(wait));
            }

            int number = i;
            string user = users[(i * 7919L) % users.Length];
            bool isAppend = appends && i % 10 == 9;
            open.Add(Task.Run(async () =>
            {
                bool isAnswered = isAppend ? await Append(user, number) : await Recommend(user);
                latencies[number] = Stopwatch.GetElapsedTime(start).TotalSeconds - due;
                if (!isAnswered)
                {
                    Interlocked.Increment(ref failures);
                }
            }));
            if (i % (rate * 30) == rate * 30 - 1)
            {
                Console.WriteLine($"{i + 1} sent; {Megabytes(process)} MB resident");
            }
        }

        await Task.WhenAll(open);
        Tell(latencies, failures, Stopwatch.GetElapsedTime(start).TotalSeconds, before, Megabytes(process));
        Console.WriteLine(
            $"the server was busy {(Busy(process) - busy).TotalMilliseconds / latencies.Length:F2} ms a request");
        await TellPauses();
    }

    // How long the collector stopped everything: the part of the tail that is not the machine's other work.
    private async Task TellPauses()
    {
        string metrics = await _client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        foreach (string line in metrics.Split('\n').Where(static line =>
            line.StartsWith("dotnet_gc_pause", StringComparison.Ordinal)
            || line.StartsWith("dotnet_gc_collections", StringComparison.Ordinal)
            || line.StartsWith("praxis_cache", StringComparison.Ordinal)))
        {
            Console.WriteLine(line);
        }
    }

    private static void Tell(double[] latencies, int failures, double seconds, long before, long after)
    {
        double[] sorted = [.. latencies.Order()];
        double At(double share) => 1000 * sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
        Console.WriteLine(
            $"{sorted.Length} requests in {seconds:F1} s ({sorted.Length / seconds:F0}/s), {failures} failed; "
            + $"p50 {At(0.5):F1} ms, p90 {At(0.9):F1} ms, p99 {At(0.99):F1} ms, p99.9 {At(0.999):F1} ms, "
            + $"longest {1000 * sorted[^1]:F0} ms; {before} MB before, {after} MB after");
    }

    private async Task<string[]> Users()
    {
        string answer = await Post($"api/v1/runs/{_run}/predict", """{"options":{"top-k":1}}""");
        return [.. JsonNode.Parse(answer)!["rows"]!.AsArray().Select(row => (string)row!["user"]!)];
    }

    private async Task<bool> Recommend(string user)
    {
        using HttpResponseMessage response = await Send(
            $"api/v1/runs/{_run}/recommend", $$"""{"user":"{{user}}","topK":10}""");
        return response.IsSuccessStatusCode;
    }

    private async Task<bool> Append(string user, int number)
    {
        using HttpResponseMessage response = await Send(
            $"api/v1/users/{user}/events", $$"""{"events":[{"item":"{{number % 1000}}"}]}""");
        return response.IsSuccessStatusCode;
    }

    private async Task<string> Post(string path, string body)
    {
        using HttpResponseMessage response = await Send(path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> Send(string path, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        HttpResponseMessage response = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
        await response.Content.LoadIntoBufferAsync();
        return response;
    }

    private static TimeSpan Busy(int process)
    {
        using Process known = Process.GetProcessById(process);
        return known.TotalProcessorTime;
    }

    private static long Megabytes(int process)
    {
        using Process known = Process.GetProcessById(process);
        return known.WorkingSet64 >> 20;
    }
}
