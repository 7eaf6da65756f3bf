using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>
/// Makes an event log of rows: leaves out actions, then repeats, then rare items, then users with few events, each in
/// one pass; numbers what is left by first appearance; and says what it did.
/// </summary>
internal sealed class EventFilter
{
    private readonly EventRows _rows;
    private readonly RecommendInputOptions _options;
    private readonly bool[] _kept;
    private readonly List<string> _notices = [];
    private int _count;

    private EventFilter(EventRows rows, RecommendInputOptions options)
    {
        _rows = rows;
        _options = options;
        _count = rows.Users.Length;
        _kept = new bool[_count];
        Array.Fill(_kept, true);
    }

    /// <summary>Makes the log.</summary>
    /// <exception cref="InputException">A repeat is refused, an action is unknown, or too little is left.</exception>
    public static InteractionLog Apply(EventRows rows, RecommendInputOptions options) =>
        Apply(rows, options, out _);

    /// <summary>Makes the log and tells which row each of its events was: [events], in the log's order.</summary>
    /// <exception cref="InputException">As above.</exception>
    public static InteractionLog Apply(EventRows rows, RecommendInputOptions options, out int[] rowOfEvent)
    {
        var filter = new EventFilter(rows, options);
        filter.KeepActions();
        filter.RemoveRepeats();
        filter.RemoveRare("item", rows.Items.Span, rows.ItemIds.Count, options.MinItemEvents, "--min-item-events");
        filter.RemoveRare("user", rows.Users.Span, rows.UserIds.Count, options.MinUserEvents, "--min-user-events");
        InteractionLog log = filter.Build();
        rowOfEvent = filter.RowsInLogOrder(log);
        return log;
    }

    private void KeepActions()
    {
        if (_rows.Actions is null || _options.KeepActions.Length == 0)
        {
            return;
        }

        string[] wanted = _options.KeepActions.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] known = [.. _rows.Actions.Levels];
        if (wanted.FirstOrDefault(action => !known.Contains(action)) is string unknown)
        {
            throw new InputException($"{_rows.Path}: no row has the action '{CellText.Plain(unknown)}' of"
                + $" --keep-actions; column '{_options.ActionColumn}' has {CellText.List(known)}");
        }

        bool[] isWanted = [.. known.Select(action => wanted.Contains(action))];
        ReadOnlySpan<int> actions = _rows.Actions.Codes.Span;
        int before = _count;
        for (int row = 0; row < actions.Length; row++)
        {
            Drop(row, !isWanted[actions[row]]);
        }

        Notice(before - _count,
            $"of {before} rows left out: their action is not {string.Join(" or ", wanted.Select(CellText.Plain))}");
    }

    private void RemoveRepeats()
    {
        (int[] repeats, int unsortedUsers) = RepeatedEvents.Find(_rows, _kept);
        if (repeats.Length > 0 && _options.Duplicates == DuplicatePolicy.Refuse)
        {
            int row = repeats.Min();
            string user = CellText.Plain(_rows.UserIds[_rows.Users.Span[row]]);
            string item = CellText.Plain(_rows.ItemIds[_rows.Items.Span[row]]);
            throw new InputException($"{_rows.Place(row)}: user '{user}', item '{item}' and time"
                + $" {_rows.Times.Span[row]} stand in an earlier row; remove the row or"
                + " pass --duplicates drop or keep");
        }

        if (_options.Duplicates == DuplicatePolicy.Drop)
        {
            foreach (int row in repeats)
            {
                Drop(row, true);
            }

            Notice(repeats.Length, "rows left out: user, item and time stand in an earlier row");
        }

        if (unsortedUsers > 0)
        {
            _notices.Add($"rows of {Counted(unsortedUsers, "user")} were not in time order: sorted");
        }
    }

    private void RemoveRare(string name, ReadOnlySpan<int> codes, int levels, int least, string flag)
    {
        if (least <= 1)
        {
            return;
        }

        var counts = new int[levels];
        for (int row = 0; row < codes.Length; row++)
        {
            counts[codes[row]] += _kept[row] ? 1 : 0;
        }

        int rare = counts.Count(count => count > 0 && count < least);
        int present = counts.Count(count => count > 0);
        if (rare == present)
        {
            throw new InputException($"{_rows.Path}: none of the {present} {name}s has {least} events"
                + $" (the most are {counts.Max()}); lower {flag} or give more rows");
        }

        int before = _count;
        for (int row = 0; row < codes.Length; row++)
        {
            Drop(row, counts[codes[row]] < least);
        }

        Notice(rare,
            $"of {present} {name}s left out, with {Counted(before - _count, "row")}: fewer than {least} events");
    }

    private InteractionLog Build()
    {
        (string[] userIds, int[] users) = Number(_rows.UserIds, _rows.Users.Span);
        (string[] itemIds, int[] items) = Number(_rows.ItemIds, _rows.Items.Span);
        if (userIds.Length < 2 || itemIds.Length < 2)
        {
            string found = $"{Counted(userIds.Length, "user")} and {Counted(itemIds.Length, "item")}";
            throw new InputException($"{_rows.Path}: {found} left, and a recommender needs at least 2 of each;"
                + " give more rows or lower --min-user-events and --min-item-events");
        }

        var times = new long[_count];
        int next = 0;
        ReadOnlySpan<long> allTimes = _rows.Times.Span;
        for (int row = 0; row < allTimes.Length; row++)
        {
            if (_kept[row])
            {
                times[next++] = allTimes[row];
            }
        }

        return InteractionLog.FromEvents(userIds, itemIds, users, items, times).WithNotices([.. _notices]);
    }

    // The same grouping and the same stable order as the log's own: rows of a user by time, then by place in the file.
    private int[] RowsInLogOrder(InteractionLog log)
    {
        var userOfCode = new Dictionary<int, int>(log.UserCount);
        int[] next = log.Offsets[..^1].ToArray();
        var rows = new int[_count];
        for (int row = 0; row < _kept.Length; row++)
        {
            if (_kept[row])
            {
                int code = _rows.Users.Span[row];
                if (!userOfCode.TryGetValue(code, out int user))
                {
                    user = userOfCode.Count;
                    userOfCode[code] = user;
                }

                rows[next[user]++] = row;
            }
        }

        ReadOnlyMemory<long> times = _rows.Times;
        for (int user = 0; user < log.UserCount; user++)
        {
            rows.AsSpan(log.Offsets[user]..log.Offsets[user + 1]).Sort((left, right) =>
            {
                int byTime = times.Span[left].CompareTo(times.Span[right]);
                return byTime != 0 ? byTime : left.CompareTo(right);
            });
        }

        return rows;
    }

    /// <summary>New numbers, by first appearance in the rows that are kept.</summary>
    private (string[] Ids, int[] Codes) Number(IReadOnlyList<string> ids, ReadOnlySpan<int> codes)
    {
        var numbers = new int[ids.Count];
        var left = new List<string>(ids.Count);
        var renumbered = new int[_count];
        int next = 0;
        for (int row = 0; row < codes.Length; row++)
        {
            if (!_kept[row])
            {
                continue;
            }

            ref int number = ref numbers[codes[row]];
            if (number == 0)
            {
                left.Add(ids[codes[row]]);
                number = left.Count;
            }

            renumbered[next++] = number - 1;
        }

        return ([.. left], renumbered);
    }

    private void Drop(int row, bool drop)
    {
        if (drop && _kept[row])
        {
            _kept[row] = false;
            _count--;
        }
    }

    private void Notice(int count, string rest)
    {
        if (count > 0)
        {
            _notices.Add($"{count} {rest}");
        }
    }

    private static string Counted(int count, string name) => $"{count} {name}{(count == 1 ? "" : "s")}";
}
