namespace Praxis.Recommend;

/// <summary>Writes events as tokens: context first, then slow changes, contents and actions by time.</summary>
/// <remarks>
/// arXiv 2402.17152, section 2: the interleaved series content, action, content, action. The summed form has one token
/// for content and action together, and a target token without its action that nobody else sees. An input depends on
/// its own event and what came before it only, so tokens never change once written.
/// </remarks>
internal sealed class TokenWriter(VocabularyRows rows, RankingTokenForm form)
{
    /// <summary>Adds a window as a history of its own.</summary>
    internal void AddWindow(RankingWindow window, RankingTokens tokens)
    {
        InteractionLog log = rows.Log.Events;
        HistoryState state = Begin(window.User, window.Start, tokens);
        var hidden = new List<(int Event, HistoryState State)>();
        int lastBasket = window.To - 1;
        ReadOnlySpan<long> times = log.TimesOf(window.User).Span;
        while (lastBasket > window.Start && times[lastBasket - 1] == times[lastBasket])
        {
            lastBasket--;
        }

        for (int i = window.Start; i < window.To; i++)
        {
            // What the last basket leaves behind has no reader.
            AddEvent(window.User, i, i >= window.From, i < lastBasket, state, tokens, hidden);
        }

        foreach ((int place, HistoryState then) in hidden)
        {
            AddTarget(place, state, then, tokens);
        }

        tokens.EndSequence();
    }

    /// <summary>Begins a history: its context tokens and the newest slow levels before its start.</summary>
    internal HistoryState Begin(int user, int start, RankingTokens tokens)
    {
        InteractionLog log = rows.Log.Events;
        var state = new HistoryState
        {
            Start = start,
            EventCount = start,
            SlowRows = [.. Enumerable.Repeat(-1, rows.SlowCount)],
            PreviousTime = start > 0 ? PreviousTime(log.TimesOf(user).Span, start) : null,
        };
        for (int column = 0; column < rows.ContextCount; column++)
        {
            tokens.Inputs.Add(rows.Context(user, column));
            Add(tokens, state, 0, -1, state.TokenCount, state.TokenCount);
        }

        for (int column = 0; column < rows.SlowCount && start > 0; column++)
        {
            int place = log.Offsets[user] + start - 1;
            int row = rows.Slow(place, column);
            while (place > log.Offsets[user] && rows.Slow(place - 1, column) == row)
            {
                place--;
            }

            state.SlowRows[column] = row;
            tokens.Inputs.Add(row);
            Add(tokens, state, log.Times.Span[place], 0, state.TokenCount, state.TokenCount);
        }

        return state;
    }

    /// <summary>Adds one event of the log.</summary>
    internal void AddEvent(
        int user, int index, bool isTarget, bool isKept, HistoryState state, RankingTokens tokens,
        List<(int Event, HistoryState State)> hidden)
    {
        InteractionLog log = rows.Log.Events;
        int place = log.Offsets[user] + index;
        long time = log.Times.Span[place];
        state.Arrive(time);
        int position = 2 * (state.BasketFirstEvent - state.Start);
        AddSlowChanges(place, position, state, tokens);
        bool isInterleaved = form == RankingTokenForm.Interleaved;
        int own = state.TokenCount;
        if (isInterleaved)
        {
            if (isTarget)
            {
                tokens.Targets.Add(tokens.Count);
                tokens.TargetEvents.Add(place);
            }

            AddContentRows(log.Items.Span[place], time, state, tokens);
            Add(tokens, state, time, position, state.BasketFirstToken, own);
        }
        else if (isTarget)
        {
            hidden.Add((place, state.Copy()));
        }

        if (isKept)
        {
            if (!isInterleaved)
            {
                AddContentRows(log.Items.Span[place], time, state, tokens);
            }

            int taskCount = rows.Log.Tasks.Count;
            rows.Vocabulary.ActionRows(rows.Log.Labels.Slice(place * taskCount, taskCount), tokens.Inputs);
            Add(tokens, state, time, position + 1, state.BasketFirstToken, own);
        }

        state.EventCount++;
    }

    /// <summary>Adds an item that may be shown at a time; it sees the whole history before that time and
    /// itself.</summary>
    internal void AddCandidate(int item, long time, HistoryState state, RankingTokens tokens)
    {
        HistoryState then = state.Copy();
        then.Arrive(time);
        tokens.Targets.Add(tokens.Count);
        tokens.TargetEvents.Add(-1);
        AddContentRows(item, time, then, tokens);
        AddHiddenRow(tokens);
        int column = state.TokenCount + tokens.Count - tokens.Offsets[^1];
        tokens.Add(time, 2 * (then.BasketFirstEvent - then.Start), then.BasketFirstToken, column);
    }

    private void AddTarget(int place, HistoryState state, HistoryState then, RankingTokens tokens)
    {
        InteractionLog log = rows.Log.Events;
        tokens.Targets.Add(tokens.Count);
        tokens.TargetEvents.Add(place);
        AddContentRows(log.Items.Span[place], log.Times.Span[place], then, tokens);
        AddHiddenRow(tokens);
        int position = 2 * (then.BasketFirstEvent - then.Start);
        Add(tokens, state, log.Times.Span[place], position, then.BasketFirstToken, state.TokenCount);
    }

    // Only the earliest entry of a run of equal values is kept; like an action, it is seen by what comes later.
    private void AddSlowChanges(int place, int position, HistoryState state, RankingTokens tokens)
    {
        for (int column = 0; column < rows.SlowCount; column++)
        {
            int row = rows.Slow(place, column);
            if (row != state.SlowRows[column])
            {
                state.SlowRows[column] = row;
                tokens.Inputs.Add(row);
                Add(tokens, state, rows.Log.Events.Times.Span[place], position, state.BasketFirstToken,
                    state.TokenCount);
            }
        }
    }

    private void AddContentRows(int item, long time, HistoryState state, RankingTokens tokens)
    {
        tokens.Inputs.Add(rows.Item(item));
        rows.Vocabulary.TimeRows(time, state.PreviousTime, tokens.Inputs);
    }

    private void AddHiddenRow(RankingTokens tokens)
    {
        if (form == RankingTokenForm.Summed)
        {
            tokens.Inputs.Add(rows.Vocabulary.HiddenRow);
        }
    }

    private static void Add(
        RankingTokens tokens, HistoryState state, long time, int position, int visible, int ownStart)
    {
        tokens.Add(time, position, visible, ownStart);
        state.TokenCount++;
    }

    // Time of the last event that is strictly older than the first event seen.
    private static long? PreviousTime(ReadOnlySpan<long> times, int start)
    {
        int place = start - 1;
        while (place >= 0 && start < times.Length && times[place] == times[start])
        {
            place--;
        }

        return place >= 0 ? times[place] : null;
    }
}
