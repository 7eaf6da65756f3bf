using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Users and items of a log as somebody types them.</summary>
internal sealed class LogDirectory(InteractionLog log) : IIdentityDirectory
{
    private readonly Lazy<Dictionary<string, int>> _users = new(() => Indices(log.UserIds));
    private readonly Lazy<Dictionary<string, int>> _items = new(() => Indices(log.ItemIds));

    /// <summary>Indices of users by identity.</summary>
    internal IReadOnlyDictionary<string, int> Users => _users.Value;

    /// <summary>Indices of items by identity.</summary>
    internal IReadOnlyDictionary<string, int> Items => _items.Value;

    /// <inheritdoc/>
    public long LastTime => log.LastTime;

    /// <inheritdoc/>
    public IReadOnlyList<string> FindUsers(string text, int most) => Find(log.UserIds, text, most);

    /// <inheritdoc/>
    public IReadOnlyList<string> FindItems(string text, int most) => Find(log.ItemIds, text, most);

    /// <inheritdoc/>
    public IReadOnlyList<UserEvent> HistoryOf(string user)
    {
        if (!Users.TryGetValue(user, out int index))
        {
            return [];
        }

        long[] times = log.TimesOf(index).ToArray();
        return
        [
            .. log.ItemsOf(index).ToArray().Select((item, place) => new UserEvent(log.ItemIds[item], times[place])),
        ];
    }

    private static Dictionary<string, int> Indices(IReadOnlyList<string> names)
    {
        var indices = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (int index = 0; index < names.Count; index++)
        {
            indices[names[index]] = index;
        }

        return indices;
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
