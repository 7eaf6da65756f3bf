using Praxis.Motion;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Motion;

/// <summary>siMLPe's hand-written gradients against differences.</summary>
public sealed unsafe class SimlpeTests
{
    private const int Nodes = 6;
    private const int Coefficients = 5;
    private const int Samples = 3;

    [Fact]
    public void Backward_SmallNetwork_IsThatOfDifferences()
    {
        using var network = new SimlpeNetwork(Nodes, Coefficients, 2, new RandomStream(1, 1));
        var random = new RandomStream(2, 2);
        foreach (Parameter parameter in network.Parameters)
        {
            foreach (ref float value in parameter.Values)
            {
                value += (float)(.4 * NormalDistribution.Sample(random));
            }
        }

        using var shard = new SimlpeShard(network, Samples);
        float[] inputs = Normals(random);
        float[] targets = Normals(random);
        Loss(network, shard, inputs, targets, withGradient: true);
        shard.Backward();
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.Gradient.AsSpan().Clear();
        }

        shard.AddGradients();
        foreach (Parameter parameter in network.Parameters)
        {
            for (int i = 0; i < parameter.Gradient.Length; i += 1 + (parameter.Gradient.Length / 6))
            {
                const float step = 5e-3f;
                ref float value = ref parameter.Values[i];
                float kept = value;
                value = kept + step;
                double up = Loss(network, shard, inputs, targets, withGradient: false);
                value = kept - step;
                double known = (up - Loss(network, shard, inputs, targets, withGradient: false)) / (2 * step);
                value = kept;
                Assert.True(
                    Math.Abs(known - parameter.Gradient[i]) < 1e-2 + (.02 * Math.Abs(known)),
                    $"{parameter.Name}[{i}]: {parameter.Gradient[i]} for {known}");
            }
        }
    }

    private static float[] Normals(RandomStream random) =>
        [.. Enumerable.Range(0, Nodes * Samples * Coefficients).Select(_ => (float)NormalDistribution.Sample(random))];

    // Half the sum of squares of what comes out less the targets; arrays are [nodes, samples, coefficients].
    private static double Loss(
        SimlpeNetwork network, SimlpeShard shard, float[] inputs, float[] targets, bool withGradient)
    {
        network.Pack();
        shard.Begin(Samples);
        for (int row = 0; row < Nodes * Samples; row++)
        {
            for (int i = 0; i < Coefficients; i++)
            {
                shard.Input[(row * network.Padded) + i] = inputs[(row * Coefficients) + i];
            }
        }

        shard.Forward();
        double sum = 0;
        for (int row = 0; row < Nodes * Samples; row++)
        {
            for (int i = 0; i < Coefficients; i++)
            {
                float rest = shard.Output[(row * network.Padded) + i] - targets[(row * Coefficients) + i];
                sum += rest * rest / 2;
                if (withGradient)
                {
                    shard.Gradient[(row * network.Padded) + i] = rest;
                }
            }
        }

        return sum;
    }
}
