namespace Praxis.Recommend;

/// <summary>Looks up identities as somebody types them.</summary>
internal static class IdentitySearch
{
    /// <summary>Identities that hold a text, those that begin with it first, each in the order of the log.</summary>
    internal static IReadOnlyList<string> Find(IReadOnlyList<string> identities, string text, int most)
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
