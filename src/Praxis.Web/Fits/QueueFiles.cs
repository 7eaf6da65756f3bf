using System.Text.Json;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The jobs of the queue on the disk: one file a run.</summary>
internal sealed class QueueFiles(string folder)
{
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
    public void Save(QueuedFit job)
    {
        AtomicFile.Write(PathOf(job.State.RunId), stream => JsonSerializer.Serialize(stream, job, PraxisJson.Indented));
        NativeCalls.FlushFolder(folder);
    }

    /// <summary>Forgets a job.</summary>
    public void Delete(string runId) => File.Delete(PathOf(runId));

    private string PathOf(string runId) => Path.Combine(folder, runId + ".json");
}
