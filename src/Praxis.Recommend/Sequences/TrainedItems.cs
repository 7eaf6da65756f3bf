using Praxis.Core;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>A training's items: their table, how steps read it, and what the optimiser changes of it.</summary>
internal sealed class TrainedItems : IDisposable
{
    private const int MostDenseItems = 250_000;
    private const double Deviation = 0.02;
    private const double Cut = 2;
    private readonly SparseItems? _sparse;

    private TrainedItems(ItemTable table, IItemStore store)
    {
        Table = table;
        Store = store;
        _sparse = store as SparseItems;
    }

    /// <summary>All items.</summary>
    internal ItemTable Table { get; }

    /// <summary>How steps read and change them.</summary>
    internal IItemStore Store { get; }

    /// <summary>The parameter that AdamW visits as a whole; null for a table of rows.</summary>
    internal Parameter? Parameter => Rows is null ? Table.Parameter : null;

    /// <summary>The optimiser of single rows; null for a parameter.</summary>
    internal RowAdamW? Rows { get; private init; }

    /// <summary>The learnt similarity, trained with the items; null for an inner product. Not disposed.</summary>
    internal MixtureOfLogits? Mixture { get; private init; }

    private bool IsOwner { get; init; }

    /// <summary>Makes the items that the options ask for, with first values from the seed.</summary>
    /// <param name="options">The model's options.</param>
    /// <param name="training">The loop's options.</param>
    /// <param name="itemCount">How many items.</param>
    /// <param name="context">Seed and threads.</param>
    /// <param name="shares">Each item's share of the training events, [items]; asked for where the loss needs
    /// it.</param>
    /// <param name="mixture">The learnt similarity; null for an inner product.</param>
    /// <returns>The items.</returns>
    internal static TrainedItems Make(
        SequenceModelOptions options, TrainingOptions training, int itemCount, FitContext context,
        Func<double[]> shares, MixtureOfLogits? mixture = null)
    {
        if (!IsSparse(options, itemCount))
        {
            var random = new RandomStream(context.Seed, RandomPurpose.Initialization.Stream(0));
            var parameter = new Parameter(
                "items",
                [itemCount, options.Width],
                Initializer.Normal(random, (long)itemCount * options.Width, Deviation, Cut));
            var whole = new ItemTable(parameter, options.Similarity);
            ISoftmaxLoss loss = SoftmaxLosses.Choose(whole, options, shares, context.Seed, mixture);
            return new TrainedItems(whole, new DenseItems(whole, loss, context.ThreadCount)) { Mixture = mixture };
        }

        var rows = new RowParameter("items", itemCount, options.Width, options.ItemMoments);
        Initialize(rows, 0, context.Seed, context.ThreadCount);
        return OfRows(
            new RowAdamW(rows, training, context.ThreadCount),
            options,
            new NegativeSampler(itemCount, options.NegativeCount, context.Seed),
            itemCount,
            context.ThreadCount,
            isOwner: true,
            mixture);
    }

    /// <summary>Makes the items of a table that is there, for as long as it does not grow.</summary>
    /// <param name="optimizer">The table and its optimiser.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="sampler">Draws candidates from the table's rows.</param>
    /// <param name="drawnRows">How many rows it draws from.</param>
    /// <param name="threadCount">Threads to use; no value depends on it.</param>
    /// <param name="isOwner">Whether optimiser and moments go when these items are disposed.</param>
    /// <param name="mixture">The learnt similarity; null for an inner product.</param>
    internal static TrainedItems OfRows(
        RowAdamW optimizer,
        SequenceModelOptions options,
        ICandidateSampler sampler,
        int drawnRows,
        int threadCount,
        bool isOwner = false,
        MixtureOfLogits? mixture = null)
    {
        var store = new SparseItems(
            optimizer,
            options.Similarity,
            sampler,
            (table, candidates) =>
                SoftmaxLosses.Gathered(table, candidates, options, drawnRows, mixture),
            threadCount);
        return new TrainedItems(new ItemTable(optimizer.Table, options.Similarity), store)
        {
            Rows = optimizer,
            Mixture = mixture,
            IsOwner = isOwner,
        };
    }

    /// <summary>First values of the rows from one on; each row has a stream of its own.</summary>
    internal static void Initialize(RowParameter rows, int first, ulong seed, int threadCount) =>
        Parallel.For(first, rows.RowCount, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, row =>
            Initialize(rows, row, (ulong)row, seed));

    /// <summary>First values of one row, from a stream.</summary>
    internal static void Initialize(RowParameter rows, int row, ulong stream, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Initialization.Stream(stream, slot: 1));
        Initializer.Normal(random, rows.Width, Deviation, Cut).CopyTo(rows.Row(row));
    }

    /// <summary>Gives back what only the training needs; the table stays.</summary>
    public void Dispose()
    {
        _sparse?.Dispose();
        if (IsOwner)
        {
            Rows?.Dispose();
            Rows?.Table.ReleaseMoments();
        }
    }

    private static bool IsSparse(SequenceModelOptions options, int itemCount)
    {
        const long mostDenseElements = int.MaxValue / sizeof(float);
        bool isSparse = options.ItemOptimizer == ItemOptimizer.Sparse
            || (options.ItemOptimizer == ItemOptimizer.Auto
                && itemCount > MostDenseItems && options.NegativeCount > 0 && options.Loss != SequenceLoss.InBatch);
        if (isSparse && options.Loss == SequenceLoss.InBatch)
        {
            throw new InputException("--loss in-batch needs all items at hand; pass --item-optimizer dense");
        }

        if (isSparse && options.NegativeCount == 0)
        {
            throw new InputException(
                "--item-optimizer sparse needs negatives to draw, --negative-count of at least 1; got 0");
        }

        return isSparse || (long)itemCount * options.Width <= mostDenseElements
            ? isSparse
            : throw new InputException(
                $"--width must be at most {mostDenseElements / itemCount} for {itemCount} items with a dense item "
                + $"optimiser; got {options.Width}; pass --item-optimizer sparse");
    }
}
