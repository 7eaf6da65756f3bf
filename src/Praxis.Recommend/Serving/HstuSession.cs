using Praxis.Core;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Answers requests with a fitted HSTU model and keeps each user's keys and values between them, so that a
/// request costs only the events since the last one.</summary>
/// <remarks>
/// What is kept of a user is compared with the history that comes with the request; only the common beginning is used.
/// So changed or deleted events can never be answered from the cache, and a session belongs to one model: another model
/// needs another session. Where a history is longer than the model sees, its window moves with every event and is
/// computed anew. Answers equal those of the model up to rounding. Safe to use from several threads.
/// </remarks>
public sealed class HstuSession
{
    private readonly HstuModel _model;
    private readonly ItemTable _table;
    private readonly SequenceScorer _scorer;
    private readonly ByteBudgetCache<string, HstuHistory> _histories;
    private readonly bool _isBasket;

    /// <summary>Makes a session without anything kept.</summary>
    /// <param name="model">The model; must live as long as the session.</param>
    /// <param name="cacheBytes">The most bytes of keys and values to keep.</param>
    /// <exception cref="InputException">The model's encoder is not HSTU's own, or it was learnt from a
    /// stream.</exception>
    public HstuSession(FittedSequenceModel<HstuOptions> model, long cacheBytes)
    {
        _scorer = model.Scorer
            ?? throw new InputException("a session needs a model of a fixed catalogue; fit it without --stream");
        _model = model.Encoder as HstuModel
            ?? throw new InputException("a session needs a model of hstu blocks; fit it with --encoder hstu");
        _table = model.Table;
        _isBasket = model.IsBasket;
        _histories = new ByteBudgetCache<string, HstuHistory>(cacheBytes);
    }

    /// <summary>What is kept, and how often it was of use.</summary>
    public CacheStatistics Cache => _histories.Statistics;

    /// <summary>Scores all items for a user's history.</summary>
    /// <param name="user">Names the user between requests.</param>
    /// <param name="query">The whole history up to now, and the time of the request.</param>
    /// <param name="scores">Receives the scores, [items].</param>
    public void Score(string user, HistoryQuery query, Span<float> scores)
    {
        Check.Length(scores.Length, _scorer.ItemCount);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        _scorer.ScoreOutputs(Encode(user, query), scores);
    }

    /// <summary>Drops what is kept of a user.</summary>
    /// <param name="user">The user.</param>
    /// <returns>Whether anything was kept.</returns>
    public bool Forget(string user) => _histories.Drop(user);

    // The output of the newest event, [1, D].
    private torch.Tensor Encode(string user, HistoryQuery query)
    {
        int length = Math.Min(_model.MaxLength, query.Items.Length);
        ReadOnlySpan<int> items = query.Items.Span[^length..];
        ReadOnlySpan<long> times = query.Times.Span[^length..];
        long drops = _histories.Drops;
        if (!_histories.TryTake(user, out HstuHistory? history))
        {
            history = _model.NewHistory();
        }

        var nextTimes = new long[length];
        SequenceBatch.WriteNextTimes(times, query.RequestTime, _isBasket, nextTimes);

        // The newest event, or basket, waits for the one after it.
        int known = _isBasket ? Baskets.LastStart(times) : length - 1;
        history.KeepCommonBeginning(items[..known], times, nextTimes);
        int settled = history.Length;
        torch.Tensor rows = torch.empty(length - settled, _table.Width);
        _table.Gather(items[settled..], rows.Floats());
        torch.Tensor outputs = _model.Extend(history, rows, times[settled..], nextTimes.AsSpan(settled));
        history.Settle(items[settled..known], times[settled..known], nextTimes.AsSpan(settled..known));
        _histories.Put(user, history, history.ByteCount, drops);
        return outputs.narrow(0, length - settled - 1, 1).contiguous();
    }
}
