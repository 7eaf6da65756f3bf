using System.Threading.Channels;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>What users did since the fits: an append-only log on disk that loses nothing it acknowledged.</summary>
/// <remarks>
/// Appends that come together are flushed to the disk together, and nobody is answered before. An event of the same
/// item and second is kept once, so that a client may send again what it does not know to have arrived. Forgetting a
/// user writes the log anew without that user.
/// </remarks>
public sealed class EventStore : IDisposable
{
    private const int MostText = 256;
    private const int MostEvents = 10_000;
    private const int MostBatch = 4096;
    private readonly EventLog _log;
    private readonly Dictionary<string, List<UserEvent>> _users = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Channel<Write> _writes = Channel.CreateBounded<Write>(MostBatch);
    private readonly Task _writer;
    private long _eventCount;

    internal EventStore(ServerFolder folder)
    {
        _log = new EventLog(folder.Folder("events"));
        foreach (EventRecord record in _log.Open())
        {
            Apply(record);
        }

        if (_log.HasForgotten)
        {
            _log.Rewrite(Records());
        }

        _writer = Task.Run(WriteAll);
    }

    /// <summary>Called when a user was forgotten.</summary>
    internal event Action<string>? Forgotten;

    /// <summary>How many users and events are kept.</summary>
    public (int Users, long Events) Counts
    {
        get
        {
            lock (_lock)
            {
                return (_users.Count, _eventCount);
            }
        }
    }

    /// <summary>Appends events of a user; complete when they are on the disk.</summary>
    /// <param name="user">The user.</param>
    /// <param name="events">The events.</param>
    /// <returns>How many events of the user are kept now.</returns>
    /// <exception cref="PraxisException">The user or an event cannot be kept, or the disk is full.</exception>
    public async Task<int> Append(string user, IReadOnlyList<UserEvent> events)
    {
        RequireUser(user);
        if (events.Count is 0 or > MostEvents)
        {
            throw new InputException($"events must be 1 to {MostEvents} events; got {events.Count}");
        }

        foreach (UserEvent happened in events)
        {
            RequireText("item", happened.Item);
            if (happened.Time is < 0 or > 100_000_000_000)
            {
                throw new InputException(
                    $"time must be Unix seconds in [0, 100000000000]; got {happened.Time} for item {happened.Item}");
            }
        }

        await Put(new EventRecord(user, events));
        return Read(user).Count;
    }

    /// <summary>The events of a user, by time.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The events; empty for somebody unknown.</returns>
    public IReadOnlyList<UserEvent> Read(string user)
    {
        lock (_lock)
        {
            return _users.TryGetValue(user, out List<UserEvent>? events) ? [.. events] : [];
        }
    }

    /// <summary>Forgets a user; complete when the disk holds nothing of the user any more.</summary>
    /// <param name="user">The user.</param>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> Forget(string user)
    {
        RequireUser(user);
        lock (_lock)
        {
            if (!_users.ContainsKey(user))
            {
                return false;
            }
        }

        await Put(new EventRecord(user, null));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writes.Writer.TryComplete();
        _writer.GetAwaiter().GetResult();
        _log.Dispose();
    }

    private static void RequireUser(string user) => RequireText("user", user);

    private static void RequireText(string what, string? text)
    {
        if (text is null || text.Length is 0 or > MostText || text.Any(char.IsControl))
        {
            throw new InputException(
                $"{what} must be 1 to {MostText} characters without control characters; got {text?.Length ?? 0}");
        }

        if (!IsWellFormed(text))
        {
            throw new InputException($"{what} must be valid Unicode text; it has half of a surrogate pair");
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private async Task Put(EventRecord record)
    {
        var write = new Write(record, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await _writes.Writer.WriteAsync(write);
        }
        catch (ChannelClosedException closed)
        {
            throw new RefusalException(503, "the server is stopping; send the events again when it is back", closed);
        }

        await write.Done.Task;
    }

    // The only writer: everything that waits goes to the disk with one flush.
    private async Task WriteAll()
    {
        var batch = new List<Write>();
        while (await _writes.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostBatch && _writes.Reader.TryRead(out Write? write))
            {
                batch.Add(write);
            }

            Keep(batch);
        }
    }

    private void Keep(List<Write> batch)
    {
        try
        {
            _log.Append([.. batch.Select(static write => write.Record)]);
            foreach (Write write in batch)
            {
                Apply(write.Record);
            }

            if (batch.Exists(static write => write.Record.IsForgetting))
            {
                _log.Rewrite(Records());
            }

            foreach (Write write in batch)
            {
                if (write.Record.IsForgetting)
                {
                    Forgotten?.Invoke(write.Record.User);
                }

                write.Done.SetResult();
            }
        }
        catch (StorageException exception)
        {
            foreach (Write write in batch)
            {
                write.Done.TrySetException(exception);
            }
        }
    }

    private IEnumerable<EventRecord> Records()
    {
        lock (_lock)
        {
            return [.. _users.Select(static user => new EventRecord(user.Key, [.. user.Value]))];
        }
    }

    private void Apply(EventRecord record)
    {
        lock (_lock)
        {
            if (record.Events is null)
            {
                _eventCount -= _users.Remove(record.User, out List<UserEvent>? gone) ? gone.Count : 0;
                return;
            }

            if (!_users.TryGetValue(record.User, out List<UserEvent>? events))
            {
                _users[record.User] = events = [];
            }

            foreach (UserEvent happened in record.Events)
            {
                _eventCount += Insert(events, happened) ? 1 : 0;
            }
        }
    }

    // Behind all events of the same time, so that the order of arrival stays.
    private static bool Insert(List<UserEvent> events, UserEvent happened)
    {
        int place = events.Count;
        while (place > 0 && events[place - 1].Time > happened.Time)
        {
            place--;
        }

        for (int same = place - 1; same >= 0 && events[same].Time == happened.Time; same--)
        {
            if (events[same].Item == happened.Item)
            {
                return false;
            }
        }

        events.Insert(place, happened);
        return true;
    }

    private sealed record Write(EventRecord Record, TaskCompletionSource Done);
}
