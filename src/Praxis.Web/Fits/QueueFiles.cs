using System.Text.Json;
using Microsoft.Extensions.Logging;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The jobs of the queue on the disk: one file a run.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed partial class QueueFiles(string folder, ILogger logger)
{
    private readonly Dictionary<string, QueuedFit> _kept = new(StringComparer.Ordinal);

    /// <summary>All jobs, in their order; files that cannot be read are set aside.</summary>
    public IReadOnlyList<QueuedFit> Load()
    {
        var jobs = new List<QueuedFit>();
        foreach (string path in Directory.GetFiles(folder, "*.json"))
        {
            try
            {
                jobs.Add(JsonSerializer.Deserialize<QueuedFit>(File.ReadAllBytes(path), PraxisJson.Indented)!);
            }
            catch (Exception exception) when (exception is JsonException or IOException)
            {
                File.Move(path, path + ".damaged", overwrite: true);
            }
        }

        return [.. jobs.OrderBy(static job => job.Number)];
    }

    /// <summary>Writes a job; it is on the disk when this returns.</summary>
    /// <exception cref="StorageException">It cannot be written, as when the disk is full.</exception>
    public void Save(QueuedFit job)
    {
        AtomicFile.Write(PathOf(job.State.RunId), stream => JsonSerializer.Serialize(stream, job, PraxisJson.Indented));
        NativeCalls.FlushFolder(folder);
        _kept.Remove(job.State.RunId);
    }

    /// <summary>Writes a job, or keeps it for <see cref="SaveKept"/> and logs why.</summary>
    public void SaveOrKeep(QueuedFit job)
    {
        try
        {
            Save(job);
        }
        catch (StorageException exception)
        {
            _kept[job.State.RunId] = job;
            NotSaved(logger, job.State.RunId, exception.Message);
        }
    }

    /// <summary>Writes the kept jobs, as far as that is possible now.</summary>
    public void SaveKept()
    {
        foreach (QueuedFit job in _kept.Values.ToArray())
        {
            try
            {
                Save(job);
            }
            catch (StorageException)
            {
                // It was logged when it was kept, and stays so.
            }
        }
    }

    /// <summary>Forgets a job.</summary>
    public void Delete(string runId)
    {
        _kept.Remove(runId);
        File.Delete(PathOf(runId));
    }

    private string PathOf(string runId) => Path.Combine(folder, runId + ".json");

    [LoggerMessage(LogLevel.Error, "the job of run {RunId} could not be saved and will be tried again: {Reason}")]
    private static partial void NotSaved(ILogger logger, string runId, string reason);
}
