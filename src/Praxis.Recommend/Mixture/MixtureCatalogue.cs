using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Scores the whole catalogue by a mixture of logits, block by block.</summary>
/// <remarks>What depends on items only is kept for a small catalogue and made anew for each call over a large one, so
/// memory is a block of pairs.</remarks>
internal sealed class MixtureCatalogue : IDisposable
{
    private const int BlockItems = 512;
    private const int MostQueries = 64;

    // Floats of a block's widest tensor: the cross gate's hidden units of all its pairs, or their logits.
    private const int BlockFloats = 1 << 20;
    private readonly MixtureOfLogits _mixture;
    private readonly ItemTable _table;
    private readonly MixtureSide[] _kept = [];
    private readonly int _queries;

    /// <summary>Makes the scorer.</summary>
    /// <param name="mixture">The similarity; not disposed.</param>
    /// <param name="table">The items; not disposed.</param>
    /// <param name="mostKeptFloats">Up to so many floats the items' components and gates are kept.</param>
    internal MixtureCatalogue(MixtureOfLogits mixture, ItemTable table, long mostKeptFloats)
    {
        _mixture = mixture;
        _table = table;
        _queries = Math.Clamp(BlockFloats / (BlockItems * mixture.Sizes.PairWidth), 1, MostQueries);
        if ((long)table.Count * mixture.Sizes.ItemElements > mostKeptFloats)
        {
            return;
        }

        using IDisposable noGradients = torch.no_grad();
        _kept = new MixtureSide[BlockCount];
        for (int block = 0; block < _kept.Length; block++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            MixtureSide side = Project(block);
            _kept[block] =
                new MixtureSide(side.Components.DetachFromDisposeScope(), side.Gates.DetachFromDisposeScope());
        }
    }

    /// <summary>Receives the scores of some items for some queries.</summary>
    /// <param name="firstQuery">The first query.</param>
    /// <param name="firstItem">The first item.</param>
    /// <param name="itemCount">How many items.</param>
    /// <param name="scores">[queries, items].</param>
    internal delegate void Receiver(int firstQuery, int firstItem, int itemCount, ReadOnlySpan<float> scores);

    /// <summary>Whether what depends on items only is kept.</summary>
    internal bool IsKept => _kept.Length > 0;

    private int BlockCount => (_table.Count + BlockItems - 1) / BlockItems;

    /// <summary>Scores block by block, in the order of the items.</summary>
    /// <param name="outputs">[queries, D].</param>
    /// <param name="receive">Takes each block.</param>
    internal void Run(torch.Tensor outputs, Receiver receive)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        int total = outputs.Rows();
        var users = new MixtureSide[(total + _queries - 1) / _queries];
        for (int part = 0; part < users.Length; part++)
        {
            int first = part * _queries;
            users[part] = _mixture.OfUsers(outputs.narrow(0, first, Math.Min(_queries, total - first)));
        }

        for (int block = 0; block < BlockCount; block++)
        {
            using DisposeScope blockScope = torch.NewDisposeScope();
            MixtureSide items = IsKept ? _kept[block] : Project(block);
            for (int part = 0; part < users.Length; part++)
            {
                torch.Tensor scores = _mixture.SharedLogits(users[part], items).contiguous();
                receive(part * _queries, block * BlockItems, items.Gates.Rows(), scores.Floats());
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (MixtureSide side in _kept)
        {
            side.Components.Dispose();
            side.Gates.Dispose();
        }
    }

    private MixtureSide Project(int block)
    {
        int first = block * BlockItems;
        int[] items = [.. Enumerable.Range(first, Math.Min(BlockItems, _table.Count - first))];
        torch.Tensor rows = torch.empty(items.Length, _table.Width);
        _table.Gather(items, rows.Floats());
        return _mixture.OfItems(rows);
    }
}
