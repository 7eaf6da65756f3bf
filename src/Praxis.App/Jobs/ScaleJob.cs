using System.Text.Json;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Trains a method in a grid of sizes and fits quality against the operations of training.</summary>
/// <remarks>
/// Each size is a run of the store like any other, named after the grid and the size. So the same command goes on where
/// it was stopped: sizes that are whole are taken as they are, one that is partial is resumed.
/// </remarks>
public sealed class ScaleJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public ScaleJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Whether a method has the options that a grid sets, and tells what its training cost.</summary>
    /// <param name="method">The method.</param>
    /// <returns>True when it can be scaled.</returns>
    public static bool Fits(Method method) =>
        ScaleOrder.GridOptions.All(flag => method.Options.Specs.Any(spec => spec.Flag == flag))
        && method.TellsTrainingCost(method.Options.Create(new Dictionary<string, string>()));

    /// <summary>Trains what is not trained yet and writes the report.</summary>
    /// <param name="order">What the user asks.</param>
    /// <returns>The grid.</returns>
    /// <exception cref="PraxisException">The order, the data or the surroundings cannot be used, or the user
    /// cancelled; the runs made so far stay.</exception>
    public FinishedScale Run(ScaleOrder order)
    {
        Method method = MethodCatalog.Find(_environment.Methods, order.Fit.Method);
        if (!Fits(method))
        {
            throw new UsageException(
                $"{method.Name} cannot be scaled; a method needs the options "
                + string.Join(", ", ScaleOrder.GridOptions.Select(flag => "--" + flag))
                + " and must tell the operations of its training");
        }

        string name = order.Fit.Name ?? $"scale-{method.Name}";
        RequireOwnName(name);
        FitOrder[] sizes = [.. Sizes(order, name)];
        foreach (FitOrder size in sizes)
        {
            // All of the grid is checked before any of it is trained.
            if (!method.TellsTrainingCost(method.Options.Create(size.OptionValues)))
            {
                throw new UsageException(
                    "--stream does not tell the operations of its training, against which quality is plotted; drop it");
            }
        }

        var runs = new List<FinishedRun>();
        foreach (FitOrder size in sizes)
        {
            _environment.Report(new PhaseEvent($"size {runs.Count + 1} of {sizes.Length}: {size.Name}"));
            runs.Add(Trained(method, size));
            if (runs.Count == 1)
            {
                // Only a run tells its metrics; one that it lacks is refused before the others are trained.
                ScaleResults.MetricName(order, runs[0]);
            }
        }

        RunResults results = new ScaleResults(name, order, runs).Build();
        string path = Path.Combine(_environment.Store.Root, name);
        Directory.CreateDirectory(path);
        AtomicFile.WriteText(
            Path.Combine(path, "scale.json"), JsonSerializer.Serialize(results, PraxisJson.Indented));
        var scale = new FinishedScale(path, runs, results);
        AtomicFile.WriteText(
            scale.ReportPath, ScaleReport.Render($"{method.Name}: scale {name}", results, Command(method, order)));
        return scale;
    }

    // A folder of that name that is no run is the grid's own, from a command before.
    private void RequireOwnName(string name)
    {
        RunFolder.RequireName(name);
        string path = Path.Combine(_environment.Store.Root, name);
        if (File.Exists(path)
            || File.Exists(Path.Combine(path, "run.json"))
            || Path.Exists(path + RunFolder.PartialSuffix))
        {
            _environment.Store.RequireFree(name);
        }
    }

    private static IEnumerable<FitOrder> Sizes(ScaleOrder order, string name) =>
        from length in order.Lengths
        from layers in order.Layers
        from width in order.Widths
        select order.Fit with
        {
            Name = $"{name}-w{width}-l{layers}-n{length}",
            OptionValues = new Dictionary<string, string>(order.Fit.OptionValues)
            {
                ["width"] = $"{width}",
                ["layer-count"] = $"{layers}",
                ["max-length"] = $"{length}",
            },
        };

    private FinishedRun Trained(Method method, FitOrder size)
    {
        string path = Path.Combine(_environment.Store.Root, size.Name!);
        if (!Directory.Exists(path) && !Directory.Exists(path + RunFolder.PartialSuffix))
        {
            return new FitJob(_environment).Run(size);
        }

        RunFolder folder = _environment.Store.Open(size.Name!);
        RunManifest manifest = folder.ReadManifest();
        RequireSame(method, size, manifest);
        if (!folder.IsWhole)
        {
            return new ResumeJob(_environment).Run(size.Name!);
        }

        _environment.Report(new NoticeEvent($"{size.Name} is trained already", IsWarning: false));
        return new FinishedRun(folder, manifest, folder.ReadResults());
    }

    private void RequireSame(Method method, FitOrder size, RunManifest manifest)
    {
        object input = method.InputOptions.Create(FitJob.WithSample(method, size));
        string data = DataPlace.Resolve(
            method, size.DataPath is null ? null : Path.GetFullPath(size.DataPath), _environment.SampleRoot);
        string? other = manifest.Method != method.Name ? "method"
            : manifest.Seed != size.Seed ? "seed"
            : manifest.TimeLimitSeconds != size.TimeLimit?.TotalSeconds ? "time limit"
            : !IsSame(method.InputOptions, manifest.InputOptions, input) ? "data options"
            : !IsSame(method.Options, manifest.Options, method.Options.Create(size.OptionValues)) ? "options"
            : !DataPlace.IsSame(DataPlace.FingerprintAs(manifest, method, data, input), manifest.Data) ? "data"
            : null;
        if (other is not null)
        {
            throw new UsageException(
                $"run {manifest.Id} differs from this grid in its {other}; choose another --name");
        }
    }

    // An option that came after the run was made is at its default there.
    private static bool IsSame(OptionsSchema schema, JsonElement recorded, object asked) =>
        JsonElement.DeepEquals(schema.ToJson(schema.FromJson(recorded)), schema.ToJson(asked));

    // Repeats the grid in whatever folder the user then stands.
    private static string Command(Method method, ScaleOrder order) => RepeatCommand.Of(order with
    {
        Fit = order.Fit with
        {
            DataPath = order.Fit.DataPath is { } data ? Path.GetFullPath(data) : null,
            InputValues = order.Fit.InputValues.ToDictionary(
                static one => one.Key,
                one => method.IsInputFile(one.Key, one.Value) ? Path.GetFullPath(one.Value) : one.Value),
        },
    });
}
