using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Makes a loss over some items; the sampler's candidates are numbers of the same table.</summary>
internal delegate ISoftmaxLoss SoftmaxLossOf(ItemTable table, ICandidateSampler sampler);

/// <summary>Items of which a step reads and changes only those that it needs: of its tokens, its targets and their
/// negatives.</summary>
/// <remarks>
/// The rows are numbered in ascending order, copied one after another, and the loss works on the copies, so that its
/// cost and the gradient's size do not depend on the catalogue.
/// </remarks>
internal sealed class SparseItems : IItemStore, IDisposable
{
    private const int ChunkRows = 1024;
    private readonly RowAdamW _optimizer;
    private readonly Similarity _similarity;
    private readonly ICandidateSampler _sampler;
    private readonly SoftmaxLossOf _loss;
    private readonly ParallelOptions _parallel;
    private readonly RowSet _set;
    private NativeFloats _copies = new(0);
    private int[] _rows = [];
    private float[] _scales = [];
    private int[] _candidates = [];

    /// <summary>Makes the store.</summary>
    /// <param name="optimizer">The table and its optimiser; not disposed.</param>
    /// <param name="similarity">How outputs and items are compared.</param>
    /// <param name="sampler">Draws candidates from the whole catalogue.</param>
    /// <param name="loss">Makes the loss of a step.</param>
    /// <param name="threadCount">Threads to use; no value depends on it.</param>
    internal SparseItems(
        RowAdamW optimizer, Similarity similarity, ICandidateSampler sampler, SoftmaxLossOf loss, int threadCount)
    {
        _optimizer = optimizer;
        _similarity = similarity;
        _sampler = sampler;
        _loss = loss;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        _set = new RowSet(optimizer.Table.RowCount);
    }

    /// <inheritdoc/>
    public int Width => _optimizer.Table.Width;

    /// <inheritdoc/>
    public StepItems Begin(SequenceBatch batch, ulong step)
    {
        SequenceBatch learnt = batch.ForLoss();
        int length = checked(learnt.TokenCount * _sampler.CandidateCount);
        if (_candidates.Length < length)
        {
            _candidates = GC.AllocateUninitializedArray<int>(length + (length / 4));
        }

        _sampler.Draw(learnt, step, _candidates.AsSpan(0, length));
        Collect(batch, length);
        _optimizer.Touch(_rows.AsSpan(0, _set.Count), (long)step + 1);
        Copy();
        var table = new ItemTable(_copies, _set.Count, Width, _similarity);
        table.FillScales(_scales, _parallel.MaxDegreeOfParallelism);
        ForChunks(length, (first, end) => Renumber(_candidates.AsSpan(first, end - first)));
        var mapped = new SequenceBatch(
            batch.Offsets, Renumbered(batch.Items), batch.Times, batch.NextTimes, Renumbered(batch.Targets),
            batch.FirstRow)
        {
            LossTokens = batch.LossTokens,
        };
        ISoftmaxLoss loss = _loss(table, new DrawnCandidates(_candidates, _sampler.CandidateCount));
        loss.BeginStep(mapped, _scales);
        return new StepItems(table, _scales, loss, mapped);
    }

    /// <inheritdoc/>
    public unsafe Span<float> Gradients(int first, int count) =>
        new(_optimizer.Gradient + ((long)first * Width), count * Width);

    /// <inheritdoc/>
    public void Dispose() => _copies.Dispose();

    private void Collect(SequenceBatch batch, int length)
    {
        _set.Clear();
        _set.Add(batch.Items);
        ForChunks(length, (first, end) => _set.Add(_candidates.AsSpan(first, end - first)));
        _set.Number();
        if (_rows.Length < _set.Count)
        {
            int room = _set.Count + (_set.Count / 4);
            _rows = new int[room];
            _scales = new float[room];
            _copies.Dispose();
            _copies = new NativeFloats((long)room * Width);
        }

        _set.CopyTo(_rows);
    }

    private void Copy() => ForChunks(_set.Count, (first, end) =>
    {
        for (int i = first; i < end; i++)
        {
            _optimizer.Table.Row(_rows[i]).CopyTo(_copies.Slice((long)i * Width, Width));
        }
    });

    private void Renumber(Span<int> rows)
    {
        foreach (ref int row in rows)
        {
            row = _set.PlaceOf(row);
        }
    }

    private int[] Renumbered(int[] rows)
    {
        int[] places = [.. rows];
        Renumber(places);
        return places;
    }

    private void ForChunks(int count, Action<int, int> body) =>
        Parallel.For(0, (count + ChunkRows - 1) / ChunkRows, _parallel, chunk =>
            body(chunk * ChunkRows, Math.Min(count, (chunk + 1) * ChunkRows)));

    // Gives each shard its part of what was drawn for the whole batch.
    private sealed class DrawnCandidates(int[] candidates, int candidateCount) : ICandidateSampler
    {
        public int CandidateCount => candidateCount;

        public void Draw(SequenceBatch shard, ulong step, Span<int> destination) =>
            candidates.AsSpan(shard.FirstRow * candidateCount, shard.TokenCount * candidateCount).CopyTo(destination);
    }
}
