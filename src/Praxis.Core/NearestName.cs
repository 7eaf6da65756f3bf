namespace Praxis.Core;

/// <summary>Finds what the user may have meant.</summary>
public static class NearestName
{
    private const int MostNames = 3;
    private const int LeastWordLength = 4;

    /// <summary>The known name nearest to a mistyped one, by edit distance; null when none is near.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">The known names.</param>
    /// <returns>A known name, or null.</returns>
    public static string? Of(string typed, IEnumerable<string> known) =>
        AllOf(typed, known) is [string nearest, ..] ? nearest : null;

    /// <summary>The known names that are equally near to a mistyped one, at most three of them.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">The known names.</param>
    /// <returns>Known names in their order; empty when none is near.</returns>
    public static IReadOnlyList<string> AllOf(string typed, IEnumerable<string> known)
    {
        int least = Math.Max(1, typed.Length / 3) + 1;
        var nearest = new List<string>();
        foreach (string name in known.Distinct())
        {
            int distance = Math.Min(Distance(typed, name), WordDistance(typed, name));
            if (distance > least || distance >= name.Length)
            {
                continue;
            }

            if (distance < least)
            {
                nearest.Clear();
            }

            least = distance;
            nearest.Add(name);
        }

        return [.. nearest.Take(MostNames)];
    }

    /// <summary>One line that refuses an unknown name, with the nearest one and all known ones.</summary>
    /// <param name="kind">What is named, as in "method".</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">The known names.</param>
    /// <returns>The message.</returns>
    public static string Unknown(string kind, string typed, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string meant = Of(typed, names) is { } near ? $"did you mean {near}? " : string.Empty;
        string list = names.Length == 0 ? $"no {kind} is known" : $"known are {string.Join(", ", names)}";
        return $"{kind} {typed} is not known; {meant}{list}";
    }

    // A beginning, or one word of several: "sas" for "sasrec", "layers" and "num-layers" for "layer-count".
    private static int WordDistance(string typed, string name)
    {
        if (typed.Length > 1 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        string[] words = typed.Split('-');
        string[] nameWords = name.Split('-');
        int nearest = int.MaxValue;
        foreach (string word in words.Where(word => word.Length >= LeastWordLength))
        {
            foreach (string nameWord in nameWords.Where(nameWord => nameWord.Length >= LeastWordLength))
            {
                int distance = Distance(word, nameWord);
                if (distance <= 1)
                {
                    nearest = Math.Min(nearest, distance + words.Length);
                }
            }
        }

        return nearest;
    }

    // Levenshtein's distance, one row at a time.
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                int change = diagonal
                    + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
