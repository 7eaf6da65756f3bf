using Praxis.Core;
using Praxis.Data;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>Trains a pose network by a recipe.</summary>
internal sealed class PoseEstimator(PoseRecipe recipe) : IEstimator<PoseData, FittedPose>
{
    private const ulong NetworkStream = 1;
    private const ulong GeneratorStream = 2;
    private const int MostPreviews = 32;
    private const int MostValidated = 500;

    /// <summary>Trains.</summary>
    /// <param name="data">People and parts.</param>
    /// <param name="context">Seed, threads, cancellation, events and checkpoints.</param>
    /// <returns>The epoch that did best on the people to choose by.</returns>
    /// <exception cref="InputException">There are too few people, or no parts to paste.</exception>
    public FittedPose Fit(PoseData data, FitContext context)
    {
        if (data.Train.Count == 0 || data.Validation.Count == 0)
        {
            throw new InputException(
                $"{data.Train.Count} people to learn from and {data.Validation.Count} to choose by are too few; give"
                + " more pictures or other ranges");
        }

        if (data.Skeleton.Pairs.Count == 0)
        {
            context.Report(new NoticeEvent(
                $"no joints of {data.Skeleton.Name} are a left and a right one by their names "
                + $"({CellText.List(data.Skeleton.Joints)}); mirrored pictures exchange none",
                IsWarning: true));
        }

        PoseNetworkShape shape = recipe.Shape(data.Skeleton.Count);
        IPastePreparation? pasting = Pasting(data);
        var training = new PoseTraining
        {
            Seed = context.Seed,
            ThreadCount = context.ThreadCount,
            BatchSize = Math.Min(recipe.BatchSize, data.Train.Count),
            Epochs = recipe.Epochs,
            LearningRate = recipe.LearningRate,
            GeneratorRate = recipe.GeneratorRate,
            Arm = recipe.Arm,
            Watched = data.Measure.ShortName,
        };
        var network = new PoseNetwork(shape, new RandomStream(context.Seed, NetworkStream, 256));
        using PlacementGenerator? generator = training.HasGenerator
            ? new PlacementGenerator(
                BodyPartType.All.Count, recipe.HasSmallGenerator, new RandomStream(context.Seed, GeneratorStream, 256))
            : null;
        using PlacementHistory? history = generator is null ? null : History(data, shape);
        var batch = new PoseBatch(
            training.BatchSize, shape, recipe.Codec(), data.Skeleton, RandomCrop.For(data.Skeleton), pasting);
        PoseExample[] validation = [.. data.Validation.Take(MostValidated)];
        RequireMeasured(validation, data);
        var trainer = new PoseTrainer(
            network,
            generator,
            history,
            data.Train,
            batch,
            training,
            () => Validate(network, data, validation, context));
        context.Report(new PhaseEvent($"training on {data.Train.Count} people"));
        new TrainingLoop("pose", training.LoopOptions(trainer.StepsIn(0))).Run(trainer, context);
        return new FittedPose(recipe, data.Skeleton, network, trainer.Placements);
    }

    /// <summary>How the recipe's arm fills canvases.</summary>
    internal static IPastePreparation Pasting(PoseRecipe recipe, PartPool pool, PoseSkeleton skeleton)
    {
        var options = new PasteOptions
        {
            PartCounts = recipe.PartCounts,
            SmallestScale = recipe.SmallestPart,
            LargestScale = recipe.LargestPart,
            FewestLabelledJoints = RandomCrop.For(skeleton) == RandomCrop.Coco ? PasteOptions.FewestOfCoco : 0,
        };
        return recipe.Arm switch
        {
            PastingArm.Anchored => new AnchoredPaste(pool, recipe.Anchors, options),
            PastingArm.Cutout => new CutoutPatch(pool, options: options),
            PastingArm.Patch => new TexturePatch(pool, options: options),
            _ => new PartPreparation(pool, options),
        };
    }

    private IPastePreparation? Pasting(PoseData data)
    {
        if (recipe.Arm == PastingArm.None)
        {
            return null;
        }

        if (recipe.PartCounts.Max() == 0)
        {
            throw new InputException("--parts is 0, which pastes nothing; give a number above 0, or --pasting none");
        }

        if (data.Pool is not { Count: > 0 } pool)
        {
            throw new InputException(
                "there are no body parts to paste; give a folder of praxis pool with --pool, or --pasting none");
        }

        if (recipe.Arm == PastingArm.Anchored)
        {
            RequireAnchors(data, pool);
        }

        return Pasting(recipe, pool, data.Skeleton);
    }

    // Without joints on either side nothing would be pasted, and nobody would be told.
    private static void RequireAnchors(PoseData data, PartPool pool)
    {
        if (PoseMapping.Find(data.Skeleton, PoseSkeleton.Mpii) is null)
        {
            throw new InputException(
                $"parts are pasted near joints of {PoseSkeleton.Mpii.Name}, and {data.Skeleton.Name} has none of them; "
                + "take --pasting random or none");
        }

        if (!pool.Types.Any(type => pool.Of(type.Index).Any(part => type.AnchorJoints.Any(part.HasJoint))))
        {
            throw new InputException(
                "no part of the pool has a joint to be pasted by; make the pool from annotated people (praxis pool "
                + "--joints), or take --pasting random or none");
        }
    }

    private PlacementHistory History(PoseData data, PoseNetworkShape shape)
    {
        int count = Math.Min(MostPreviews, data.Train.Count);
        var batch = new PoseBatch(count, shape, recipe.Codec(), data.Skeleton, RandomCrop.Mpii, pasting: null);
        for (int i = 0; i < count; i++)
        {
            batch.Fill(i, data.Train[i], random: null);
        }

        return new PlacementHistory(batch.Pictures, count, shape, recipe.Epochs, BodyPartType.All.Count);
    }

    // Whom nothing can be said of chooses no epoch.
    private static void RequireMeasured(PoseExample[] validation, PoseData data)
    {
        PoseMeasure measure = data.Measure;
        if (validation.All(one => double.IsNaN(JointErrors.LengthOf(one.Original, data.Skeleton, measure.Unit))))
        {
            string unit = measure.Unit.ToString().ToLowerInvariant();
            throw new InputException(
                $"none of {validation.Length} people to choose by has a {unit} annotated, in which {measure.ShortName}"
                + " is measured; give others by --validation");
        }
    }

    private Dictionary<string, double> Validate(
        PoseNetwork network, PoseData data, PoseExample[] people, FitContext context)
    {
        PoseMeasure measure = data.Measure;
        using var predictor = new PosePredictor(
            network, recipe with { Fusion = PoseFusion.Last, Scales = [1] }, data.Skeleton);
        PosePair[] pairs = PoseEvaluation.Find(predictor, people, context);
        double mean = measure.Scores(JointErrors.Of(pairs, data.Skeleton, measure.Unit)).Mean;
        return new Dictionary<string, double> { [measure.ShortName] = mean };
    }
}
