using System.Text.Json;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Sets runs side by side.</summary>
public sealed class CompareJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public CompareJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Compares the metrics and the options of whole runs with those of the first, and pair by pair what was
    /// tested on the same units.</summary>
    /// <param name="runs">Two or more runs, by identity or path.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="UsageException">There are fewer than two, or one is not there or not whole.</exception>
    public Comparison Run(IReadOnlyList<string> runs)
    {
        if (runs.Count < 2)
        {
            throw new UsageException("compare needs two or more runs; 'praxis runs' lists them");
        }

        if (runs.Distinct(StringComparer.Ordinal).Count() < runs.Count)
        {
            throw new UsageException("compare needs each run once; name two or more different ones");
        }

        FinishedRun[] opened = [.. runs.Select(run =>
        {
            RunFolder folder = _environment.Store.OpenWhole(run);
            return new FinishedRun(folder, folder.ReadManifest(), folder.ReadResults());
        })];
        FinishedRun first = opened[0];
        string[] warnings = [.. opened.Skip(1).Select(run => Warning(first, run)).OfType<string>()];
        ResultTable[] tables = [Metrics(opened), PairedTable.Of(opened), Options(opened)];
        return new Comparison([.. tables.Where(table => table.Rows.Count > 0)], warnings);
    }

    private static string? Warning(FinishedRun first, FinishedRun run)
    {
        string pair = $"{run.Folder.Id} and {first.Folder.Id}";
        if (!DataPlace.IsSame(first.Manifest, run.Manifest))
        {
            return $"{pair} were fitted on different data; their metrics cannot be compared";
        }

        if (first.Manifest.Data.Count == 0 || run.Manifest.Data.Count == 0)
        {
            return $"{pair} noted no file of their data; it may differ, and then their metrics cannot be compared";
        }

        return PairedTable.DifferentUnits(first, run) is { } unit
            ? $"{pair} were tested on different {unit}; their metrics cannot be compared"
            : null;
    }

    private static ResultTable Metrics(FinishedRun[] runs)
    {
        Dictionary<string, double>[] all = [.. runs.Select(static run => run.Results.Metrics
            .DistinctBy(metric => Own(metric.Key, run.Manifest.Method))
            .ToDictionary(metric => Own(metric.Key, run.Manifest.Method), static metric => metric.Value))];
        IEnumerable<string> names = all.SelectMany(static metrics => metrics.Keys).Distinct();
        IEnumerable<IReadOnlyList<object?>> rows = names.Select(name =>
        {
            double?[] values = [.. all
                .Select(metrics => metrics.TryGetValue(name, out double value) ? value : (double?)null)];
            return (IReadOnlyList<object?>)
            [
                name,
                .. values.Cast<object?>(),
                .. values.Skip(1).Select(value => (object?)(value - values[0])),
            ];
        });
        string[] columns =
        [
            "metric",
            .. runs.Select(run => run.Folder.Id),
            .. runs.Skip(1).Select(run => runs.Length == 2 ? "difference" : $"{run.Folder.Id} - first"),
        ];
        return new ResultTable("metrics", "Metrics; differences are from the first run", columns, [.. rows]);
    }

    /// <summary>A metric without the name of the run's own method before it: runs of two methods have it in
    /// common.</summary>
    internal static string Own(string metric, string method) =>
        metric.StartsWith(method + "/", StringComparison.Ordinal) ? metric[(method.Length + 1)..] : metric;

    private static ResultTable Options(FinishedRun[] runs)
    {
        Dictionary<string, string>[] all = [.. runs.Select(run => Flatten(run.Manifest))];
        IEnumerable<IReadOnlyList<object?>> rows = all.SelectMany(options => options.Keys).Distinct()
            .Select(name => (Name: name, Values: all.Select(options => options.GetValueOrDefault(name)).ToArray()))
            .Where(option => option.Values.Distinct().Count() > 1)
            .Select(option => (IReadOnlyList<object?>)[option.Name, .. option.Values]);
        return new ResultTable(
            "options", "Options that differ", ["option", .. runs.Select(run => run.Folder.Id)], [.. rows]);
    }

    private static Dictionary<string, string> Flatten(RunManifest manifest)
    {
        var values = new Dictionary<string, string>
        {
            ["method"] = manifest.Method,
            ["seed"] = manifest.Seed.ToString(),
            ["version"] = manifest.Version,
        };
        foreach (JsonProperty property in manifest.InputOptions
            .EnumerateObject()
            .Concat(manifest.Options.EnumerateObject()))
        {
            values[JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name)] = property.Value.ToString();
        }

        return values;
    }
}
