namespace Praxis.Core;

/// <summary>Users and items of an open model, to be looked up as a form needs it.</summary>
public interface IIdentityDirectory
{
    /// <summary>When the last event of the log happened, in Unix seconds.</summary>
    long LastTime { get; }

    /// <summary>Users of the log whose identity holds a text, those that begin with it first.</summary>
    /// <param name="text">Any text, of any case; empty for any user.</param>
    /// <param name="most">The most users.</param>
    /// <returns>Identities.</returns>
    IReadOnlyList<string> FindUsers(string text, int most);

    /// <summary>Items of the log whose identity holds a text, those that begin with it first.</summary>
    /// <param name="text">Any text, of any case; empty for any item.</param>
    /// <param name="most">The most items.</param>
    /// <returns>Identities.</returns>
    IReadOnlyList<string> FindItems(string text, int most);

    /// <summary>What a user did in the log, by time.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The events; none of somebody unknown.</returns>
    IReadOnlyList<UserEvent> HistoryOf(string user);
}
