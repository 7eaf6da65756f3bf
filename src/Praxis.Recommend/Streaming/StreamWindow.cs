namespace Praxis.Recommend;

/// <summary>A user's new events in a window.</summary>
/// <param name="User">The user.</param>
/// <param name="Start">Place of the first new event among the user's events.</param>
/// <param name="End">One past the last one.</param>
internal readonly record struct NewEvents(int User, int Start, int End);

/// <summary>A stretch of time and what is new in it.</summary>
/// <param name="StartTime">Unix seconds, a multiple of the window's length.</param>
/// <param name="EndTime">One past its last second.</param>
/// <param name="LastTime">Time of its last event.</param>
/// <param name="Users">New events by user, in the order of their ends; equal ends by identity of the user.</param>
internal sealed record StreamWindow(long StartTime, long EndTime, long LastTime, NewEvents[] Users)
{
    /// <summary>Number of new events.</summary>
    internal int EventCount => Users.Sum(static own => own.End - own.Start);

    /// <summary>Cuts what happened after a time into windows, in the order of time; empty windows are left
    /// out.</summary>
    /// <param name="log">The log.</param>
    /// <param name="after">Unix seconds: later events are new.</param>
    /// <param name="length">Length of a window in seconds; windows begin at its multiples since 1970.</param>
    /// <returns>The windows.</returns>
    internal static List<StreamWindow> Cut(InteractionLog log, long after, long length)
    {
        var parts = new List<(long Window, long LastTime, NewEvents Events)>();
        for (int user = 0; user < log.UserCount; user++)
        {
            ReadOnlySpan<long> times = log.TimesOf(user).Span;
            int start = CountUpTo(times, after);
            while (start < times.Length)
            {
                long window = FloorDivide(times[start], length);
                int end = start + 1;
                while (end < times.Length && FloorDivide(times[end], length) == window)
                {
                    end++;
                }

                parts.Add((window, times[end - 1], new NewEvents(user, start, end)));
                start = end;
            }
        }

        parts.Sort((left, right) =>
        {
            int order = left.Window.CompareTo(right.Window);
            order = order != 0 ? order : left.LastTime.CompareTo(right.LastTime);
            return order != 0
                ? order
                : string.CompareOrdinal(log.UserIds[left.Events.User], log.UserIds[right.Events.User]);
        });
        return
        [
            .. parts.GroupBy(static part => part.Window).Select(group => new StreamWindow(
                group.Key * length,
                (group.Key + 1) * length,
                group.Last().LastTime,
                [.. group.Select(static part => part.Events)])),
        ];
    }

    /// <summary>How many leading events lie at or before a time.</summary>
    internal static int CountUpTo(ReadOnlySpan<long> times, long time)
    {
        int count = 0;
        while (count < times.Length && times[count] <= time)
        {
            count++;
        }

        return count;
    }

    private static long FloorDivide(long time, long length) =>
        (time / length) - (time % length < 0 ? 1 : 0);
}
