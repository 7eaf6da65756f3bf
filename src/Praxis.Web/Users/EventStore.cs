using Praxis.Core;

namespace Praxis.Web;

/// <summary>What users did since the fits: an append-only log on disk that loses nothing it acknowledged.</summary>
public sealed class EventStore
{
    /// <summary>Appends events of a user; complete when they are on the disk.</summary>
    /// <param name="user">The user.</param>
    /// <param name="events">The events.</param>
    /// <returns>How many events of the user are kept now.</returns>
    /// <exception cref="PraxisException">The user or an event cannot be kept, or the disk is full.</exception>
    public Task<int> Append(string user, IReadOnlyList<UserEvent> events) =>
        throw new UsageException("events are not there yet");

    /// <summary>The events of a user, by time.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The events; empty for somebody unknown.</returns>
    public IReadOnlyList<UserEvent> Read(string user) => [];

    /// <summary>Forgets a user.</summary>
    /// <param name="user">The user.</param>
    /// <returns>Whether there was anything.</returns>
    public Task<bool> Forget(string user) => Task.FromResult(false);
}
