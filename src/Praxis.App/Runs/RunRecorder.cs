using System.Text;
using System.Text.Json;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Writes what a fit tells into the run's metrics.jsonl and log.txt, a flushed line each, so that a kill loses
/// nothing.</summary>
internal sealed class RunRecorder : IDisposable
{
    private readonly StreamWriter _events;
    private readonly StreamWriter _log;
    private readonly TimeProvider _clock;

    public RunRecorder(RunFolder folder, TimeProvider clock)
    {
        _clock = clock;
        _events = Append(folder.EventsPath);
        _log = Append(folder.LogPath);
    }

    /// <summary>Keeps an event; steps, parts and chains only move a display and are not kept.</summary>
    public void Record(FitEvent happened)
    {
        if (happened is StepEvent or PartEvent or ChainEvent)
        {
            return;
        }

        _events.WriteLine(JsonSerializer.Serialize(happened, PraxisJson.Line));
        _events.Flush();
        Log(EventText.Of(happened));
    }

    /// <summary>Writes a line with the time into log.txt.</summary>
    public void Log(string line)
    {
        _log.WriteLine($"{_clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {line}");
        _log.Flush();
    }

    public void Dispose()
    {
        _events.Dispose();
        _log.Dispose();
    }

    private static StreamWriter Append(string path) =>
        new(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
}
