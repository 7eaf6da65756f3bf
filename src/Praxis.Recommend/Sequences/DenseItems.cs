namespace Praxis.Recommend;

/// <summary>Items that every step changes: the gradient has a row for each of them.</summary>
internal sealed class DenseItems(ItemTable table, ISoftmaxLoss loss, int threadCount) : IItemStore
{
    /// <inheritdoc/>
    public int Width => table.Width;

    /// <inheritdoc/>
    public StepItems Begin(SequenceBatch batch, ulong step)
    {
        float[] scales = table.Scales(threadCount);
        loss.BeginStep(batch, scales);
        return new StepItems(table, scales, loss, batch);
    }

    /// <inheritdoc/>
    public Span<float> Gradients(int first, int count) =>
        table.Parameter.Gradient.AsSpan(first * table.Width, count * table.Width);
}
