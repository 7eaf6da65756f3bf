using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Users and items of a log as somebody types them.</summary>
internal sealed class LogDirectory(InteractionLog log) : IIdentityDirectory
{
    /// <inheritdoc/>
    public long LastTime => log.LastTime;

    /// <inheritdoc/>
    public IReadOnlyList<string> FindUsers(string text, int most) => Find(log.UserIds, text, most);

    /// <inheritdoc/>
    public IReadOnlyList<string> FindItems(string text, int most) => Find(log.ItemIds, text, most);

    /// <inheritdoc/>
    public IReadOnlyList<UserEvent> HistoryOf(string user)
    {
        for (int index = 0; index < log.UserCount; index++)
        {
            if (log.UserIds[index] == user)
            {
                long[] times = log.TimesOf(index).ToArray();
                return
                [
                    .. log.ItemsOf(index).ToArray()
                        .Select((item, place) => new UserEvent(log.ItemIds[item], times[place])),
                ];
            }
        }

        return [];
    }

    // Those that begin with the text first, each in the order of the log.
    private static List<string> Find(IReadOnlyList<string> identities, string text, int most)
    {
        var first = new List<string>();
        var later = new List<string>();
        foreach (string identity in identities)
        {
            int place = identity.IndexOf(text, StringComparison.OrdinalIgnoreCase);
            if (place >= 0 && (place == 0 ? first : later).Count < most)
            {
                (place == 0 ? first : later).Add(identity);
            }

            if (first.Count == most)
            {
                break;
            }
        }

        return [.. first.Concat(later).Take(most)];
    }
}
