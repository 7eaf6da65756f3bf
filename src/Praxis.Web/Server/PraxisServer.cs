using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Praxis.App;
using Praxis.Core;
using Scalar.AspNetCore;

namespace Praxis.Web;

/// <summary>The web server: pages, API and operations over one run store.</summary>
public sealed class PraxisServer : IAsyncDisposable
{
    private const long MostBody = 8 << 20;

    // Of a page to the server: long lists of columns are pasted into fields.
    private const long MostPageMessage = 2 << 20;
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(15);
    private readonly WebApplication _app;
    private readonly ServerFolder _folder;

    /// <summary>Makes the server; nothing listens yet.</summary>
    /// <param name="options">What the user says about it.</param>
    /// <param name="environment">Methods, store, samples and clock.</param>
    /// <exception cref="PraxisException">The options cannot be used, or another server has the runs.</exception>
    public PraxisServer(ServeOptions options, JobEnvironment environment)
    {
        var binding = new Binding(options);
        var certificate = ServerCertificate.Read(options);
        IsReadableByOthers = !binding.IsSecret && binding.Proxies.Count == 0;
        var keys = new ApiKeys(options.KeysPath ?? ApiKeys.DefaultPath(environment.Store.Root), environment.Clock);
        if (binding.NeedsKeys && keys.List().Count == 0)
        {
            throw new UsageException(
                "praxis serve asks for keys when other machines can reach it, and there is none; 'praxis keys add NAME "
                + "--scope read,predict,write' makes one");
        }

        if (options.FitCount is < 1 or > 64)
        {
            throw new InputException($"--fits must be an integer in [1, 64]; got {options.FitCount}");
        }

        _folder = new ServerFolder(environment.Store);
        try
        {
            _app = Build(options, environment, binding, keys, certificate);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>The addresses it listens on, once started.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <summary>Whether keys and answers cross a network as plain text.</summary>
    public bool IsReadableByOthers { get; }

    /// <summary>What the server is made of.</summary>
    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts to listen.</summary>
    /// <param name="cancellation">Gives up starting.</param>
    /// <returns>Complete when it listens.</returns>
    /// <exception cref="EnvironmentException">An address cannot be listened on.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        try
        {
            await _app.StartAsync(cancellation);
        }
        catch (IOException exception)
        {
            throw new EnvironmentException(
                $"{exception.Message.Split('\n')[0].TrimEnd('.')}; choose another with --urls", exception);
        }
    }

    /// <summary>Waits until it is asked to stop, then stops in good order: streams end, fits go to their next
    /// checkpoint.</summary>
    /// <param name="cancellation">Asks it to stop.</param>
    /// <returns>Complete when it has stopped.</returns>
    public async Task WaitForStop(CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellation.Register(() => asked.TrySetResult());
        await asked.Task;
        await Stop();
    }

    /// <summary>Stops in good order.</summary>
    /// <returns>Complete when it has stopped.</returns>
    public Task Stop() => _app.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private WebApplication Build(
        ServeOptions options,
        JobEnvironment environment,
        Binding binding,
        ApiKeys keys,
        ServerCertificate? certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PraxisServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls([.. options.Urls]).UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBody;
            kestrel.ConfigureHttpsDefaults(https => certificate?.Use(https));
        });
        AddLogging(builder, options);
        builder.Services.AddSingleton(options).AddSingleton(environment).AddSingleton(environment.Clock)
            .AddSingleton(binding).AddSingleton(keys).AddSingleton(_folder);
        AddParts(builder.Services);
        AddWeb(builder.Services, options, binding);
        WebApplication app = builder.Build();

        // What cannot be read is told before anything listens.
        app.Services.GetRequiredService<ServerMetrics>();
        app.Services.GetRequiredService<RunCatalog>();
        app.Services.GetRequiredService<DataPlaces>();
        Use(app);
        Map(app);
        return app;
    }

    private static void AddLogging(WebApplicationBuilder builder, ServeOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        // What keeps it from starting is told in one line by who starts it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (options.IsJsonLog)
        {
            builder.Logging.AddJsonConsole(static json => json.UseUtcTimestamp = true);
            builder.Logging.AddFilter("Praxis", LogLevel.Information);
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Information);
        }
        else
        {
            builder.Logging.AddSimpleConsole(static simple => simple.SingleLine = true);
        }

        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    // Constructors that only the server may call are called here.
    private static void AddParts(IServiceCollection services)
    {
        services.AddSingleton(static all => new ShownPaths(
            all.GetRequiredService<JobEnvironment>(), all.GetRequiredService<ServerFolder>()));
        services.AddSingleton(static all => new FitQueue(
            all.GetRequiredService<JobEnvironment>(),
            all.GetRequiredService<ServeOptions>(),
            all.GetRequiredService<ServerFolder>(),
            all.GetRequiredService<ShownPaths>(),
            all.GetRequiredService<ILogger<FitQueue>>()));
        services.AddHostedService(static all => all.GetRequiredService<FitQueue>());
        services.AddSingleton(static all => new EventStore(all.GetRequiredService<ServerFolder>()));
        services.AddSingleton(static all => new ModelRegistry(
            all.GetRequiredService<JobEnvironment>(), all.GetRequiredService<EventStore>()));
        services.AddSingleton(static all => new AliasBook(
            all.GetRequiredService<JobEnvironment>(),
            all.GetRequiredService<ServerFolder>(),
            all.GetRequiredService<ModelRegistry>()));
        services.AddSingleton(static all => new RunCatalog(
            all.GetRequiredService<JobEnvironment>(),
            all.GetRequiredService<FitQueue>(),
            all.GetRequiredService<AliasBook>(),
            all.GetRequiredService<ModelRegistry>(),
            all.GetRequiredService<ShownPaths>()));
        services.AddSingleton(static all => new RunEvents(
            all.GetRequiredService<JobEnvironment>(),
            all.GetRequiredService<FitQueue>(),
            all.GetRequiredService<ShownPaths>()));
        services.AddSingleton(static all => new UploadStore(
            all.GetRequiredService<JobEnvironment>(),
            all.GetRequiredService<ServeOptions>(),
            all.GetRequiredService<ServerFolder>()));
        services.AddSingleton(static all => new DataPlaces(
            all.GetRequiredService<ServeOptions>(),
            all.GetRequiredService<UploadStore>(),
            all.GetRequiredService<JobEnvironment>().SampleRoot));
        services.AddSingleton(static all => new PredictionFiles(
            all.GetRequiredService<ServerFolder>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<QuestionReader>().AddSingleton<PredictionGate>().AddSingleton<ServerMetrics>()
            .AddSingleton<Predictions>().AddSingleton<PredictionDesk>().AddSingleton<Denials>();
    }

    private void AddWeb(IServiceCollection services, ServeOptions options, Binding binding)
    {
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = ShutdownTime);
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = ApiJson.Options.PropertyNamingPolicy;
            json.SerializerOptions.PropertyNameCaseInsensitive = false;
            json.SerializerOptions.NumberHandling = ApiJson.Options.NumberHandling;
            json.SerializerOptions.UnmappedMemberHandling = ApiJson.Options.UnmappedMemberHandling;
            json.SerializerOptions.MaxDepth = ApiJson.Options.MaxDepth;
            json.SerializerOptions.Encoder = ApiJson.Options.Encoder;
            foreach (System.Text.Json.Serialization.JsonConverter converter in ApiJson.Options.Converters)
            {
                json.SerializerOptions.Converters.Add(converter);
            }
        });
        services.Configure<RouteHandlerOptions>(static routes => routes.ThrowOnBadRequest = true);
        services.AddDataProtection()
            .SetApplicationName("praxis")
            .PersistKeysToFileSystem(new DirectoryInfo(_folder.Folder("protection")));
        services.AddRateLimiter(limiter => Limit(limiter, options));
        services.AddOpenApi(static document => document
            .AddDocumentTransformer<ApiDocument>()
            .AddSchemaTransformer(ApiDocument.Describe));
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (System.Net.IPAddress proxy in binding.Proxies)
            {
                forwarded.KnownProxies.Add(proxy);
            }
        });
        services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("praxis"))
            .WithMetrics(static metrics => metrics
                .AddMeter(ServerMetrics.MeterName)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        services.AddMudServices();
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(static hub => hub.MaximumReceiveMessageSize = MostPageMessage);
        services.AddAntiforgery();
    }

    private static void Limit(RateLimiterOptions limiter, ServeOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            string who = context.Items[AccessGuard.KeyItem] as string
                ?? context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
            return context.Request.Path.StartsWithSegments("/api")
                ? Window(who, options.RequestsPerMinute)
                : RateLimitPartition.GetNoLimiter(string.Empty);
        });
        limiter.OnRejected = static async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter =
                rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait)
                    ? Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture)
                    : "60";
            await Problems.Write(
                rejected.HttpContext, 429, "too many requests a minute; wait and ask again, or raise --rate-limit");
        };

        static RateLimitPartition<string> Window(string who, int requests) =>
            RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = requests,
                Window = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            });
    }

    private static void Use(WebApplication app)
    {
        if (app.Services.GetRequiredService<Binding>().Proxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<HeadRequests>();
        app.UseMiddleware<Problems>();
        app.UseMiddleware<HostGuard>();
        app.UseWhen(IsOfPages, static pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
        app.UseWhen(static context => !IsOfPages(context), static api => api.UseStatusCodePages(static bare =>
            Problems.WriteBare(bare.HttpContext, bare.HttpContext.Response.StatusCode)));
        app.UseRouting();
        app.UseMiddleware<AccessGuard>();
        app.UseRateLimiter();
        app.UseAntiforgery();
    }

    private static bool IsOfPages(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api");

    private static void Map(WebApplication app)
    {
        EmbeddedAssets.Map(app);
        FigureAssets.Map(app);
        RouteGroupBuilder api = app.MapGroup("/api/v1").DisableAntiforgery();
        MethodEndpoints.Map(api);
        RunEndpoints.Map(api);
        PredictEndpoints.Map(api);
        AliasEndpoints.Map(api);
        UserEndpoints.Map(api);
        UploadEndpoints.Map(api);
        HealthEndpoints.Map(app);
        SignInPage.Map(app);
        app.MapPrometheusScrapingEndpoint("/metrics").Needs(ApiScope.Read);
        app.MapOpenApi("/openapi/{documentName}.json").Needs(ApiScope.Read);
        app.MapScalarApiReference("/scalar", static (scalar, context) =>
        {
            string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            context.Items[SecurityHeaders.NonceItem] = nonce;
            scalar.WithTitle("Praxis API").WithNonce(nonce).DisableDefaultFonts().DisableTelemetry().DisableAgent()
                .DisableMcp().HideDeveloperTools().AddHeaderContent("<p><a href=\"/\">Back to Praxis</a></p>");
        }).Needs(ApiScope.Read);
        app.MapRazorComponents<Components.App>().AddInteractiveServerRenderMode(
            static mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }
}
