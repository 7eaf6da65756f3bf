using Praxis.Core;

namespace Praxis.App;

/// <summary>Runs a fit inside its folder, from the start or from a checkpoint, and keeps or discards what is left of a
/// failure. The caller holds the run.</summary>
internal sealed class RunExecution(JobEnvironment environment)
{
    public FinishedRun Execute(RunFolder folder, RunManifest manifest, bool isResumed)
    {
        try
        {
            return Fit(folder, manifest, isResumed);
        }
        catch (Exception exception) when (PraxisException.Unwrap(exception) is OperationCanceledException)
        {
            throw KeepOrDiscard(folder)
                ? new RunCancelledException(
                    $"cancelled; 'praxis resume {folder.Id}' goes on from the last checkpoint", exception)
                : new RunCancelledException("cancelled before the first checkpoint; no run was kept", exception);
        }
        catch (Exception exception)
            when (PraxisException.Unwrap(exception) is StorageException or IOException or UnauthorizedAccessException)
        {
            Exception cause = PraxisException.Unwrap(exception);
            string advice = cause is StorageException ? string.Empty : "; free or choose another disk";
            throw new StorageException(FirstLine(cause) + advice + Kept(folder), exception);
        }
        catch (Exception exception) when (PraxisException.Unwrap(exception) is EnvironmentException cause)
        {
            throw new EnvironmentException(FirstLine(cause) + Kept(folder), exception);
        }
        catch
        {
            KeepOrDiscard(folder);
            throw;
        }
    }

    /// <summary>The results of a partial run that lacks nothing but its end and its last name; null where it lacks
    /// more. Results are written when the model is whole, and removed before it is.</summary>
    public static RunResults? FinishedResults(RunFolder folder)
    {
        try
        {
            return folder.ReadResults();
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Ends a run whose model and results are written: its manifest and its report, where they lack, and its
    /// last name.</summary>
    /// <exception cref="StorageException">The run cannot get its name, and stays partial as it is.</exception>
    public FinishedRun Finish(RunFolder folder, RunManifest manifest, RunResults results)
    {
        RunManifest whole = manifest with { End = manifest.End ?? environment.Clock.GetUtcNow() };
        if (manifest.End is null)
        {
            folder.WriteManifest(whole);
        }

        if (!File.Exists(folder.ReportPath))
        {
            Method method = MethodCatalog.Find(environment.Methods, whole.Method);
            AtomicFile.WriteText(
                folder.ReportPath, HtmlReport.Render(new ReportContent(whole, method, results, folder.ReadEvents())));
        }

        // From here on a kill costs nothing: a finished run is resumed without them.
        ClearCheckpoints(folder);
        folder.Complete();
        return new FinishedRun(folder, whole, results);
    }

    private FinishedRun Fit(RunFolder folder, RunManifest manifest, bool isResumed)
    {
        Method method = MethodCatalog.Find(environment.Methods, manifest.Method);
        var checkpoints = new CheckpointStore(folder.CheckpointPath);
        RunResults results;
        using (var recorder = new RunRecorder(folder, environment.Clock))
        {
            Directory.CreateDirectory(folder.ModelPath);
            recorder.Log(
                isResumed ? $"resumed by praxis {RunSurroundings.Version}" : $"started by praxis {manifest.Version}");
            if (isResumed && checkpoints.IsEmpty)
            {
                ReportNoCheckpoint(folder, recorder);
            }

            var request = new FitRequest(
                DataPlace.Resolve(method, manifest.DataPath, environment.SampleRoot),
                method.InputOptions.FromJson(manifest.InputOptions),
                method.Options.FromJson(manifest.Options),
                folder.ModelPath)
            {
                PreviousModelPath = ContinuedRun.ModelPath(manifest),
            };
            results = Record(method, request, manifest, checkpoints, recorder);
            recorder.Log("done");
        }

        if (isResumed)
        {
            RewriteEvents(folder);
        }

        folder.WriteResults(results);
        return Finish(folder, manifest, results);
    }

    // Told and logged, but no event of the run: a resumed run keeps the events of an unbroken one.
    private void ReportNoCheckpoint(RunFolder folder, RunRecorder recorder)
    {
        var notice = new NoticeEvent(
            $"run {folder.Id} had written no checkpoint when it stopped; it starts from the first step",
            IsWarning: false);
        recorder.Log(EventText.Of(notice));
        environment.Report(notice);
    }

    private RunResults Record(
        Method method,
        FitRequest request,
        RunManifest manifest,
        CheckpointStore checkpoints,
        RunRecorder recorder)
    {
        try
        {
            return method.Fit(request, new FitContext
            {
                Seed = manifest.Seed,
                ThreadCount = manifest.ThreadCount,
                TimeLimit = manifest.TimeLimitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Clock = environment.Clock,
                Cancellation = environment.Cancellation,
                Checkpoints = checkpoints,
                Report = happened =>
                {
                    recorder.Record(happened);
                    environment.Report(happened);
                },
            });
        }
        catch (Exception exception) when (PraxisException.Unwrap(exception) is not IOException)
        {
            recorder.Log($"stopped: {FirstLine(PraxisException.Unwrap(exception))}");
            throw;
        }
    }

    /// <summary>Writes metrics.jsonl anew with each epoch once.</summary>
    public static void RewriteEvents(RunFolder folder)
    {
        IEnumerable<string> lines = EventHistory.Merge(folder.ReadEvents())
            .Select(happened => System.Text.Json.JsonSerializer.Serialize(happened, PraxisJson.Line) + "\n");
        AtomicFile.WriteText(folder.EventsPath, string.Concat(lines));
    }

    private static void ClearCheckpoints(RunFolder folder)
    {
        try
        {
            new CheckpointStore(folder.CheckpointPath).Clear();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed takes room and is never read again; it is no reason to lose the run.
        }
    }

    private static string Kept(RunFolder folder) => !KeepOrDiscard(folder) ? string.Empty
        : File.Exists(folder.ResultsPath) ? $"; 'praxis resume {folder.Id}' finishes it"
        : $"; 'praxis resume {folder.Id}' goes on from the last checkpoint";

    // A run is worth keeping when a checkpoint is whole, or all of it but its name: only then resuming saves work.
    private static bool KeepOrDiscard(RunFolder folder)
    {
        bool worthResuming =
            !new CheckpointStore(folder.CheckpointPath).IsEmpty || File.Exists(folder.ResultsPath);
        if (!worthResuming)
        {
            folder.Discard();
        }

        return worthResuming;
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd();
}
