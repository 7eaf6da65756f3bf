using Praxis.Core;

namespace Praxis.App;

/// <summary>Evaluates a fitted run, on its own data or on other.</summary>
public sealed class EvaluateJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public EvaluateJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Evaluates; the run folder stays as it is.</summary>
    /// <param name="idOrPath">The run.</param>
    /// <param name="dataPath">Other data, or null for the run's own.</param>
    /// <param name="inputValues">Input options that differ from the run's, as typed, by flag without dashes.</param>
    /// <param name="threadCount">How many threads may be used.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="PraxisException">Run, data or options cannot be used.</exception>
    public RunResults Run(
        string idOrPath, string? dataPath, IReadOnlyDictionary<string, string> inputValues, int threadCount)
    {
        RunFolder folder = _environment.Store.OpenWhole(idOrPath);
        RunManifest manifest = folder.ReadManifest();
        Method method = MethodCatalog.Find(_environment.Methods, manifest.Method);
        object recorded = method.InputOptions.FromJson(manifest.InputOptions);
        var values = method.InputOptions.Specs.ToDictionary(
            spec => spec.Flag, spec => OptionSpec.Format(spec.Get(recorded)));
        string own = DataPlace.Resolve(method, manifest.DataPath, _environment.SampleRoot);
        bool isOther = dataPath is not null && !DataPlace.IsSamePlace(dataPath, own);
        foreach (string flag in method.RangeFlags.Concat(isOther ? method.OwnDataFlags : []))
        {
            values.Remove(flag);
        }

        foreach ((string flag, string text) in inputValues)
        {
            values[flag] = text;
        }

        object input = method.InputOptions.Create(values);
        string path = dataPath ?? own;
        if (!DataPlace.IsSame(DataPlace.FingerprintAs(manifest, method, path, input), manifest.Data))
        {
            _environment.Report(new NoticeEvent(
                $"{path}: is not the data that run {folder.Id} was fitted on", IsWarning: dataPath is null));
        }

        var request = new FitRequest(
            path,
            input,
            method.Options.FromJson(manifest.Options),
            folder.ModelPath)
        {
            IsOtherData = isOther,
        };
        return method.Evaluate(request, new FitContext
        {
            Seed = manifest.Seed,
            ThreadCount = threadCount,
            Clock = _environment.Clock,
            Cancellation = _environment.Cancellation,
            Report = _environment.Report,
        });
    }
}
