using Praxis.Motion;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Motion;

public sealed unsafe class CascadePassTests
{
    private const int Nodes = 6;
    private const int Samples = 5;

    // All losses, through every stage down to the coarse predictor.
    [Theory]
    [InlineData(PoseSpace.Position, 0)]
    [InlineData(PoseSpace.Position, .25)]
    [InlineData(PoseSpace.Angle, 0)]
    public void Learn_CoarseAndTwoStages_HasTheGradientOfDifferences(PoseSpace space, double dropout)
    {
        using var geometry = new WindowGeometry(5, 4, 9);
        GraphNetwork[] networks =
        [
            .. Enumerable.Range(0, 3).Select(number => new GraphNetwork(
                $"n{number}",
                new GraphNetworkShape(Nodes, number == 0 ? [9] : [9, 9], 16, 1, 9) { Dropout = dropout },
                new RandomStream(3, (ulong)number))),
        ];
        var training = new MotionTraining { Seed = 5, BatchSize = Samples, Space = space, ThreadCount = 2 };
        using var cascade = new CascadePass(networks, geometry, training);
        NativeFloats[] truth = TrainingBatches.Room(Nodes, Samples, geometry);
        var random = new RandomStream(4, 2);
        foreach (NativeFloats part in truth)
        {
            for (int i = 0; i < part.Length; i++)
            {
                part.Address[i] = (float)NormalDistribution.Sample(random);
            }
        }

        double Loss()
        {
            cascade.Begin(Samples);
            return networks.Length * cascade.Learn(shard => (nint)truth[shard].Address, Samples, 7, 1);
        }

        Loss();
        float[][] gradients = [.. networks.SelectMany(static one => one.Parameters).Select(static one => (float[])
            [.. one.Gradient])];
        foreach ((int index, Parameter parameter) in networks.SelectMany(static one => one.Parameters).Index()
            .Where(static one => !one.Item.Name.Contains("running")))
        {
            Span<float> values = parameter.Values;
            for (int i = 0; i < values.Length; i += 1 + (values.Length / 5))
            {
                float kept = values[i];
                double[] slopes = new double[2];
                for (int half = 0; half < 2; half++)
                {
                    // Absolute differences have kinks, which a long step would pass over.
                    float step = (half == 0 ? 8e-3f : 4e-3f) / (space == PoseSpace.Angle ? 16 : 1);
                    values[i] = kept + step;
                    double up = Loss();
                    values[i] = kept - step;
                    slopes[half] = (up - Loss()) / (2 * step);
                }

                values[i] = kept;
                double known = ((4 * slopes[1]) - slopes[0]) / 3;
                Assert.True(
                    Math.Abs(known - gradients[index][i])
                        < (space == PoseSpace.Angle ? 3e-2 : 3e-3) + (.02 * Math.Abs(known)),
                    $"{parameter.Name}[{i}]: {gradients[index][i]} for {known}");
            }
        }

        Assert.Contains(gradients[0], static one => Math.Abs(one) > 1e-3f);
        TrainingBatches.Free(truth);
        Array.ForEach(networks, static network => network.Dispose());
    }
}
