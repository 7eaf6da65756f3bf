using System.Diagnostics;
using Microsoft.Playwright;

namespace Praxis.EndToEnd.Tests;

/// <summary>A running <c>praxis serve</c> and a browser to look at it; nothing without Chromium.</summary>
public class WebPlace : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private Process? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Further flags of the server.</summary>
    protected virtual string[] Flags => [];

    /// <summary>The folder for pictures of the pages.</summary>
    public static string Pictures { get; } =
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "web")).FullName;

    /// <summary>The bundled data beside the program.</summary>
    public static string Samples { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(PraxisProcess.Program)!, "samples"));

    /// <summary>Where the server listens.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>The working folder with the runs.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("praxis-web-").FullName;

    public virtual async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        await Serve("http://127.0.0.1:0");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            Stop();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends the server as a user does who stops it.</summary>
    internal void Stop()
    {
        using Process kill = Process.Start("kill", ["-TERM", _server!.Id.ToString()]);
        if (!_server.WaitForExit(Patience))
        {
            _server.Kill(entireProcessTree: true);
        }

        _server.Dispose();
        _server = null;
    }

    /// <summary>Starts the server, where it listened before when no address is given.</summary>
    internal async Task Serve(string? address = null)
    {
        _server = Process.Start(new ProcessStartInfo(
            "dotnet",
            [PraxisProcess.Program, "serve", "--urls", address ?? Address, "--runs", "runs", .. Flags])
        {
            WorkingDirectory = Folder,
            RedirectStandardError = true,
        })!;
        const string told = "praxis listens on ";
        var watch = Stopwatch.StartNew();
        for (string? line = null; line?.StartsWith(told, StringComparison.Ordinal) != true;)
        {
            line = await _server.StandardError.ReadLineAsync().WaitAsync(Patience - watch.Elapsed)
                ?? throw new InvalidOperationException("praxis serve ended before it listened");
            Address = line.StartsWith(told, StringComparison.Ordinal) ? line[told.Length..] : Address;
        }

        _ = _server.StandardError.ReadToEndAsync();
    }

    /// <summary>Opens a page that notes whatever a user should never see.</summary>
    /// <param name="options">Size and theme of the window.</param>
    internal async Task<WebPage> Open(BrowserNewContextOptions? options = null)
    {
        Assert.SkipUnless(
            _browser is not null, $"needs {Chromium}: apt-get install chromium fonts-dejavu-core brings it");
        IBrowserContext context = await _browser!.NewContextAsync(options ?? new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1300, Height = 900 },
        });
        return new WebPage(this, await context.NewPageAsync());
    }
}
