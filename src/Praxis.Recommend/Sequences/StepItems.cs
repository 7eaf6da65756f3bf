namespace Praxis.Recommend;

/// <summary>The items of one step: vectors, their factors, the loss over them, and the batch in their
/// numbers.</summary>
/// <param name="Table">The vectors that the step reads.</param>
/// <param name="Scales">Factor of each vector, 1 / |e| for the cosine, [items or more].</param>
/// <param name="Loss">The loss over these items.</param>
/// <param name="Batch">The tokens; items and targets are numbers of <paramref name="Table"/>.</param>
internal sealed record StepItems(ItemTable Table, float[] Scales, ISoftmaxLoss Loss, SequenceBatch Batch);

/// <summary>Where a training's item vectors lie, and how a step reads and changes them.</summary>
internal interface IItemStore
{
    /// <summary>Width of a vector, D.</summary>
    int Width { get; }

    /// <summary>Prepares a step.</summary>
    /// <param name="batch">The tokens; items and targets are numbers of the catalogue, and the target of a token that
    /// is not learnt from is its own item.</param>
    /// <param name="step">The optimiser step over the whole training, from 0.</param>
    /// <returns>What the step reads.</returns>
    StepItems Begin(SequenceBatch batch, ulong step);

    /// <summary>Where the gradient of some items goes, row-major.</summary>
    /// <param name="first">The first item, a number of the step's table.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view, [count, D]; its contents are undefined.</returns>
    Span<float> Gradients(int first, int count);
}
