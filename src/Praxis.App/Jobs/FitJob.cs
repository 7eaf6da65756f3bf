using Praxis.Core;

namespace Praxis.App;

/// <summary>Fits a method in a new run folder.</summary>
public sealed class FitJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public FitJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Checks the order, makes the run folder, fits and completes it.</summary>
    /// <param name="order">What the user asks.</param>
    /// <returns>The whole run.</returns>
    /// <exception cref="PraxisException">
    /// The order, the data or the surroundings cannot be used, or the user cancelled; no folder is left behind unless a
    /// checkpoint in it is worth resuming.
    /// </exception>
    public FinishedRun Run(FitOrder order)
    {
        (Method method, object input, object options) = Read(order);
        string? dataPath = order.DataPath is null ? null : Path.GetFullPath(order.DataPath);
        string path = DataPlace.Resolve(method, dataPath, _environment.SampleRoot);
        IReadOnlyList<Fingerprint> data = DataPlace.Fingerprint(method, path, input);

        string? previous = order.ContinueFrom is { } run ? ContinuedRun.Find(_environment.Store, run, method) : null;

        var manifest = new RunManifest
        {
            Id = string.Empty,
            Method = method.Name,
            DataPath = dataPath,
            InputOptions = method.InputOptions.ToJson(input),
            Options = method.Options.ToJson(options),
            Seed = order.Seed,
            ThreadCount = order.ThreadCount,
            TimeLimitSeconds = order.TimeLimit?.TotalSeconds,
            Data = data,
            ContinuedFrom = previous,
            ContinuedModel = previous is null ? [] : ContinuedRun.Fingerprints(previous),
            Start = _environment.Clock.GetUtcNow(),
            Version = string.Empty,
            Runtime = string.Empty,
            Machine = string.Empty,
        };
        return Start(manifest, order.Name);
    }

    /// <summary>Checks all of an order that can be checked without reading the data; nothing is made.</summary>
    /// <param name="order">What the user asks.</param>
    /// <exception cref="PraxisException">The order cannot be used.</exception>
    public void Check(FitOrder order)
    {
        (Method method, object input, _) = Read(order);
        if (order.Name is { } name)
        {
            _environment.Store.RequireFree(name);
        }

        DataPlace.RequireThere(method, DataPlace.Resolve(method, order.DataPath, _environment.SampleRoot), input);
        if (order.ContinueFrom is { } run)
        {
            ContinuedRun.Find(_environment.Store, run, method);
        }
    }

    /// <summary>Repeats a run from its run.json alone: same data, options and seed in a new folder.</summary>
    /// <param name="idOrPath">The run to repeat.</param>
    /// <param name="name">The new run's identity, or null for the method's name with the time.</param>
    /// <returns>The whole new run.</returns>
    /// <exception cref="InputException">The data is gone or has changed since.</exception>
    public FinishedRun Rerun(string idOrPath, string? name = null)
    {
        RunManifest old = _environment.Store.Open(idOrPath).ReadManifest();
        Method method = MethodCatalog.Find(_environment.Methods, old.Method);
        IReadOnlyList<Fingerprint> data = ResumeJob.RequireSameData(old, method, _environment.SampleRoot);
        object input = method.InputOptions.FromJson(old.InputOptions);
        RunManifest manifest = old with
        {
            FormatVersion = RunManifest.NewestFormat,
            InputOptions = method.InputOptions.ToJson(input),
            Options = method.Options.ToJson(method.Options.FromJson(old.Options)),
            Data = old.FormatVersion == RunManifest.NewestFormat ? data : DataPlace.Fingerprint(
                method, DataPlace.Resolve(method, old.DataPath, _environment.SampleRoot), input),
            Start = _environment.Clock.GetUtcNow(),
            End = null,
        };
        return Start(manifest, name);
    }

    private (Method Method, object Input, object Options) Read(FitOrder order)
    {
        Method method = MethodCatalog.Find(_environment.Methods, order.Method);
        return (
            method,
            method.InputOptions.Create(WithSample(method, order)),
            method.Options.Create(order.OptionValues));
    }

    private FinishedRun Start(RunManifest manifest, string? name)
    {
        (RunFolder folder, RunManifest named, IDisposable hold) =
            _environment.Store.Create(RunSurroundings.Fill(manifest), name, _environment.Clock);
        using (hold)
        {
            return new RunExecution(_environment).Execute(folder, named, isResumed: false);
        }
    }

    // The sample needs some input options; what the user says explicitly wins.
    internal static Dictionary<string, string> WithSample(Method method, FitOrder order)
    {
        var values = new Dictionary<string, string>();
        if (order.DataPath is null)
        {
            foreach ((string flag, string text) in method.Sample.InputValues)
            {
                values[flag] = text;
            }
        }

        foreach ((string flag, string text) in order.InputValues)
        {
            // A run is repeated from its run.json alone, in whatever folder the user then stands.
            values[flag] = method.IsInputFile(flag, text) ? Path.GetFullPath(text) : text;
        }

        return values;
    }
}
