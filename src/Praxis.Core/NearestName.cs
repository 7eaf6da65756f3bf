namespace Praxis.App;

/// <summary>Finds what the user may have meant.</summary>
public static class NearestName
{
    /// <summary>The known name nearest to a mistyped one, by edit distance; null when none is near.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">The known names.</param>
    /// <returns>A known name, or null.</returns>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        (string Name, int Distance)? best = null;
        foreach (string name in known)
        {
            int distance = name.StartsWith(typed, StringComparison.Ordinal) && typed.Length > 1
                ? 1
                : Distance(typed, name);
            if (best is null || distance < best.Value.Distance)
            {
                best = (name, distance);
            }
        }

        return best is { } found
            && found.Distance <= Math.Max(1, typed.Length / 3) + 1
            && found.Distance < found.Name.Length
            ? found.Name
            : null;
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
