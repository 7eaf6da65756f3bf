using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>Trains siMLPe (Guo and others, "Back to MLP", 2023), the plain rival of graph networks.</summary>
/// <param name="options">Sizes and training.</param>
public sealed class SimlpeEstimator(SimlpeOptions options) : IEstimator<MotionData, FittedSimlpe>
{
    /// <inheritdoc/>
    public FittedSimlpe Fit(MotionData data, FitContext context)
    {
        OptionsSchema.Validate(options);
        var description = MotionModelDescription.Of(data);
        var windows = TrainingWindows.Of(
            data, description.Scale, options.Observed + options.Future, options.Stride, options.Mirrored > 0);
        windows.SayIfUnmirrored(options.Mirrored, context);
        var training = new MotionTraining
        {
            Seed = context.Seed,
            ThreadCount = context.ThreadCount,
            BatchSize = Math.Min(options.BatchSize, windows.Count),
            Space = data.Layout.Space,
            MirroredShare = options.Mirrored,
            ReversedShare = options.Reversed,
        };
        SimlpeNetwork network = FittedSimlpe.Network(options, data.Layout.NodeCount, context.Seed);
        using var geometry = new WindowGeometry(options.Observed, options.Future, options.Observed + options.Future);
        using var trainer = new SimlpeTrainer(network, windows, geometry, training);
        context.Report(new PhaseEvent("training simlpe"));
        new TrainingLoop("simlpe", MotionTraining.LoopOptions(options.Epochs, trainer.StepsIn(0), options.LearningRate))
            .Run(trainer, context);
        network.Pack();
        return new FittedSimlpe(options, description, network);
    }
}
