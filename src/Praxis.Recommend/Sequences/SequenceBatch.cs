namespace Praxis.Recommend;

/// <summary>Histories of several users one after another, without padding: T tokens of B users.</summary>
internal sealed class SequenceBatch
{
    internal SequenceBatch(int[] offsets, int[] items, long[] times, long[] nextTimes, int[] targets, int firstRow = 0)
    {
        Offsets = offsets;
        Items = items;
        Times = times;
        NextTimes = nextTimes;
        Targets = targets;
        FirstRow = firstRow;
    }

    /// <summary>First token of each user and T at the end: [B + 1].</summary>
    internal int[] Offsets { get; }

    /// <summary>Item index of each token: [T].</summary>
    internal int[] Items { get; }

    /// <summary>Unix seconds of each token: [T].</summary>
    internal long[] Times { get; }

    /// <summary>When the event that each token has to foretell happens, Unix seconds: [T].</summary>
    internal long[] NextTimes { get; }

    /// <summary>Item index each token has to foretell: [T]; empty at prediction.</summary>
    internal int[] Targets { get; }

    /// <summary>This batch's first token inside the whole training batch; keeps random numbers independent of
    /// sharding.</summary>
    internal int FirstRow { get; }

    /// <summary>Tokens that are learnt from, ascending; null for all. The others are context.</summary>
    internal int[]? LossTokens { get; init; }

    /// <summary>Number of tokens that are learnt from.</summary>
    internal int LossCount => LossTokens?.Length ?? TokenCount;

    /// <summary>The first of these inside the whole training batch; keeps their random numbers independent of
    /// sharding.</summary>
    internal int FirstLossRow { get; private init; }

    /// <summary>Number of users, B.</summary>
    internal int UserCount => Offsets.Length - 1;

    /// <summary>Number of tokens, T.</summary>
    internal int TokenCount => Items.Length;

    /// <summary>Makes a batch of queries for prediction; only the newest <paramref name="maxLength"/> events are
    /// kept.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="maxLength">Events that the model sees at most.</param>
    /// <param name="isBasket">Whether the model foretells baskets.</param>
    internal static SequenceBatch FromQueries(ReadOnlySpan<HistoryQuery> queries, int maxLength, bool isBasket)
    {
        var offsets = new int[queries.Length + 1];
        for (int b = 0; b < queries.Length; b++)
        {
            offsets[b + 1] = offsets[b] + Math.Min(maxLength, queries[b].Items.Length);
        }

        var items = new int[offsets[^1]];
        var times = new long[offsets[^1]];
        var nextTimes = new long[offsets[^1]];
        for (int b = 0; b < queries.Length; b++)
        {
            int start = offsets[b];
            int length = offsets[b + 1] - start;
            queries[b].Items.Span[^length..].CopyTo(items.AsSpan(start));
            queries[b].Times.Span[^length..].CopyTo(times.AsSpan(start));
            WriteNextTimes(
                times.AsSpan(start, length), queries[b].RequestTime, isBasket, nextTimes.AsSpan(start, length));
        }

        return new SequenceBatch(offsets, items, times, nextTimes, []);
    }

    /// <summary>From when each token of a history looks, as it did in training.</summary>
    /// <param name="times">Unix seconds of the tokens, ascending: [n].</param>
    /// <param name="requestTime">When the answer is wanted: from then the newest event, or all of the newest basket,
    /// looks.</param>
    /// <param name="isBasket">Whether tokens look from the time of the next basket, the first later time; else from
    /// that of the next event, which within a basket is their own.</param>
    /// <param name="nextTimes">Receives the times, [n].</param>
    internal static void WriteNextTimes(
        ReadOnlySpan<long> times, long requestTime, bool isBasket, Span<long> nextTimes)
    {
        long next = requestTime;
        for (int i = times.Length - 1; i >= 0; i--)
        {
            if (i + 1 < times.Length && !(isBasket && times[i + 1] == times[i]))
            {
                next = times[i + 1];
            }

            nextTimes[i] = next;
        }
    }

    /// <summary>The tokens that are learnt from, as a loss sees them: targets one after another.</summary>
    internal SequenceBatch ForLoss() => LossTokens is not { } tokens
        ? this
        : new SequenceBatch(
            [0, tokens.Length],
            Array.ConvertAll(tokens, token => Items[token]),
            Array.ConvertAll(tokens, token => Times[token]),
            Array.ConvertAll(tokens, token => NextTimes[token]),
            Array.ConvertAll(tokens, token => Targets[token]),
            FirstLossRow);

    /// <summary>Each token's place in its history, counted from the oldest kept event: [T].</summary>
    internal long[] Places()
    {
        var places = new long[TokenCount];
        for (int user = 0; user < UserCount; user++)
        {
            for (int row = Offsets[user]; row < Offsets[user + 1]; row++)
            {
                places[row] = row - Offsets[user];
            }
        }

        return places;
    }

    /// <summary>Cuts the batch into at most <paramref name="most"/> parts of whole users and about equal
    /// tokens.</summary>
    /// <remarks>The cut depends on the data alone, never on the number of threads.</remarks>
    internal SequenceBatch[] Shard(int most, int leastTokens)
    {
        int count = Math.Clamp(TokenCount / leastTokens, 1, Math.Min(most, UserCount));
        var shards = new List<SequenceBatch>(count);
        int user = 0;
        for (int part = 0; part < count; part++)
        {
            int first = user;
            long goal = (long)TokenCount * (part + 1) / count;
            while (user < UserCount
                && (Offsets[user + 1] <= goal || user == first)
                && UserCount - user > count - part - 1)
            {
                user++;
            }

            if (part == count - 1)
            {
                user = UserCount;
            }

            if (user > first)
            {
                shards.Add(Slice(first, user));
            }
        }

        return [.. shards];
    }

    private SequenceBatch Slice(int firstUser, int endUser)
    {
        int start = Offsets[firstUser];
        int end = Offsets[endUser];
        int[] offsets = Offsets[firstUser..(endUser + 1)];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] -= start;
        }

        return new SequenceBatch(
            offsets,
            Items[start..end],
            Times[start..end],
            NextTimes[start..end],
            Targets.Length == 0 ? [] : Targets[start..end],
            FirstRow + start)
        {
            LossTokens = LossTokens is null ? null : SliceLoss(LossTokens, start, end),
            FirstLossRow = FirstLossRow + (LossTokens?.Count(token => token < start) ?? 0),
        };
    }

    private static int[] SliceLoss(int[] tokens, int start, int end)
    {
        int[] own = [.. tokens.Where(token => token >= start && token < end)];
        foreach (ref int token in own.AsSpan())
        {
            token -= start;
        }

        return own;
    }
}
