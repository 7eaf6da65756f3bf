using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Item vectors E [items, D], shared by the input and the output of a sequence model.</summary>
/// <remarks>
/// They lie in a parameter that AdamW visits as a whole, in a table of which a step touches some rows only, or, during
/// such a step, as copies of the touched rows one after another.
/// </remarks>
internal sealed unsafe class ItemTable : IDisposable
{
    private const float LeastNorm = 1e-6f;
    private readonly Parameter? _parameter;
    private readonly NativeFloats? _values;

    /// <summary>Items of which every step changes all.</summary>
    internal ItemTable(Parameter parameter, Similarity similarity)
        : this(checked((int)parameter.Shape[0]), checked((int)parameter.Shape[1]), similarity) =>
        _parameter = parameter;

    /// <summary>Items of which a step changes some, or none at prediction.</summary>
    internal ItemTable(RowParameter rows, Similarity similarity)
        : this(rows.RowCount, rows.Width, similarity) => Rows = rows;

    /// <summary>Copies of some items' rows.</summary>
    internal ItemTable(NativeFloats values, int count, int width, Similarity similarity)
        : this(count, width, similarity) => _values = values;

    private ItemTable(int count, int width, Similarity similarity)
    {
        Similarity = similarity;
        Count = count;
        Width = width;
    }

    /// <summary>The parameter that holds the vectors.</summary>
    /// <exception cref="InvalidOperationException">They lie in <see cref="Rows"/> or are copies.</exception>
    internal Parameter Parameter => _parameter ?? throw new InvalidOperationException("the items are no parameter");

    /// <summary>The table that holds the vectors; null when a parameter does, or when they are copies.</summary>
    internal RowParameter? Rows { get; }

    /// <summary>How outputs and items are compared.</summary>
    internal Similarity Similarity { get; }

    /// <summary>Number of items.</summary>
    internal int Count { get; }

    /// <summary>Width of a vector, D.</summary>
    internal int Width { get; }

    /// <summary>The vectors, row-major: [items, D].</summary>
    internal float* Address => Rows is { } rows ? rows.Values.Address
        : _values is { } copies ? copies.Address
        : Parameter.Address;

    /// <summary>1 / max(|e|, 1e-6) of each item's vector, or 1 where vectors are taken as they are: [items].</summary>
    internal float[] Scales(int threadCount)
    {
        var scales = new float[Count];
        FillScales(scales, threadCount);
        return scales;
    }

    /// <summary>The same into an array that is there, [items or more].</summary>
    internal void FillScales(float[] scales, int threadCount)
    {
        const int chunk = 1024;
        if (Similarity != Similarity.Cosine)
        {
            Array.Fill(scales, 1f, 0, Count);
            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        Parallel.For(0, (Count + chunk - 1) / chunk, options, part =>
        {
            float* table = Address;
            for (int item = part * chunk; item < Math.Min(Count, (part + 1) * chunk); item++)
            {
                scales[item] =
                    1f / Math.Max(LeastNorm, Norm(new ReadOnlySpan<float>(table + ((long)item * Width), Width)));
            }
        });
    }

    /// <summary>Factor of item vectors at the input of an encoder, √D.</summary>
    internal float InputScale => MathF.Sqrt(Width);

    /// <summary>One item's vector.</summary>
    internal ReadOnlySpan<float> Row(int item) => new(Address + ((long)item * Width), Width);

    /// <summary>√D E[item] of each given item: [items, D].</summary>
    internal void Gather(ReadOnlySpan<int> items, Span<float> rows)
    {
        for (int i = 0; i < items.Length; i++)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(
                Row(items[i]), InputScale, rows.Slice(i * Width, Width));
        }
    }

    /// <summary>All vectors as a block of a weights file.</summary>
    internal TensorBlock ToBlock() =>
        Rows is { } rows ? TrainingBlocks.Values(rows) : TensorBlock.Of(Parameter.ToArray());

    /// <inheritdoc/>
    public void Dispose()
    {
        _parameter?.Dispose();
        Rows?.Dispose();
        _values?.Dispose();
    }

    /// <summary>Euclidean norm.</summary>
    internal static float Norm(ReadOnlySpan<float> vector)
    {
        float sum = 0;
        foreach (float value in vector)
        {
            sum += value * value;
        }

        return MathF.Sqrt(sum);
    }
}
