using Praxis.Core;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>Trains the coarse predictor, then its refinement on the errors that it makes and on others, arXiv
/// 2011.11221.</summary>
/// <param name="options">Sizes and training.</param>
/// <remarks>The abstract fixes the two parts, what refinement sees, and that errors are learnt adversarially among
/// subjects; sizes follow LTD, all else is a reconstruction. Source: docs/methods/arnet.md.</remarks>
public sealed class ArnetEstimator(ArnetOptions options) : IEstimator<MotionData, FittedArnet>
{
    private const int FoldCount = 2;
    private const ulong AdversaryStream = 8UL << 48;

    /// <inheritdoc/>
    public FittedArnet Fit(MotionData data, FitContext context) => Train(data, null, context);

    /// <summary>Trains the refinement alone, on the coarse predictor of another model, so that ways to refine can be
    /// compared on the same one.</summary>
    /// <param name="previous">The other model; not changed.</param>
    /// <param name="data">The clips it was trained on.</param>
    /// <param name="context">Seed, threads, cancellation, events and checkpoints.</param>
    /// <returns>A model of its own.</returns>
    /// <exception cref="InputException">The other model's coarse predictor is of another form.</exception>
    public FittedArnet FitFrom(FittedArnet previous, MotionData data, FitContext context) =>
        Train(data, previous, context);

    private FittedArnet Train(MotionData data, FittedArnet? previous, FitContext context)
    {
        OptionsSchema.Validate(options);
        var plan = new ArnetPlan(options);
        var description = MotionModelDescription.Of(data);
        PoseLayout layout = data.Layout;
        CheckPrevious(previous, plan, description);
        var windows = TrainingWindows.Of(
            data, description.Scale, options.Observed + options.Future, options.Stride, options.Mirrored > 0);
        CheckFolds(plan, windows);
        windows.SayIfUnmirrored(options.Mirrored, context);
        var training = new MotionTraining
        {
            Seed = context.Seed,
            ThreadCount = context.ThreadCount,
            BatchSize = Math.Min(plan.BatchSize, windows.Count),
            Space = layout.Space,
            MirroredShare = options.Mirrored,
            ReversedShare = options.Reversed,
        };
        GraphNetwork[] networks = FittedArnet.Networks(plan, layout.NodeCount, context.Seed);
        using var geometry = new WindowGeometry(options.Observed, options.Future, plan.Coefficients);
        if (previous is not null)
        {
            previous.CopyCoarse(networks[0]);
        }
        else
        {
            context.Report(new PhaseEvent("training the coarse predictor"));
            using var trainer = new CascadeTrainer(networks[..1], windows, geometry, training, NoValidation);
            Loop("coarse", plan, plan.Epochs, trainer).Run(trainer, context);
        }

        if (plan.Stages > 0)
        {
            Refine(plan, networks, windows, geometry, training, context);
        }

        if (plan.Stages > 0 && plan.JointEpochs > 0)
        {
            context.Report(new PhaseEvent("training both together"));
            using var trainer = new CascadeTrainer(networks, windows, geometry, training, NoValidation);
            new TrainingLoop("joint", MotionTraining.LoopOptions(
                plan.JointEpochs, trainer.StepsIn(0), options.JointRate * plan.LearningRate, plan.Average))
                .Run(trainer, context);
        }

        return new FittedArnet(options, description, networks);
    }

    // Each part of the clips must leave something to learn from.
    private void CheckFolds(ArnetPlan plan, TrainingWindows windows)
    {
        if (options.Augmentation == ErrorAugmentation.Crossfit && plan.Stages > 0
            && Enumerable.Range(0, FoldCount).Any(left => windows.Where(clip => clip % FoldCount != left).Count < 2))
        {
            throw new InputException(
                "--augmentation crossfit leaves every other clip out in turn and needs two training clips longer than "
                + "a window; give more clips, or another augmentation");
        }
    }

    // Its coarse predictor must be the one that these options and clips would train.
    private void CheckPrevious(FittedArnet? previous, ArnetPlan plan, MotionModelDescription description)
    {
        if (previous is null)
        {
            return;
        }

        if (plan.Stages == 0)
        {
            throw new InputException(
                "--continue takes the coarse predictor of a run and trains its refinement; --stages must be 1 or more");
        }

        var before = new ArnetPlan(previous.Options);
        foreach ((string flag, object was, object now) in ((string, object, object)[])[
            ("space", previous.Options.Space, options.Space),
            ("observed", previous.Options.Observed, options.Observed),
            ("future", previous.Options.Future, options.Future),
            ("coefficients", before.Coefficients, plan.Coefficients),
            ("width", before.Width, plan.Width),
            ("coarse-blocks", before.CoarseBlocks, plan.CoarseBlocks)])
        {
            if (!was.Equals(now))
            {
                throw new InputException(
                    $"--{flag} is {was} in the run to continue; got {now}".ToLowerInvariant());
            }
        }

        if (!previous.Description.IsSameAs(description))
        {
            throw new InputException(
                "--continue: that run was fitted on other clips or at another rate; its coarse predictor can only be "
                + "taken over for the same");
        }
    }

    private void Refine(
        ArnetPlan plan,
        GraphNetwork[] networks,
        TrainingWindows windows,
        WindowGeometry geometry,
        MotionTraining training,
        FitContext context)
    {
        context.Report(new PhaseEvent("gathering the coarse predictor's errors"));
        var bank = ErrorBank.Of(_ => networks[0], windows, geometry, training, context);
        ErrorBank? unseen = options.Augmentation == ErrorAugmentation.Crossfit
            ? Unseen(plan, windows, geometry, training, context)
            : null;
        bool isLearnt = options.Augmentation is ErrorAugmentation.Gan or ErrorAugmentation.MaxMin
            or ErrorAugmentation.Both or ErrorAugmentation.Residual;
        using ErrorGenerator? generator = isLearnt
            ? new ErrorGenerator(
                options.Augmentation,
                bank,
                geometry,
                training,
                windows.NodeCount,
                new RandomStream(context.Seed, AdversaryStream))
            : null;
        var errors = new RefinementErrors(options.Augmentation, bank, geometry, windows)
        {
            Generator = generator,
            Unseen = unseen,
        };
        context.Report(new PhaseEvent("training the refinement"));
        using var trainer = new RefinementTrainer(
            networks[1..], windows, geometry, training, errors, NoValidation);
        Loop("refinement", plan, plan.RefinementEpochs, trainer).Run(trainer, context);
    }

    // Predictors that have each left out every other clip, and what they foretell of those.
    private static ErrorBank Unseen(
        ArnetPlan plan,
        TrainingWindows windows,
        WindowGeometry geometry,
        MotionTraining training,
        FitContext context)
    {
        var networks = new GraphNetwork[FoldCount];
        try
        {
            for (int fold = 0; fold < FoldCount; fold++)
            {
                int left = fold;
                context.Report(new PhaseEvent($"training predictor {fold + 1} of {FoldCount} on a part of the clips"));
                networks[fold] = FittedArnet.Networks(plan, windows.NodeCount, context.Seed + 1 + (ulong)fold)[0];
                using var trainer = new CascadeTrainer(
                    [networks[fold]],
                    windows.Where(clip => clip % FoldCount != left),
                    geometry,
                    training,
                    NoValidation);
                Loop($"part{fold + 1}", plan, plan.Epochs, trainer).Run(trainer, context);
            }

            return ErrorBank.Of(clip => networks[clip % FoldCount], windows, geometry, training, context);
        }
        finally
        {
            foreach (GraphNetwork? network in networks)
            {
                network?.Dispose();
            }
        }
    }

    private static TrainingLoop Loop(string name, ArnetPlan plan, int epochs, ITrainable trainer) =>
        new(name, MotionTraining.LoopOptions(epochs, trainer.StepsIn(0), plan.LearningRate, plan.Average));

    // The last epoch is kept: the benchmark has no clips to choose by.
    private static Dictionary<string, double> NoValidation() => [];
}
