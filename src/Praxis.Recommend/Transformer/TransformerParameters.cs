using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>First values of a Transformer's parameters.</summary>
internal static class TransformerParameters
{
    /// <summary>A vector of equal values.</summary>
    internal static Parameter Constant(string name, int width, float value)
    {
        var values = new float[width];
        Array.Fill(values, value);
        return new Parameter(name, [width], values);
    }

    /// <summary>A map with Glorot's uniform values, [inputs, outputs].</summary>
    internal static Parameter Matrix(string name, int inputs, int outputs, RandomStream random) =>
        Several(name, inputs, outputs, 1, random);

    /// <summary>Square maps side by side, as of queries, keys and values: [width, count * width].</summary>
    internal static Parameter Projections(string name, int width, int count, RandomStream random) =>
        Several(name, width, width, count, random);

    private static Parameter Several(string name, int inputs, int outputs, int count, RandomStream random) =>
        new(
            name,
            [inputs, (long)outputs * count],
            Initializer.Uniform(
                random, (long)inputs * outputs * count, Initializer.XavierBound(inputs, outputs)));
}
