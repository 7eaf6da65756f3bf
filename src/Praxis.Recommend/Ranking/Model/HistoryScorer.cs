using System.Runtime.InteropServices;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Scores candidates for one user behind a cached history.</summary>
/// <remarks>
/// arXiv 2402.17152, section 3.4 and algorithm 1 (M-FALCON): the history is encoded once; candidates come in
/// micro-batches, each seeing the history and itself. The result is that of one pass a candidate.
/// </remarks>
internal sealed class HistoryScorer(HstuRankingModel model, VocabularyRows rows, HstuRankingOptions options)
{
    private readonly TokenWriter _writer = new(rows, options.Tokens);

    /// <summary>Encodes what a user did strictly before a time.</summary>
    /// <param name="user">User index; -1 for somebody unknown.</param>
    /// <param name="time">When candidates will be scored, Unix seconds.</param>
    internal EncodedHistory Encode(int user, long time)
    {
        int count = CountBefore(user, time);
        var tokens = new RankingTokens();
        int start = RankingWindow.StartOf(count, options.MaxLength);
        HistoryState state = _writer.Begin(user, start, tokens);
        AddEvents(user, count, state, tokens);
        var history = new EncodedHistory(model.LayerCount, model.Sizes, state);
        Append(tokens, history);
        return history;
    }

    /// <summary>Brings a history up to a later time; only the new events are computed.</summary>
    /// <returns>The same history, or a new one when its window has moved on or the time lies before its end.</returns>
    internal EncodedHistory Extend(EncodedHistory history, int user, long time)
    {
        int count = CountBefore(user, time);
        if (count < history.State.EventCount
            || RankingWindow.StartOf(count, options.MaxLength) != history.State.Start)
        {
            return Encode(user, time);
        }

        var tokens = new RankingTokens();
        AddEvents(user, count, history.State, tokens);
        Append(tokens, history);
        return history;
    }

    /// <summary>Foretells the actions of one user on candidates at a time.</summary>
    /// <param name="history">The user's history strictly before the time; not changed.</param>
    /// <param name="items">Candidate items: [m].</param>
    /// <param name="time">When they are shown, Unix seconds.</param>
    /// <param name="microBatch">Candidates in one pass.</param>
    /// <returns>Probabilities and values, [m, tasks].</returns>
    internal float[] Score(EncodedHistory history, ReadOnlySpan<int> items, long time, int microBatch = 256)
    {
        int tasks = model.Vocabulary.Tasks.Count;
        var predictions = new float[items.Length * tasks];
        for (int first = 0; first < items.Length; first += microBatch)
        {
            int count = Math.Min(microBatch, items.Length - first);
            var tokens = new RankingTokens();
            foreach (int item in items.Slice(first, count))
            {
                _writer.AddCandidate(item, time, history.State, tokens);
            }

            tokens.EndSequence();
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            torch.Tensor outputs = model.Extend(tokens, history, isAppended: false)!;
            RankingPrediction.FromOutputs(
                model.Vocabulary, MemoryMarshal.Cast<byte, float>(outputs.bytes),
                predictions.AsSpan(first * tasks, count * tasks));
        }

        return predictions;
    }

    private void AddEvents(int user, int count, HistoryState state, RankingTokens tokens)
    {
        for (int i = state.EventCount; i < count; i++)
        {
            _writer.AddEvent(user, i, isTarget: false, isKept: true, state, tokens, []);
        }

        tokens.EndSequence();
    }

    private void Append(RankingTokens tokens, EncodedHistory history)
    {
        if (tokens.Count > 0)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGradients = torch.no_grad();
            model.Extend(tokens, history, isAppended: true);
        }
    }

    private int CountBefore(int user, long time)
    {
        if (user < 0)
        {
            return 0;
        }

        ReadOnlySpan<long> times = rows.Log.Events.TimesOf(user).Span;
        int count = times.Length;
        while (count > 0 && times[count - 1] >= time)
        {
            count--;
        }

        return count;
    }
}
