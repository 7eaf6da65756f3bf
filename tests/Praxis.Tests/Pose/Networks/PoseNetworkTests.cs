using Praxis.Numerics;
using Praxis.Pose;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Tests.Pose.Networks;

public sealed class PoseNetworkTests
{
    private static readonly PoseNetworkShape Tiny = new()
    {
        Joints = 14,
        Height = 32,
        Width = 48,
        Stacks = 2,
        Channels = 16,
        Depth = 2,
    };

    public static TheoryData<StemKind, RegionKind, bool> Kinds
    {
        get
        {
            var data = new TheoryData<StemKind, RegionKind, bool>();
            foreach (RegionKind region in Enum.GetValues<RegionKind>())
            {
                data.Add(StemKind.Plain, region, region == RegionKind.Gated);
            }

            data.Add(StemKind.Pyramid, RegionKind.None, false);
            data.Add(StemKind.Pyramid, RegionKind.Gated, true);
            data.Add(StemKind.PlainDeeper, RegionKind.None, true);
            return data;
        }
    }

    // Published for the hourglass of 256 channels; of the presets by hand.
    [Theory]
    [InlineData(8, 256, 4, 25.1, 25.6)]
    [InlineData(2, 256, 4, 6.5, 6.8)]
    [InlineData(1, 64, 3, .18, .195)]
    [InlineData(2, 64, 3, .34, .36)]
    [InlineData(2, 128, 4, 1.65, 1.75)]
    public void Weights_OfAnHourglass_AreAsManyAsPublished(
        int stacks, int channels, int depth, double least, double most)
    {
        using var network = new PoseNetwork(
            Tiny with { Joints = 16, Stacks = stacks, Channels = channels, Depth = depth }, new RandomStream(1, 0));
        Assert.InRange(network.Tensors.WeightCount / 1e6, least, most);
    }

    [Fact]
    public void Weights_OfTheControls_AreAboutAsManyAsOfWhatTheyControl()
    {
        PoseNetworkShape shape = Tiny with { Channels = 64, Depth = 3, Stacks = 1 };
        double plain = Count(shape);
        double pyramid = Count(shape with { Stem = StemKind.Pyramid }) - plain;
        double deeper = Count(shape with { Stem = StemKind.PlainDeeper }) - plain;
        double gated = Count(shape with { Region = RegionKind.Gated }) - plain;
        double block = Count(shape with { Region = RegionKind.Block }) - plain;
        Assert.InRange(deeper / pyramid, 1, 1.05);
        // The block is the smaller one, as docs/methods/ranet.md says.
        Assert.Equal((13_696, 30_361), (block, gated));
        Assert.InRange(gated / plain, 0.02, 0.25);

        static double Count(PoseNetworkShape shape)
        {
            using var network = new PoseNetwork(shape, new RandomStream(1, 0));
            return network.Tensors.WeightCount;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_EachKind_HasMapsAndGradientsOfAllWeights(StemKind stem, RegionKind region, bool hasVisibility)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var network = new PoseNetwork(
            Tiny with { Stem = stem, Region = region, HasVisibility = hasVisibility }, new RandomStream(2, 0));
        var pass = new NetworkPass(network.Tensors, isTraining: true, hasGradients: true);
        PoseOutput output = network.Forward(pass, PartWarpTests.Drawn(new RandomStream(3, 0), 4, 3, 32, 48));
        Assert.Equal(2, output.Maps.Length);
        Assert.All(output.Maps, static map => Assert.Equal([4, 14, 8, 12], map.shape));
        Assert.Equal(hasVisibility, output.Visibility is not null);
        Assert.Null(output.Attention);
        torch.Tensor loss = output.Maps[0].square().mean() + output.Maps[1].square().mean();
        loss += output.Visibility is { } logits ? logits.square().mean() : 0;
        loss.backward();
        var record = new float[network.Tensors.ValueCount];
        pass.CopyTo(record);
        Assert.All(record, static value => Assert.True(float.IsFinite(value)));
        int start = 0;
        foreach (Parameter tensor in network.Tensors.All)
        {
            float[] gradient = record[start..(start + tensor.Gradient.Length)];
            start += gradient.Length;
            Assert.True(gradient.Any(static value => value != 0), $"{tensor.Name} has no gradient");
        }
    }

    [Theory]
    [InlineData(RegionKind.None, false)]
    [InlineData(RegionKind.Gated, true)]
    [InlineData(RegionKind.Ungated, true)]
    [InlineData(RegionKind.Masked, true)]
    [InlineData(RegionKind.Guided, true)]
    [InlineData(RegionKind.Block, false)]
    public void Forward_InUse_TellsWhereRegionsAre(RegionKind region, bool hasMap)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        using var network = new PoseNetwork(Tiny with { Region = region }, new RandomStream(2, 0));
        PoseOutput output = network.Forward(
            new NetworkPass(network.Tensors, isTraining: false, hasGradients: false),
            PartWarpTests.Drawn(new RandomStream(3, 0), 2, 3, 32, 48));
        Assert.Equal(hasMap, output.Attention is not null);
        if (output.Attention is { } attention)
        {
            Assert.Equal([2, 1, 8, 12], attention.shape);
            Assert.All(attention.contiguous().Floats().ToArray(), static share => Assert.InRange(share, 0, 1.00001f));
        }
    }

    [Fact]
    public void Pass_OfTraining_MovesStatisticsOfItsOwnOnly()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var network = new PoseNetwork(Tiny, new RandomStream(2, 0));
        float[][] before = [.. network.Tensors.All.Select(static one => one.Values.ToArray())];
        var pass = new NetworkPass(network.Tensors, isTraining: true, hasGradients: false);
        network.Forward(pass, PartWarpTests.Drawn(new RandomStream(3, 0), 4, 3, 32, 48));
        Assert.All(
            network.Tensors.All.Zip(before), static pair => Assert.Equal(pair.Second, pair.First.Values.ToArray()));
        var record = new float[network.Tensors.ValueCount];
        pass.CopyTo(record);
        network.Tensors.Take([record, record]);
        for (int i = 0; i < before.Length; i++)
        {
            bool isStatistic = NetworkTensors.IsStatistic(network.Tensors.All[i]);
            Assert.Equal(isStatistic, !before[i].SequenceEqual(network.Tensors.All[i].Values.ToArray()));
        }
    }

    // With both trunks: first pastes are centred and upright.
    [Theory]
    [InlineData(true, 40_000, 60_000)]
    [InlineData(false, 11_000_000, 13_500_000)]
    public void Generator_Untrained_PastesInTheMiddle(bool isSmall, int least, int most)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new PlacementGenerator(25, isSmall, new RandomStream(5, 0));
        Assert.InRange(generator.Tensors.WeightCount, least, most);
        torch.Tensor placements = generator.Forward(
            new NetworkPass(generator.Tensors, isTraining: true, hasGradients: false),
            PartWarpTests.Drawn(new RandomStream(6, 0), 2, 3, 64, 64),
            torch.tensor(new long[] { 3, -1, 24, 0 }, [2, 2]));
        Assert.Equal([2, 2, 3], placements.shape);
        Assert.All(placements.contiguous().Floats().ToArray(), static value => Assert.Equal(0, value));
        float[] theta = PartWarp.Theta(placements, 1).contiguous().Floats().ToArray();
        Assert.All(theta.Chunk(6), static one => Assert.Equal([1, 0, 0, 0, 1, 0], one.Select(v => v + 0f)));
    }

    // T7: a part gets the three numbers of its type.
    [Fact]
    public void Generator_TypesOfParts_PickTheirNumbers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var generator = new PlacementGenerator(25, isSmall: true, new RandomStream(5, 0));
        Parameter bias = generator.Tensors.All.Single(static one => one.Name == "generator.last.bias");
        for (int i = 0; i < 75; i++)
        {
            bias.Values[i] = (i - 37) / 40f;
        }

        float[] found = generator.Forward(
            new NetworkPass(generator.Tensors, isTraining: true, hasGradients: false),
            PartWarpTests.Drawn(new RandomStream(6, 0), 2, 3, 32, 32),
            torch.tensor(new long[] { 0, 24, 7, -1 }, [2, 2])).contiguous().Floats().ToArray();
        int[] places = [0, 1, 2, 72, 73, 74, 21, 22, 23, 0, 1, 2];
        Assert.All(places.Zip(found), static pair => Assert.Equal(
            (1 / (1 + Math.Exp(-(pair.First - 37) / 40.0))) - 0.5, pair.Second, 1e-6));
    }
}
