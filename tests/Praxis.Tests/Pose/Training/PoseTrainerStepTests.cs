using Praxis.Numerics;
using Praxis.Pose;
using Praxis.Tests.Pose.Figures;
using Praxis.Tests.Pose.Parts;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Tests.Pose.Training;

public sealed class PoseTrainerStepTests
{
    private const int Batch = 8;
    private const ulong Seed = 9;

    // Streams of the trainer: order of people, and each person's draws.
    private const ulong OrderStream = 1UL << 52;
    private const ulong ExampleStream = 2UL << 52;

    [Fact]
    public void Step_Adversarial_IsTwoForwardPassesOfTheGeneratorWrittenOut()
    {
        PoseRecipe recipe = PoseRecipe.Of(PosePreset.Tiny) with
        {
            Channels = 16,
            Depth = 1,
            Arm = PastingArm.Adversarial,
        };
        var training = new PoseTraining { Seed = Seed, ThreadCount = 1, BatchSize = Batch, Arm = recipe.Arm };
        PoseExample[] examples =
            [.. DrawnFigures.Of(FigureSplit.Train).Select(static one => new PoseExample(one.Image, one.ToPerson()))];
        PoseNetworkShape shape = recipe.Shape(PoseSkeleton.Lsp.Count);
        using var network = new PoseNetwork(shape, new RandomStream(Seed, 1, 256));
        using var generator = new PlacementGenerator(
            BodyPartType.All.Count, isSmall: true, new RandomStream(Seed, 2, 256));
        var trainer = new PoseTrainer(
            network,
            generator,
            null,
            examples,
            NewBatch(recipe, shape),
            training,
            () => new Dictionary<string, double>());
        double loss = trainer.Step(0, 0);

        using var network2 = new PoseNetwork(shape, new RandomStream(Seed, 1, 256));
        using var generator2 = new PlacementGenerator(
            BodyPartType.All.Count, isSmall: true, new RandomStream(Seed, 2, 256));
        PoseBatch batch = NewBatch(recipe, shape);
        int[] order = Permutation.Of(examples.Length, new RandomStream(Seed, OrderStream));
        for (int place = 0; place < Batch; place++)
        {
            batch.Fill(
                place, examples[order[place]], new RandomStream(Seed, ExampleStream + (ulong)order[place], 64));
        }

        Assert.Equal(Written(network2, generator2, batch, training, trainer.StepsIn(0)), loss);
        AssertSame(network2.Tensors, network.Tensors);
        AssertSame(generator2.Tensors, generator.Tensors);
    }

    [Fact]
    public void Step_AnyThreadCount_LeavesTheSameBits()
    {
        PoseRecipe recipe = PoseRecipe.Of(PosePreset.Tiny) with
        {
            Channels = 16,
            Depth = 1,
            Arm = PastingArm.Adversarial,
        };
        Assert.Equal(Steps(recipe, threads: 1), Steps(recipe, threads: 2));
    }

    // All weights after two steps of two shards.
    private static float[] Steps(PoseRecipe recipe, int threads)
    {
        var training = new PoseTraining { Seed = Seed, ThreadCount = threads, BatchSize = 2 * Batch, Arm = recipe.Arm };
        PoseExample[] examples =
            [.. DrawnFigures.Of(FigureSplit.Train).Select(static one => new PoseExample(one.Image, one.ToPerson()))];
        PoseNetworkShape shape = recipe.Shape(PoseSkeleton.Lsp.Count);
        using var network = new PoseNetwork(shape, new RandomStream(Seed, 1, 256));
        using var generator = new PlacementGenerator(
            BodyPartType.All.Count, isSmall: true, new RandomStream(Seed, 2, 256));
        var trainer = new PoseTrainer(
            network,
            generator,
            null,
            examples,
            NewBatch(recipe, shape, 2 * Batch),
            training,
            () => new Dictionary<string, double>());
        trainer.Step(0, 0);
        trainer.Step(0, 1);
        return [.. trainer.Parameters.SelectMany(static one => one.Values.ToArray())];
    }

    private static double Written(
        PoseNetwork network, PlacementGenerator generator, PoseBatch batch, PoseTraining training, int steps)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var shard = new PoseShard(batch, network.Shape, 0, Batch);
        torch.Tensor pictures;
        using (torch.no_grad())
        {
            var pass = new NetworkPass(generator.Tensors, isTraining: true, hasGradients: false);
            pictures = shard.Composite(generator.Forward(pass, shard.Pictures, shard.Types!));
        }

        var first = new NetworkPass(network.Tensors, isTraining: true, hasGradients: true);
        torch.Tensor loss = PoseLoss.Heat(network.Forward(first, pictures), shard, Batch, isSharp: true).sum();
        double value = loss.item<float>();
        loss.backward();
        Update(network.Tensors, first, training.LoopOptions(steps));

        var own = new NetworkPass(generator.Tensors, isTraining: true, hasGradients: true);
        var other = new NetworkPass(network.Tensors, isTraining: true, hasGradients: false);
        pictures = shard.Composite(generator.Forward(own, shard.Pictures, shard.Types!));
        (-PoseLoss.Heat(network.Forward(other, pictures), shard, Batch, isSharp: true).sum()).backward();
        Update(generator.Tensors, own, training.GeneratorOptions);
        var record = new float[network.Tensors.ValueCount];
        other.CopyTo(record);
        network.Tensors.Take([record]);
        return value;
    }

    private static void Update(NetworkTensors tensors, NetworkPass pass, TrainingOptions options)
    {
        var record = new float[tensors.ValueCount];
        pass.CopyTo(record);
        tensors.Take([record]);
        Assert.True(new AdamW(tensors.All, options, 1).Apply(1));
    }

    private static PoseBatch NewBatch(PoseRecipe recipe, PoseNetworkShape shape, int size = Batch) => new(
        size,
        shape,
        recipe.Codec(),
        PoseSkeleton.Lsp,
        RandomCrop.Mpii,
        PoseEstimator.Pasting(recipe, DrawnParts.Pool, PoseSkeleton.Lsp));

    private static void AssertSame(NetworkTensors expected, NetworkTensors actual)
    {
        for (int i = 0; i < expected.All.Count; i++)
        {
            Assert.Equal(expected.All[i].Values.ToArray(), actual.All[i].Values.ToArray());
        }
    }
}
