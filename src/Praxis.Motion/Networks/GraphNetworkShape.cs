using Praxis.Numerics;

namespace Praxis.Motion;

/// <summary>Sizes of a graph convolution network: a layer in, residual blocks of two layers, and a layer out.</summary>
/// <param name="NodeCount">K, the numbers of a pose.</param>
/// <param name="Groups">Features of a node that come in, in groups that lie apart in memory.</param>
/// <param name="Width">Features of the hidden layers, a multiple of 16.</param>
/// <param name="BlockCount">Residual blocks.</param>
/// <param name="OutputCount">Features of a node that come out.</param>
/// <remarks>Source: Mao and others, "Learning trajectory dependencies" (2019).</remarks>
internal sealed record GraphNetworkShape(
    int NodeCount, IReadOnlyList<int> Groups, int Width, int BlockCount, int OutputCount)
{
    /// <summary>Share of hidden features that are dropped in training, in [0, 1).</summary>
    internal double Dropout { get; init; }

    /// <summary>Whether hidden layers have batch norm.</summary>
    internal bool HasNorm { get; init; } = true;

    /// <summary>Whether hidden layers have leaky rectifiers of slope 0.2 in place of tanh.</summary>
    internal bool IsLeaky { get; init; }

    /// <summary>Features that come in.</summary>
    internal int InputCount => Groups.Sum();

    /// <summary>Floats of a node's features that come in, each group in whole vectors.</summary>
    internal int PaddedInputs => Groups.Sum(BlockProduct.Padded);

    /// <summary>Floats of a node's features that come out.</summary>
    internal int PaddedOutputs => BlockProduct.Padded(OutputCount);

    /// <summary>Graph convolutions.</summary>
    internal int LayerCount => (2 * BlockCount) + 2;

    /// <summary>Trained numbers.</summary>
    internal long ParameterCount => Enumerable.Range(0, LayerCount).Sum(layer =>
    {
        long inputs = layer == 0 ? InputCount : Width;
        long outputs = layer == LayerCount - 1 ? OutputCount : Width;
        long norm = HasNorm && layer < LayerCount - 1 ? 2L * NodeCount * Width : 0;
        return ((long)NodeCount * NodeCount) + (inputs * outputs) + outputs + norm;
    });

    /// <summary>Where the features that come in lie among the floats of a node.</summary>
    internal int[] InputPlaces()
    {
        var places = new List<int>();
        int start = 0;
        foreach (int group in Groups)
        {
            places.AddRange(Enumerable.Range(start, group));
            start += BlockProduct.Padded(group);
        }

        return [.. places];
    }
}
