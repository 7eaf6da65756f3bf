using Praxis.Core;

namespace Praxis.App;

/// <summary>Goes on with an interrupted run.</summary>
public sealed class ResumeJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public ResumeJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Reopens a partial run and fits on from its newest checkpoint, with the options and the seed it began
    /// with. One that lacks nothing but its end and its last name gets them, whatever became of its data.</summary>
    /// <param name="idOrPath">The run.</param>
    /// <returns>The whole run.</returns>
    /// <exception cref="UsageException">There is no such run, it is whole, or another process is fitting
    /// it.</exception>
    /// <exception cref="InputException">The data is gone or has changed since.</exception>
    public FinishedRun Run(string idOrPath)
    {
        RunFolder folder = _environment.Store.Open(idOrPath);
        if (folder.IsWhole)
        {
            throw new UsageException($"run {folder.Id} is whole; 'praxis rerun {folder.Id}' repeats it");
        }

        using FileStream hold = RunLock.Take(folder);
        if (!Directory.Exists(folder.Path))
        {
            // Another process finished it at this moment.
            return Run(idOrPath);
        }

        RunManifest manifest = folder.ReadManifest();
        if (RunExecution.FinishedResults(folder) is { } results)
        {
            return new RunExecution(_environment).Finish(folder, manifest, results);
        }

        Method method = MethodCatalog.Find(_environment.Methods, manifest.Method);
        RequireSameData(manifest, method, _environment.SampleRoot);

        // Without results the run does not count as finished while its model is gone.
        File.Delete(folder.ResultsPath);
        File.Delete(folder.ReportPath);
        if (Directory.Exists(folder.ModelPath))
        {
            Directory.Delete(folder.ModelPath, recursive: true);
        }

        // A kill may have cut the last line; what is appended must start on a line of its own.
        RunExecution.RewriteEvents(folder);
        return new RunExecution(_environment).Execute(folder, manifest, isResumed: true);
    }

    /// <summary>Refuses data that is not what a run read.</summary>
    /// <returns>Fingerprints of the data, as the run noted them.</returns>
    /// <exception cref="InputException">The data is gone or has changed since.</exception>
    internal static IReadOnlyList<Fingerprint> RequireSameData(RunManifest manifest, Method method, string sampleRoot)
    {
        string path = DataPlace.Resolve(method, manifest.DataPath, sampleRoot);
        IReadOnlyList<Fingerprint> found = DataPlace.FingerprintAs(
            manifest, method, path, method.InputOptions.FromJson(manifest.InputOptions));
        if (found.Count != manifest.Data.Count)
        {
            throw new InputException(
                $"{path}: run {manifest.Id} noted {manifest.Data.Count} files of data, and there are {found.Count}; "
                    + $"start a new run with 'praxis fit {manifest.Method}'");
        }

        int changed = Enumerable.Range(0, found.Count)
            .FirstOrDefault(file => found[file].Sha256 != manifest.Data[file].Sha256, -1);
        if (changed >= 0)
        {
            throw new InputException(
                $"{found[changed].Path}: has changed since run {manifest.Id} read it; start a new run with 'praxis fit "
                    + $"{manifest.Method}'");
        }

        return found;
    }
}
