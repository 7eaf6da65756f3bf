using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using Praxis.App;
using Praxis.Web.Components;

namespace Praxis.Web;

/// <summary>The web server: pages, API and operations over one run store.</summary>
public sealed class PraxisServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    /// <summary>Makes the server; nothing listens yet.</summary>
    /// <param name="options">What the user says about it.</param>
    /// <param name="environment">Methods, store, samples and clock.</param>
    public PraxisServer(ServeOptions options, JobEnvironment environment)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PraxisServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(environment);
        builder.Services.AddSingleton<RunCatalog>();
        builder.Services.AddSingleton<RunEvents>();
        builder.Services.AddSingleton<FitQueue>();
        builder.Services.AddSingleton<ModelRegistry>();
        builder.Services.AddSingleton<AliasBook>();
        builder.Services.AddSingleton<EventStore>();
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<DataPlaces>();
        builder.Services.AddSingleton<PredictionDesk>();
        builder.Services.AddMudServices();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        _app = builder.Build();
        _app.UseAntiforgery();
        EmbeddedAssets.Map(_app);
        FigureAssets.Map(_app);
        PredictionFiles.Map(_app);
        _app.MapRazorComponents<Components.App>().AddInteractiveServerRenderMode();
    }

    /// <summary>The addresses it listens on, once started.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <summary>Starts to listen.</summary>
    /// <param name="cancellation">Gives up starting.</param>
    /// <returns>Complete when it listens.</returns>
    public Task Start(CancellationToken cancellation) => _app.StartAsync(cancellation);

    /// <summary>Waits until it is asked to stop, then stops in good order.</summary>
    /// <param name="cancellation">Asks it to stop.</param>
    /// <returns>Complete when it has stopped.</returns>
    public async Task WaitForStop(CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellation.Register(asked.SetResult);
        await asked.Task;
        await _app.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
