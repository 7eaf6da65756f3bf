using System.Diagnostics;
using System.Globalization;
using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Bench;

/// <summary>Samples a second of training on drawn figures in memory: the pose network alone, and with a generator that
/// places one part on each picture.</summary>
internal static class PoseTrainingBench
{
    private const int Batch = 16;
    private const int Threads = 2;
    private const int Figures = 64;

    internal static void Run()
    {
        var renderer = new FigureRenderer(new FigureOptions { Size = 128 }, 5);
        FigureSet set = new FigureSplits { TrainCount = Figures }.Draw(renderer, FigureSplit.Train, Threads);
        var builder = new PartPoolBuilder(PartCleaning.Figures, 20);
        foreach (FigureSample sample in set.Samples)
        {
            builder.Add(sample);
        }

        PartPool pool = builder.Build();
        PoseExample[] examples = [.. set.Samples.Select(static one => new PoseExample(one.Image, one.ToPerson()))];
        Console.WriteLine(
            "| network | step | samples/s | per processor-second of two | wanted | preparation, ms each |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Row("64, 1 x 64", (64, 1, 64), PastingArm.None, 174, examples, pool);
        Row("64, 1 x 64", (64, 1, 64), PastingArm.Adversarial, 104, examples, pool);
        Row("64, 2 x 64", (64, 2, 64), PastingArm.None, 112, examples, pool);
        Row("64, 2 x 64", (64, 2, 64), PastingArm.Adversarial, 78, examples, pool);
        Row("96, 2 x 64", (96, 2, 64), PastingArm.None, 76, examples, pool);
        Row("96, 2 x 64", (96, 2, 64), PastingArm.Adversarial, 38, examples, pool);
        Row("96, 2 x 96", (96, 2, 96), PastingArm.None, 42, examples, pool);
        Row("96, 2 x 96", (96, 2, 96), PastingArm.Adversarial, 24, examples, pool);
    }

    private static void Row(
        string name,
        (int Size, int Stacks, int Channels) sizes,
        PastingArm arm,
        int wanted,
        PoseExample[] examples,
        PartPool pool)
    {
        PoseRecipe recipe = PoseRecipe.Of(PosePreset.Small) with
        {
            Width = sizes.Size,
            Height = sizes.Size,
            Stacks = sizes.Stacks,
            Channels = sizes.Channels,
            Arm = arm,
        };
        var training = new PoseTraining
        {
            Seed = 1,
            ThreadCount = Threads,
            BatchSize = Batch,
            Epochs = recipe.Epochs,
            Arm = arm,
        };
        PoseSkeleton skeleton = PoseSkeleton.Lsp;
        PoseNetworkShape shape = recipe.Shape(skeleton.Count);
        using var network = new PoseNetwork(shape, new RandomStream(1, 1, 256));
        using PlacementGenerator? generator = training.HasGenerator
            ? new PlacementGenerator(BodyPartType.All.Count, isSmall: true, new RandomStream(1, 2, 256))
            : null;
        var batch = new PoseBatch(
            Batch,
            shape,
            recipe.Codec(),
            skeleton,
            RandomCrop.Mpii,
            arm == PastingArm.None ? null : PoseEstimator.Pasting(recipe, pool, PoseSkeleton.Lsp));
        var trainer = new PoseTrainer(
            network, generator, null, examples, batch, training, static () => new Dictionary<string, double>());
        int steps = trainer.StepsIn(0);
        int done = 0;
        void Step()
        {
            trainer.Step(done / steps, done % steps);
            done++;
        }

        for (int i = 0; i < 3; i++)
        {
            Step();
        }

        double bestWall = double.PositiveInfinity;
        double bestWork = double.PositiveInfinity;
        for (int round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            double work = ProcessorTime.Of(() =>
            {
                for (int i = 0; i < 6; i++)
                {
                    Step();
                }
            });
            bestWall = Math.Min(bestWall, watch.Elapsed.TotalSeconds / 6);
            bestWork = Math.Min(bestWork, work / 6);
        }

        double preparation = ProcessorTime.Of(() =>
        {
            for (int i = 0; i < examples.Length; i++)
            {
                batch.Fill(i % Batch, examples[i], new RandomStream(1, 3, 64));
            }
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {(arm == PastingArm.None ? "D" : "D + G")} | {Batch / bestWall:F0}"
            + $" | {Batch * Threads / bestWork:F0} | {wanted} | {preparation * 1e3 / examples.Length:F2} |"));
    }
}
