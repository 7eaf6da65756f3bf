using System.Numerics.Tensors;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Item vectors E [items, D], shared by the input and the output of a sequence model.</summary>
internal sealed class ItemTable
{
    private const float LeastNorm = 1e-6f;

    internal ItemTable(Parameter parameter, Similarity similarity)
    {
        Similarity = similarity;
        Parameter = parameter;
        Count = checked((int)parameter.Shape[0]);
        Width = checked((int)parameter.Shape[1]);
    }

    internal Parameter Parameter { get; }

    /// <summary>How outputs and items are compared.</summary>
    internal Similarity Similarity { get; }

    /// <summary>Number of items.</summary>
    internal int Count { get; }

    /// <summary>Width of a vector, D.</summary>
    internal int Width { get; }

    /// <summary>1 / max(|e|, 1e-6) of each item's vector, or 1 for the plain inner product: [items].</summary>
    internal float[] Scales(int threadCount)
    {
        const int chunk = 1024;
        var inverse = new float[Count];
        if (Similarity == Similarity.Dot)
        {
            Array.Fill(inverse, 1f);
            return inverse;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        Parallel.For(0, (Count + chunk - 1) / chunk, options, part =>
        {
            ReadOnlySpan<float> values = Parameter.Values;
            for (int item = part * chunk; item < Math.Min(Count, (part + 1) * chunk); item++)
            {
                inverse[item] = 1f / Math.Max(LeastNorm, Norm(values.Slice(item * Width, Width)));
            }
        });
        return inverse;
    }

    /// <summary>Factor of item vectors at the input of an encoder, √D.</summary>
    internal float InputScale => MathF.Sqrt(Width);

    /// <summary>√D E[item] of each given item: [items, D].</summary>
    internal void Gather(ReadOnlySpan<int> items, Span<float> rows)
    {
        ReadOnlySpan<float> values = Parameter.Values;
        for (int i = 0; i < items.Length; i++)
        {
            TensorPrimitives.Multiply(values.Slice(items[i] * Width, Width), InputScale, rows.Slice(i * Width, Width));
        }
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
