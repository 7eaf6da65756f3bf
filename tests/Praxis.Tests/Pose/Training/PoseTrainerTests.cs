using Praxis.Numerics;
using Praxis.Pose;
using Praxis.Tests.Pose.Figures;
using Praxis.Tests.Pose.Networks;
using Praxis.Tests.Pose.Parts;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Tests.Pose.Training;

/// <summary>The objective and its schedule, step by step.</summary>
public sealed class PoseTrainerTests
{
    private static readonly PoseNetworkShape Shape = new()
    {
        Joints = 14,
        Height = 32,
        Width = 32,
        Channels = 16,
        Depth = 2,
        Stacks = 2,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Heat_OfAShard_IsTheFormulaByHand(bool isSharp)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoseBatch batch = Filled(3, null);
        batch.Weights[4] = 0;
        var random = new RandomStream(8, 0);
        torch.Tensor[] maps =
            [PartWarpTests.Drawn(random, 3, 14, 8, 8), PartWarpTests.Drawn(random, 3, 14, 8, 8)];
        var shard = new PoseShard(batch, Shape, 0, 3);
        float[] found = PoseLoss.Heat(new PoseOutput(maps, null, null), shard, 3, isSharp).Floats().ToArray();
        for (int person = 0; person < 3; person++)
        {
            double sum = 0;
            foreach (torch.Tensor stack in maps)
            {
                ReadOnlySpan<float> map = stack.Floats();
                for (int i = 0; i < 14 * 64; i++)
                {
                    int place = (person * 14 * 64) + i;
                    double off = batch.Weights[place / 64] * (map[place] - batch.Targets[place]);
                    sum += off * off * (isSharp ? 1 + (10 * batch.Targets[place]) : 1);
                }
            }

            Assert.Equal(0.5 * sum / (14 * 64) / 3, found[person], 1e-5);
        }
    }

    [Fact]
    public void Visibility_OfAShard_IsTheFormulaByHand()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        PoseBatch batch = Filled(2, null);
        batch.Weights[1] = 0;
        torch.Tensor logits = PartWarpTests.Drawn(new RandomStream(8, 0), 2, 14);
        var shard = new PoseShard(batch, Shape, 0, 2);
        double expected = 0;
        for (int i = 0; i < 28; i++)
        {
            double chance = 1 / (1 + Math.Exp(-logits.Floats()[i]));
            expected -= batch.Weights[i] * Math.Log(batch.Seen[i] > 0 ? chance : 1 - chance) / 28;
        }

        Assert.Equal(expected, PoseLoss.Visibility(logits, shard, 2).item<float>(), 1e-5);
    }

    // Through the whole network, in evaluation mode, by central differences.
    [Fact]
    public void Loss_GradientIntoPlacements_AgreesWithDifferences()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var network = new PoseNetwork(Shape, new RandomStream(3, 0));
        PoseBatch batch = Filled(2, Sloped());
        var shard = new PoseShard(batch, Shape, 0, 2);
        float[] at = [.11f, -.06f, .04f, -.23f, .09f, -.12f];
        torch.Tensor placements = torch.tensor(at, [2, 1, 3]).requires_grad_();
        Loss(placements).backward();
        float[] gradient = placements.grad!.Floats().ToArray();
        double length = Math.Sqrt(gradient.Sum(static one => (double)one * one));
        double[] steepest = [.. gradient.Select(one => one / length)];
        Assert.Equal(length, Slope(steepest), 0.01 * length);

        // ReLU, pooling and bilinear reading have kinks: the step is small, and noise is beside the whole gradient.
        for (int i = 0; i < at.Length; i++)
        {
            double[] one = new double[at.Length];
            one[i] = 1;
            Assert.Equal(gradient[i], Slope(one), 0.02 * length);
        }

        double Slope(double[] direction)
        {
            const double Step = 5e-5;
            return (Moved(direction, Step) - Moved(direction, -Step)) / (2 * Step);
        }

        double Moved(double[] direction, double step)
        {
            float[] moved = [.. at.Zip(direction, (place, way) => (float)(place + (step * way)))];
            return Loss(torch.tensor(moved, [2, 1, 3])).item<double>();
        }

        torch.Tensor Loss(torch.Tensor where)
        {
            var pass = new NetworkPass(network.Tensors, isTraining: false, hasGradients: false);
            return PoseLoss.Heat(network.Forward(pass, shard.Composite(where)), shard, 2, isSharp: false)
                .to(torch.float64).sum();
        }
    }

    // T6: a generator's step against a pose network that stands still.
    [Fact]
    public void Generator_AfterAStep_DoesNotLowerTheLoss()
    {
        int raised = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using var network = new PoseNetwork(Shape, new RandomStream(seed, 0));
            using var generator = new PlacementGenerator(25, isSmall: true, new RandomStream(seed, 1));
            var shard = new PoseShard(Filled(8, Parts(), seed), Shape, 0, 8);
            var optimizer = new AdamW(generator.Tensors.All, new PoseTraining { Seed = 1, ThreadCount = 1 }
                .GeneratorOptions, 1);
            (torch.Tensor before, NetworkPass pass) = Loss();
            (-before).backward();
            var record = new float[generator.Tensors.ValueCount];
            pass.CopyTo(record);
            generator.Tensors.Take([record]);
            Assert.True(optimizer.Apply(1));
            raised += Loss().Value.item<float>() >= before.item<float>() ? 1 : 0;

            (torch.Tensor Value, NetworkPass Pass) Loss()
            {
                var own = new NetworkPass(generator.Tensors, isTraining: true, hasGradients: true);
                torch.Tensor pictures = shard.Composite(generator.Forward(own, shard.Pictures, shard.Types!));
                var still = new NetworkPass(network.Tensors, isTraining: true, hasGradients: false);
                return (PoseLoss.Heat(network.Forward(still, pictures), shard, 8, isSharp: false).sum(), own);
            }
        }

        Assert.InRange(raised, 16, 20);
    }

    // D first on centred parts, then G against the changed D; both by hand from the same first weights.
    [Fact]
    public void Step_Adversarial_IsTheObjectiveByHand()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var trained = new PoseNetwork(Shape, new RandomStream(1, 0));
        using var trainedGenerator = new PlacementGenerator(25, isSmall: true, new RandomStream(2, 0));
        PoseTraining training = Training(PastingArm.Adversarial, 8);
        PoseTrainer trainer = Trainer(trained, trainedGenerator, training, 8, Parts());
        double told = trainer.Step(0, 0);

        using var network = new PoseNetwork(Shape, new RandomStream(1, 0));
        using var generator = new PlacementGenerator(25, isSmall: true, new RandomStream(2, 0));
        var shard = new PoseShard(Drawn(8, Parts(), training.Seed), Shape, 0, 8);
        var pass = new NetworkPass(network.Tensors, isTraining: true, hasGradients: true);
        torch.Tensor loss = PoseLoss.Heat(
            network.Forward(pass, shard.Composite(torch.zeros(8, 1, 3))), shard, 8, isSharp: true).sum();
        loss.backward();
        Assert.Equal(loss.item<float>(), told, 1e-7);
        Apply(network.Tensors, pass, training.LoopOptions(1));
        AssertSame(network.Tensors, trained.Tensors, isStatisticToo: false);

        var own = new NetworkPass(generator.Tensors, isTraining: true, hasGradients: true);
        var other = new NetworkPass(network.Tensors, isTraining: true, hasGradients: false);
        torch.Tensor placed = shard.Composite(generator.Forward(own, shard.Pictures, shard.Types!));
        (-PoseLoss.Heat(network.Forward(other, placed), shard, 8, isSharp: true).sum()).backward();
        Apply(generator.Tensors, own, training.GeneratorOptions);
        AssertSame(generator.Tensors, trainedGenerator.Tensors, isStatisticToo: true);
        Assert.Contains(
            trainedGenerator.Tensors.All.Single(static one => one.Name == "generator.last.weight").Values.ToArray(),
            static value => value != 0);
    }

    [Theory]
    [InlineData(PastingArm.None)]
    [InlineData(PastingArm.Random)]
    [InlineData(PastingArm.Adversarial)]
    public void Step_ThirtyTimesOnSixteenFigures_LowersTheLoss(PastingArm arm)
    {
        using var network = new PoseNetwork(Shape, new RandomStream(1, 0));
        using PlacementGenerator? generator = arm == PastingArm.Adversarial
            ? new PlacementGenerator(25, isSmall: true, new RandomStream(2, 0))
            : null;
        PoseTrainer trainer = Trainer(
            network,
            generator,
            Training(arm, 16) with { SharpStart = 0, LearningRate = 3e-3 },
            16,
            arm == PastingArm.None ? null : Parts());
        double[] losses = [.. Enumerable.Range(0, 30).Select(epoch => trainer.Step(epoch, 0))];
        Assert.All(losses, static loss => Assert.True(double.IsFinite(loss)));
        Assert.True(losses[^5..].Average() < 0.6 * losses[0], string.Join(' ', losses));
    }

    [Fact]
    public void Step_OfTwelve_IsThatOfItsShards()
    {
        using var network = new PoseNetwork(Shape, new RandomStream(1, 0));
        PoseTraining training = Training(PastingArm.None, 12);
        double told = Trainer(network, null, training, 12, null).Step(0, 0);
        using DisposeScope scope = torch.NewDisposeScope();
        using var fresh = new PoseNetwork(Shape, new RandomStream(1, 0));
        PoseBatch batch = Drawn(12, null, training.Seed);
        double sum = 0;
        foreach ((int first, int count) in ((int, int)[])[(0, 8), (8, 4)])
        {
            var shard = new PoseShard(batch, Shape, first, count);
            var pass = new NetworkPass(fresh.Tensors, isTraining: true, hasGradients: false);
            sum += PoseLoss.Heat(fresh.Forward(pass, shard.Pictures), shard, 12, isSharp: true).sum().item<float>();
        }

        Assert.Equal(sum, told, 1e-7);
    }

    [Fact]
    public void History_OfTwoEpochs_IsKeptInOrderAndGoesOnWhenRestored()
    {
        using var generator = new PlacementGenerator(25, isSmall: true, new RandomStream(2, 0));
        Parameter bias = generator.Tensors.All.Single(static one => one.Name == "generator.last.bias");
        using var history = new PlacementHistory(new float[2 * 3 * 32 * 32], 2, Shape, 3, 25);
        Assert.Equal(0, history.Keep(generator));
        bias.Values.Fill(9);
        Assert.Equal(1, history.Keep(generator));
        using var restored = new PlacementHistory(new float[2 * 3 * 32 * 32], 2, Shape, 3, 25);
        history.Tensor.Values.CopyTo(restored.Tensor.Values);
        history.Epochs.Values.CopyTo(restored.Epochs.Values);
        bias.Values.Fill(-9);
        restored.Keep(generator);
        NamedArray all = restored.ToArray();
        Assert.Equal([3, 2, 25, 3], all.Shape);
        float[] first = [.. all.Values.Chunk(2 * 25 * 3).Select(static epoch => epoch[0])];
        Assert.Equal(0, first[0]);
        Assert.Equal(.5f, first[1], 1e-3);
        Assert.Equal(-.5f, first[2], 1e-3);
    }

    private static PoseTraining Training(PastingArm arm, int batch) => new()
    {
        Seed = 9,
        ThreadCount = 1,
        BatchSize = batch,
        Epochs = 30,
        Arm = arm,
    };

    private static PoseTrainer Trainer(
        PoseNetwork network,
        PlacementGenerator? generator,
        PoseTraining training,
        int people,
        PartPreparation? pasting) => new(
            network,
            generator,
            null,
            [.. Examples(people)],
            Room(training.BatchSize, pasting),
            training,
            static () => new Dictionary<string, double> { ["PCK"] = 0 });

    private static IEnumerable<PoseExample> Examples(int count) => DrawnFigures.Of(FigureSplit.Train).Take(count)
        .Select(static sample => new PoseExample(sample.Image, sample.ToPerson()));

    private static PoseBatch Room(int size, PartPreparation? pasting) => new(
        size, Shape, new HeatmapCodec(32, 32, 8, 8, 1), PoseSkeleton.Lsp, RandomCrop.Mpii, pasting);

    private static PartPreparation Parts() => new(DrawnParts.Pool);

    // Without flat ground, on which pooling would tie, and without edges, at which bilinear reading has kinks.
    private static PartPreparation Sloped()
    {
        BodyPart block = DrawnParts.Block(0, 24, 30);
        for (int i = 0; i < block.Image.Pixels.Length; i++)
        {
            block.Image.Pixels[i] = (byte)(40 + (3 * (i / 3 % 24)) + (4 * (i / 72)) + (10 * (i % 3)));
        }

        return new PartPreparation(new PartPool([block]));
    }

    // The crops as they are, with parts in the middle.
    private static PoseBatch Filled(int size, PartPreparation? pasting, ulong seed = 0)
    {
        PoseBatch batch = Room(size, pasting);
        PoseExample[] examples = [.. Examples(size)];
        for (int place = 0; place < size; place++)
        {
            batch.Fill(place, examples[place], random: null);
            pasting?.Prepare(
                new RandomStream(seed, (ulong)place, 64), PasteTarget.OfCrop(32, 32), batch.Canvases, place);
        }

        return batch;
    }

    // As the first step of the trainer draws them.
    private static PoseBatch Drawn(int size, PartPreparation? pasting, ulong seed)
    {
        PoseBatch batch = Room(size, pasting);
        PoseExample[] examples = [.. Examples(size)];
        int[] order = Permutation.Of(size, new RandomStream(seed, 1UL << 52));
        for (int place = 0; place < size; place++)
        {
            batch.Fill(
                place,
                examples[order[place]],
                new RandomStream(seed, (2UL << 52) + (ulong)order[place], 64));
        }

        return batch;
    }

    private static void Apply(NetworkTensors tensors, NetworkPass pass, TrainingOptions options)
    {
        var record = new float[tensors.ValueCount];
        pass.CopyTo(record);
        tensors.Take([record]);
        Assert.True(new AdamW(tensors.All, options, 1).Apply(1));
    }

    private static void AssertSame(NetworkTensors expected, NetworkTensors found, bool isStatisticToo) => Assert.All(
        expected.All.Zip(found.All).Where(pair => isStatisticToo || !NetworkTensors.IsStatistic(pair.First)),
        static pair => Assert.All(
            pair.First.Values.ToArray().Zip(pair.Second.Values.ToArray()),
            one => Assert.Equal(one.First, one.Second, 1e-6)));
}
