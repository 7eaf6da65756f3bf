using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Numerics;

namespace Praxis.Motion;

/// <summary>What a hidden graph layer does element by element, over activations of [nodes, samples, features] with
/// features in whole vectors of 16.</summary>
internal static unsafe class GraphKernels
{
    private const int Lanes = 16;
    private const float LeakySlope = 0.2f;

    // Four vectors of so many rows of B are 16 KiB.
    private const int SumChunk = 64;

    /// <summary>C += A B with sums in parts, so that a part of B stays in the first cache.</summary>
    /// <param name="a">A[i, p] lies at a + i * aRow + p * aColumn.</param>
    /// <param name="aRow">Stride between rows of A.</param>
    /// <param name="aColumn">Stride between columns of A.</param>
    /// <param name="b">[k, n], row stride <paramref name="bRow"/>.</param>
    /// <param name="bRow">Stride between rows of B.</param>
    /// <param name="sizes">Rows of A and C, columns of B and C, columns of A.</param>
    /// <param name="c">[m, n], row stride <paramref name="cRow"/>.</param>
    /// <param name="cRow">Stride between rows of C.</param>
    internal static void AddProduct(
        float* a, nint aRow, nint aColumn, float* b, nint bRow, (int M, int N, int K) sizes, float* c, nint cRow)
    {
        for (int start = 0; start < sizes.K; start += SumChunk)
        {
            BlockProduct.Add(
                a + (start * aColumn), aRow, aColumn, b + (start * bRow), bRow, sizes.M, sizes.N,
                Math.Min(SumChunk, sizes.K - start), c, cRow);
        }
    }

    /// <summary>Every row becomes the bias.</summary>
    internal static void FillRows(float* values, int rows, float* bias, int features)
    {
        for (int row = 0; row < rows; row++, values += features)
        {
            new Span<float>(bias, features).CopyTo(new Span<float>(values, features));
        }
    }

    /// <summary>Mean over samples and sum of squared differences from it, of each node and feature.</summary>
    /// <param name="values">[nodes, samples, features].</param>
    /// <param name="mean">Receives the means: [nodes, features].</param>
    /// <param name="squares">Receives the sums: [nodes, features].</param>
    /// <param name="nodes">Number of nodes.</param>
    /// <param name="samples">Number of samples, at least 1.</param>
    /// <param name="features">Number of features.</param>
    internal static void Moments(float* values, float* mean, float* squares, int nodes, int samples, int features)
    {
        var share = Vector512.Create(1f / samples);
        for (int node = 0; node < nodes; node++)
        {
            for (int feature = 0; feature < features; feature += Lanes)
            {
                float* first = values + ((nint)node * samples * features) + feature;
                Vector512<float> sum = default;
                for (int sample = 0; sample < samples; sample++)
                {
                    sum += Vector512.Load(first + (sample * features));
                }

                Vector512<float> middle = sum * share;
                Vector512<float> spread = default;
                for (int sample = 0; sample < samples; sample++)
                {
                    Vector512<float> rest = Vector512.Load(first + (sample * features)) - middle;
                    spread = Vector512.FusedMultiplyAdd(rest, rest, spread);
                }

                middle.Store(mean + (node * features) + feature);
                spread.Store(squares + (node * features) + feature);
            }
        }
    }

    /// <summary>y = drop(act(v scale + shift)) + skip.</summary>
    /// <param name="values">v: [nodes, samples, features].</param>
    /// <param name="scale">[nodes, features]; null for 1 and 0.</param>
    /// <param name="shift">[nodes, features].</param>
    /// <param name="activated">Receives act(...): [nodes, samples, features].</param>
    /// <param name="output">Receives y; may be <paramref name="activated"/> where nothing is dropped and there is no
    /// skip.</param>
    /// <param name="skip">[nodes, samples, features], or null.</param>
    /// <param name="drop">What is dropped.</param>
    /// <param name="sizes">Sizes.</param>
    /// <param name="isLeaky">Which activation.</param>
    internal static void Activate(
        float* values,
        float* scale,
        float* shift,
        float* activated,
        float* output,
        float* skip,
        GraphDropout drop,
        GraphSizes sizes,
        bool isLeaky)
    {
        int features = sizes.Features;
        nint place = 0;
        for (int node = 0; node < sizes.Nodes; node++)
        {
            for (int sample = 0; sample < sizes.Samples; sample++)
            {
                for (int feature = 0; feature < features; feature += Lanes, place += Lanes)
                {
                    var value = Vector512.Load(values + place);
                    if (scale is not null)
                    {
                        int column = (node * features) + feature;
                        value = Vector512.FusedMultiplyAdd(
                            value, Vector512.Load(scale + column), Vector512.Load(shift + column));
                    }

                    value = isLeaky ? Leaky(value) : FusedTanh.Of(value);
                    value.Store(activated + place);
                    value = drop.Apply(value, place);
                    if (skip is not null)
                    {
                        value += Vector512.Load(skip + place);
                    }

                    value.Store(output + place);
                }
            }
        }
    }

    /// <summary>The gradient before the activation, in place, with the sums that batch norm needs.</summary>
    /// <param name="gradient">dy: [nodes, samples, features]; receives dn = dy drop act'.</param>
    /// <param name="activated">act(...).</param>
    /// <param name="values">v.</param>
    /// <param name="mean">Mean of v: [nodes, features]; null without batch norm.</param>
    /// <param name="inverse">1 / standard deviation of v: [nodes, features].</param>
    /// <param name="sums">Receives Σ dn: [nodes, features].</param>
    /// <param name="products">Receives Σ dn x̂: [nodes, features].</param>
    /// <param name="drop">What was dropped.</param>
    /// <param name="sizes">Sizes.</param>
    /// <param name="isLeaky">Which activation.</param>
    internal static void BackActivation(
        float* gradient,
        float* activated,
        float* values,
        float* mean,
        float* inverse,
        float* sums,
        float* products,
        GraphDropout drop,
        GraphSizes sizes,
        bool isLeaky)
    {
        (int nodes, int samples, int features) = sizes;
        for (int node = 0; node < nodes; node++)
        {
            for (int feature = 0; feature < features; feature += Lanes)
            {
                int column = (node * features) + feature;
                Vector512<float> middle = mean is null ? default : Vector512.Load(mean + column);
                Vector512<float> spread = mean is null ? default : Vector512.Load(inverse + column);
                Vector512<float> sum = default;
                Vector512<float> product = default;
                nint place = ((nint)node * samples * features) + feature;
                for (int sample = 0; sample < samples; sample++, place += features)
                {
                    var active = Vector512.Load(activated + place);
                    Vector512<float> slope = isLeaky
                        ? Vector512.ConditionalSelect(
                            Vector512.GreaterThan(active, default),
                            Vector512<float>.One,
                            Vector512.Create(LeakySlope))
                        : Vector512<float>.One - (active * active);
                    Vector512<float> value = drop.Apply(Vector512.Load(gradient + place), place) * slope;
                    value.Store(gradient + place);
                    sum += value;
                    product = Vector512.FusedMultiplyAdd(
                        value, (Vector512.Load(values + place) - middle) * spread, product);
                }

                if (mean is not null)
                {
                    sum.Store(sums + column);
                    product.Store(products + column);
                }
            }
        }
    }

    /// <summary>dv = slope (dn - mean(dn) - x̂ mean(dn x̂)), in place.</summary>
    internal static void BackNorm(float* gradient, float* values, NormStatistics norm, GraphSizes sizes)
    {
        (int nodes, int samples, int features) = sizes;
        for (int node = 0; node < nodes; node++)
        {
            for (int feature = 0; feature < features; feature += Lanes)
            {
                int column = (node * features) + feature;
                var middle = Vector512.Load(norm.Mean + column);
                var inverse = Vector512.Load(norm.Inverse + column);
                var slope = Vector512.Load(norm.Slope + column);
                var first = Vector512.Load(norm.MeanGradient + column);
                var second = Vector512.Load(norm.MeanProduct + column);
                nint place = ((nint)node * samples * features) + feature;
                for (int sample = 0; sample < samples; sample++, place += features)
                {
                    Vector512<float> standard = (Vector512.Load(values + place) - middle) * inverse;
                    Vector512<float> rest = Vector512.Load(gradient + place) - first - (standard * second);
                    (slope * rest).Store(gradient + place);
                }
            }
        }
    }

    /// <summary>Adds the sum of all rows.</summary>
    internal static void AddRows(float* values, int rows, int features, float* sum)
    {
        for (int feature = 0; feature < features; feature += Lanes)
        {
            var total = Vector512.Load(sum + feature);
            float* place = values + feature;
            for (int row = 0; row < rows; row++, place += features)
            {
                total += Vector512.Load(place);
            }

            total.Store(sum + feature);
        }
    }

    /// <summary>x += y.</summary>
    internal static void Add(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i += Lanes)
        {
            (Vector512.Load(x + i) + Vector512.Load(y + i)).Store(x + i);
        }
    }

    /// <summary>Turns rows into columns: [rows, columns] to [columns, stride].</summary>
    internal static void Transpose(float* source, int rows, int columns, float* target, int stride)
    {
        const int Tile = 16;
        for (int first = 0; first < columns; first += Tile)
        {
            int end = Math.Min(columns, first + Tile);
            for (int row = 0; row < rows; row++)
            {
                float* line = source + ((nint)row * columns);
                for (int column = first; column < end; column++)
                {
                    target[((nint)column * stride) + row] = line[column];
                }
            }
        }
    }

    /// <summary>Sets floats to zero.</summary>
    internal static void Clear(float* values, nint count) =>
        NativeMemory.Clear(values, (nuint)count * sizeof(float));

    private static Vector512<float> Leaky(Vector512<float> x) => Vector512.Max(x, x * LeakySlope);
}

/// <summary>Sizes of activations.</summary>
/// <param name="Nodes">K.</param>
/// <param name="Samples">Samples of a shard.</param>
/// <param name="Features">Floats of a node.</param>
internal readonly record struct GraphSizes(int Nodes, int Samples, int Features)
{
    /// <summary>Floats of the activations.</summary>
    internal nint Length => (nint)Nodes * Samples * Features;
}
