namespace Praxis.Recommend;

/// <summary>A stretch of one user's events: those from <paramref name="From"/> on are foretold, those before are
/// seen.</summary>
/// <param name="User">User index.</param>
/// <param name="Start">First event that is seen.</param>
/// <param name="From">First event that is foretold.</param>
/// <param name="To">One past the last.</param>
internal readonly record struct RankingWindow(int User, int Start, int From, int To)
{
    /// <summary>First event that is seen by an event with a number of events strictly before it.</summary>
    /// <remarks>
    /// The start moves by half a length at a time, so that a cache holds for half a length of new events, and an event
    /// sees between half a length and a whole one. Training, evaluation and requests share the rule.
    /// </remarks>
    internal static int StartOf(int before, int length)
    {
        int half = Math.Max(1, length / 2);
        return before < length ? 0 : (((before - length) / half) + 1) * half;
    }

    /// <summary>Windows that foretell a range of a user's events, each event once.</summary>
    internal static IEnumerable<RankingWindow> Of(InteractionLog log, int user, int from, int to, int length)
    {
        ReadOnlyMemory<long> times = log.TimesOf(user);
        int first = from;
        int start = -1;
        for (int i = from; i < to; i++)
        {
            int before = i;
            while (before > 0 && times.Span[before - 1] == times.Span[i])
            {
                before--;
            }

            int own = StartOf(before, length);
            if (start >= 0 && own != start)
            {
                yield return new RankingWindow(user, start, first, i);
                first = i;
            }

            start = own;

            // The rest of a basket has the same events before it.
            while (i + 1 < to && times.Span[i + 1] == times.Span[i])
            {
                i++;
            }
        }

        if (to > from)
        {
            yield return new RankingWindow(user, start, first, to);
        }
    }
}
