using System.Numerics.Tensors;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>The tensors of a network in the order in which its layers asked for them: weights, and the running
/// statistics of normalisations, whose rate is 0.</summary>
internal sealed class NetworkTensors : IDisposable
{
    private readonly List<Parameter> _all = [];
    private readonly RandomStream _random;
    private readonly string _prefix;

    /// <summary>Makes an empty list.</summary>
    /// <param name="name">What names of tensors begin with.</param>
    /// <param name="random">First values.</param>
    internal NetworkTensors(string name, RandomStream random)
    {
        _prefix = name;
        _random = random;
    }

    /// <summary>All tensors.</summary>
    internal IReadOnlyList<Parameter> All => _all;

    /// <summary>Number of trained values.</summary>
    internal long WeightCount =>
        _all.Where(static tensor => !IsStatistic(tensor)).Sum(static tensor => tensor.Gradient.LongLength);

    /// <summary>Number of values of all tensors.</summary>
    internal int ValueCount => _all.Sum(static tensor => tensor.Gradient.Length);

    /// <summary>Whether a tensor is kept by a normalisation and not trained.</summary>
    internal static bool IsStatistic(Parameter tensor) => tensor.RateFactor == 0;

    /// <summary>Adds a weight with uniform first values.</summary>
    /// <param name="name">Its name within the network.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="bound">Largest absolute first value; 0 for zeros.</param>
    /// <returns>Its place.</returns>
    internal int AddUniform(string name, long[] shape, double bound)
    {
        long length = shape.Aggregate(1L, static (product, size) => product * size);
        return Add(name, shape, Initializer.Uniform(_random, length, bound), rateFactor: 1);
    }

    /// <summary>Adds a vector of one value.</summary>
    /// <param name="name">Its name within the network.</param>
    /// <param name="length">Its length.</param>
    /// <param name="value">The value.</param>
    /// <param name="isStatistic">Whether it is kept by a normalisation and not trained.</param>
    /// <returns>Its place.</returns>
    internal int AddConstant(string name, int length, float value, bool isStatistic)
    {
        var values = new float[length];
        values.AsSpan().Fill(value);
        return Add(name, [length], values, isStatistic ? 0 : 1);
    }

    /// <summary>Takes what the shards of a step left: the sum of gradients, the mean of running statistics.</summary>
    /// <param name="records">Of each shard, by <see cref="NetworkPass.CopyTo"/>; in a fixed order.</param>
    internal void Take(IReadOnlyList<float[]> records)
    {
        int start = 0;
        foreach (Parameter tensor in _all)
        {
            int length = tensor.Gradient.Length;
            Span<float> sum = tensor.Gradient;
            sum.Clear();
            foreach (float[] record in records)
            {
                TensorPrimitives.Add(sum, record.AsSpan(start, length), sum);
            }

            if (IsStatistic(tensor))
            {
                TensorPrimitives.Multiply(sum, 1f / records.Count, tensor.Values);
                sum.Clear();
            }

            start += length;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _all.ForEach(static tensor => tensor.Dispose());

    private int Add(string name, long[] shape, float[] values, float rateFactor)
    {
        _all.Add(new Parameter($"{_prefix}.{name}", shape, values) { RateFactor = rateFactor });
        return _all.Count - 1;
    }
}
