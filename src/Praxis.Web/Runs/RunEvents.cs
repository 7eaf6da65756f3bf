using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>One event of a run as it is streamed.</summary>
/// <param name="Number">Its place in the run, from 1; where a stream may go on after a break.</param>
/// <param name="Happened">What the fit told; null for a change of the run's state or of its progress.</param>
/// <param name="State">The run's state when it changed: waiting, running, stopping, done, failed, cancelled,
/// interrupted or damaged; null otherwise.</param>
/// <param name="Progress">The newest line of progress, which is not kept in the run; null otherwise.</param>
public sealed record RunEvent(long Number, FitEvent? Happened, string? State, string? Progress)
{
    /// <summary>Why it failed, in one line; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>Whether nothing can come after it.</summary>
    internal bool IsLast => State is "done" or "failed" or "cancelled" or "interrupted" or "damaged";
}

/// <summary>Events of runs: first those that were, then those that come.</summary>
public sealed class RunEvents
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly JobEnvironment _environment;
    private readonly FitQueue _queue;
    private readonly ShownPaths _paths;

    internal RunEvents(JobEnvironment environment, FitQueue queue, ShownPaths paths)
    {
        _environment = environment;
        _queue = queue;
        _paths = paths;
    }

    /// <summary>Follows a run until it ends.</summary>
    /// <param name="id">The run.</param>
    /// <param name="after">The number of the last event that is known already; 0 for all.</param>
    /// <param name="cancellation">Ends the stream.</param>
    /// <returns>The events.</returns>
    /// <exception cref="PraxisException">There is no such run.</exception>
    public IAsyncEnumerable<RunEvent> Follow(string id, long after, CancellationToken cancellation)
    {
        if (_queue.Find(id) is null)
        {
            RunIdentity.Open(_environment.Store, id);
        }

        return FollowKnown(id, Math.Max(0, after), cancellation);
    }

    private async IAsyncEnumerable<RunEvent> FollowKnown(
        string id, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = new EventTail(Path.Combine(_environment.Store.Root, id), after);
        string? state = null;
        string? progress = null;
        while (!cancellation.IsCancellationRequested)
        {
            // The state is read before the events, so that none of them comes after the end.
            RunEvent now = StateOf(id);
            foreach (RunEvent happened in reader.Read())
            {
                yield return happened with { Happened = _paths.Of(happened.Happened!) };
            }

            if (now.State != state)
            {
                state = now.State;
                yield return now with { Number = reader.Number, Progress = null };
            }

            if (now.Progress is { } line && line != progress)
            {
                progress = line;
                yield return new RunEvent(reader.Number, null, null, line);
            }

            if (now.IsLast)
            {
                yield break;
            }

            await Task.Delay(Look, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private RunEvent StateOf(string id)
    {
        if (_queue.Find(id) is { } job)
        {
            string name = job.Stage.ToString().ToLowerInvariant();
            return new RunEvent(0, null, name, job.Progress) { Message = job.Message };
        }

        string path = Path.Combine(_environment.Store.Root, id);
        if (Directory.Exists(path))
        {
            bool isDamaged = RunStore.Read(RunFolder.Open(path)).State == RunState.Damaged;
            return new RunEvent(0, null, isDamaged ? "damaged" : "done", null);
        }

        bool isFitted = Directory.Exists(path + RunFolder.PartialSuffix)
            && RunStore.IsBeingFitted(RunFolder.Open(path));
        return new RunEvent(0, null, isFitted ? "running" : "interrupted", null);
    }

    // Reads whole lines behind those it has read; a file that was written anew is read from its beginning.
    private sealed class EventTail(string path, long after)
    {
        private long _offset;
        private long _line;

        public long Number => Math.Max(_line, after);

        public IEnumerable<RunEvent> Read()
        {
            foreach (string line in NewLines())
            {
                _line++;
                if (_line > after && Parse(line) is { } happened)
                {
                    yield return new RunEvent(_line, happened, null, null);
                }
            }
        }

        private static FitEvent? Parse(string line)
        {
            try
            {
                return JsonSerializer.Deserialize<FitEvent>(line, PraxisJson.Line);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private string[] NewLines()
        {
            string? file = new[] { path, path + RunFolder.PartialSuffix }
                .Select(static folder => Path.Combine(folder, "metrics.jsonl"))
                .FirstOrDefault(File.Exists);
            try
            {
                if (file is null)
                {
                    return [];
                }

                using var stream = new FileStream(
                    file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                if (stream.Length < _offset)
                {
                    after = Math.Max(after, _line);
                    (_offset, _line) = (0, 0);
                }

                stream.Position = _offset;
                var bytes = new byte[stream.Length - _offset];
                int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                int end = bytes.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
                _offset += end;
                return Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }
            catch (IOException)
            {
                // Renamed at this moment: the next look finds it.
                return [];
            }
        }
    }
}
