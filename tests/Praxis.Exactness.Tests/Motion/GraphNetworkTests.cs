using Praxis.Motion;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Motion;

/// <summary>The graph network's kernels against plain loops and finite differences.</summary>
public sealed unsafe class GraphNetworkTests
{
    // Of the specification, 11.3: Mao's network in angle and position space.
    [Theory]
    [InlineData(48, 20, 2_263_828)]
    [InlineData(64, 35, 2_522_915)]
    [InlineData(75, 30, 2_700_904)]
    public void ParameterCount_OfThePublishedSizes_IsTheKnownOne(int nodes, int features, long known)
    {
        var shape = new GraphNetworkShape(nodes, [features], 256, 12, features);
        Assert.Equal(known, shape.ParameterCount);
        using var network = new GraphNetwork("p", shape, new RandomStream(1, 1));
        long trained = network.Parameters.Where(static parameter => !parameter.Name.Contains("running"))
            .Sum(static parameter => (long)parameter.Values.Length);
        Assert.Equal(known, trained);
    }

    // A (H W) + b of three nodes with one feature, by hand: H = (1, 2, 3), W = 2, A = [[1, 0, 1], [0, 2, 0], [1, 1,
    // 0]], b = 0.5: U = (2, 4, 6), V = (8.5, 8.5, 6.5).
    [Fact]
    public void Convolution_ThreeNodes_IsTheCaseByHand()
    {
        var shape = new GraphNetworkShape(3, [1], 16, 0, 1) { HasNorm = false };
        using var network = new GraphNetwork("p", shape, new RandomStream(1, 1));
        GraphLayer first = network.Layers[0];
        ((ReadOnlySpan<float>)[1, 0, 1, 0, 2, 0, 1, 1, 0]).CopyTo(first.Adjacency.Values);
        first.Weight.Values.Clear();
        first.Weight.Values[0] = .02f;
        first.Bias.Values.Clear();
        first.Bias.Values[0] = .005f;
        GraphLayer last = network.Layers[1];
        ((ReadOnlySpan<float>)[1, 0, 0, 0, 1, 0, 0, 0, 1]).CopyTo(last.Adjacency.Values);
        last.Weight.Values.Clear();
        last.Weight.Values[0] = 1;
        last.Bias.Values[0] = 0;
        network.Pack();
        float[] output = Outputs(network, [1, 2, 3], 1);
        Assert.Equal([MathF.Tanh(.085f), MathF.Tanh(.085f), MathF.Tanh(.065f)], output, static (x, y) =>
            Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void Tanh_FromFarBelowToFarAbove_IsRightToSevenDigits()
    {
        for (float x = -20; x < 20; x += .0037f)
        {
            float value = FusedTanh.Of(System.Runtime.Intrinsics.Vector512.Create(x))[0];
            Assert.Equal(value, FusedTanh.Of(System.Runtime.Intrinsics.Vector256.Create(x))[0]);
            Assert.Equal(Math.Tanh(x), value, 3e-7);
        }
    }

    public static TheoryData<int, bool, bool, double> Shapes => new()
    {
        { 0, true, false, 0 },
        { 1, true, false, 0 },
        { 2, true, false, .25 },
        { 1, false, true, 0 },
        { 2, false, false, .25 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_AnyShape_IsThatOfDifferences(int blocks, bool hasNorm, bool isLeaky, double dropout)
    {
        const int samples = 7;
        var shape = new GraphNetworkShape(5, [3, 2], 16, blocks, 4)
        {
            HasNorm = hasNorm,
            IsLeaky = isLeaky,
            Dropout = dropout,
        };
        using var network = new GraphNetwork("p", shape, new RandomStream(3, 1));
        using var pass = new GraphPass(network, samples, 2);
        var random = new RandomStream(4, 2);
        float[] inputs = Normals(random, samples * 5 * 5);
        float[] targets = Normals(random, samples * 5 * 4);
        network.ClearGradients();
        Loss(pass, inputs, targets, samples, withGradient: true);
        pass.Backward();
        float[] byInput = InputGradient(pass, samples);
        foreach (Parameter parameter in network.Parameters.Where(static one => !one.Name.Contains("running")))
        {
            Span<float> values = parameter.Values;
            for (int i = 0; i < values.Length; i += 1 + (values.Length / 7))
            {
                float kept = values[i];
                ref float value = ref values[i];
                double[] slopes = new double[2];
                for (int half = 0; half < 2; half++)
                {
                    // Leaky rectifiers have kinks, which a long step would pass over.
                    float step = (half == 0 ? 8e-3f : 4e-3f) / (isLeaky ? 4 : 1);
                    value = kept + step;
                    network.Pack();
                    double up = Loss(pass, inputs, targets, samples, withGradient: false);
                    value = kept - step;
                    network.Pack();
                    slopes[half] = (up - Loss(pass, inputs, targets, samples, withGradient: false)) / (2 * step);
                }

                values[i] = kept;
                double known = ((4 * slopes[1]) - slopes[0]) / 3;
                Assert.True(
                    Math.Abs(known - parameter.Gradient[i]) < (isLeaky ? 3e-2 : 1e-2) + (.02 * Math.Abs(known)),
                    $"{parameter.Name}[{i}]: {parameter.Gradient[i]} for {known}");
            }
        }

        network.Pack();
        for (int i = 0; i < inputs.Length; i += 11)
        {
            const float step = 5e-3f;
            float kept = inputs[i];
            inputs[i] = kept + step;
            double up = Loss(pass, inputs, targets, samples, withGradient: false);
            inputs[i] = kept - step;
            double down = Loss(pass, inputs, targets, samples, withGradient: false);
            inputs[i] = kept;
            Assert.Equal((up - down) / (2 * step), byInput[i], 1e-2 + (.02 * Math.Abs(byInput[i])));
        }
    }

    [Fact]
    public void Passes_AnyThreads_AreBitwiseEqual()
    {
        float[][] results =
        [
            .. ((int[])[1, 3]).Select(threads =>
            {
                const int samples = 13;
                var shape = new GraphNetworkShape(9, [6], 32, 2, 6) { Dropout = .2 };
                using var network = new GraphNetwork("p", shape, new RandomStream(3, 1));
                using var pass = new GraphPass(network, samples, threads);
                var random = new RandomStream(4, 2);
                float[] inputs = Normals(random, samples * 9 * 6);
                float[] targets = Normals(random, samples * 9 * 6);
                network.ClearGradients();
                Loss(pass, inputs, targets, samples, withGradient: true);
                pass.Backward();
                return network.Parameters.SelectMany(static one => one.Gradient.Concat(one.Values.ToArray())).ToArray();
            }),
        ];
        Assert.Equal(results[0], results[1]);
    }

    private static float[] Normals(RandomStream random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)NormalDistribution.Sample(random))];

    // Half the sum of squares of what comes out less the targets; arrays are [samples, nodes, features].
    private static double Loss(GraphPass pass, float[] inputs, float[] targets, int samples, bool withGradient)
    {
        GraphNetworkShape shape = pass.Network.Shape;
        int[] places = shape.InputPlaces();
        pass.Begin(samples);
        for (int sample = 0; sample < samples; sample++)
        {
            (int shard, int row) = Place(pass, sample);
            for (int node = 0; node < shape.NodeCount; node++)
            {
                float* line = pass.Input(shard)
                    + (((node * pass.SamplesOf(shard)) + row) * shape.PaddedInputs);
                for (int i = 0; i < places.Length; i++)
                {
                    line[places[i]] = inputs[(((sample * shape.NodeCount) + node) * places.Length) + i];
                }
            }
        }

        pass.Forward(isTraining: true, seed: 5, step: 9);
        double sum = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            (int shard, int row) = Place(pass, sample);
            for (int node = 0; node < shape.NodeCount; node++)
            {
                long place = ((node * pass.SamplesOf(shard)) + row) * shape.PaddedOutputs;
                for (int i = 0; i < shape.OutputCount; i++)
                {
                    float rest = pass.Output(shard)[place + i]
                        - targets[(((sample * shape.NodeCount) + node) * shape.OutputCount) + i];
                    sum += rest * rest / 2;
                    if (withGradient)
                    {
                        pass.OutputGradient(shard)[place + i] = rest;
                    }
                }
            }
        }

        return sum;
    }

    private static float[] InputGradient(GraphPass pass, int samples)
    {
        GraphNetworkShape shape = pass.Network.Shape;
        int[] places = shape.InputPlaces();
        var values = new List<float>();
        for (int sample = 0; sample < samples; sample++)
        {
            (int shard, int row) = Place(pass, sample);
            for (int node = 0; node < shape.NodeCount; node++)
            {
                float* line = pass.InputGradient(shard)
                    + (((node * pass.SamplesOf(shard)) + row) * shape.PaddedInputs);
                values.AddRange(places.Select(place => line[place]));
            }
        }

        return [.. values];
    }

    private static float[] Outputs(GraphNetwork network, float[] inputs, int samples)
    {
        using var pass = new GraphPass(network, samples, 1);
        pass.Begin(samples);
        for (int node = 0; node < inputs.Length; node++)
        {
            pass.Input(0)[node * network.Shape.PaddedInputs] = inputs[node];
        }

        pass.Forward(isTraining: false);
        return [.. Enumerable.Range(0, inputs.Length).Select(node =>
            pass.Output(0)[node * network.Shape.PaddedOutputs])];
    }

    private static (int Shard, int Row) Place(GraphPass pass, int sample)
    {
        int shard = 0;
        while (sample >= pass.FirstOf(shard) + pass.SamplesOf(shard))
        {
            shard++;
        }

        return (shard, sample - pass.FirstOf(shard));
    }
}
