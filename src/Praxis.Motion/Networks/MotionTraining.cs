using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>What all trainings of motion networks share.</summary>
internal sealed unsafe record MotionTraining
{
    /// <summary>Seed of order, turns and dropout.</summary>
    internal ulong Seed { get; init; }

    /// <summary>Threads that may be used.</summary>
    internal int ThreadCount { get; init; } = 1;

    /// <summary>Windows of a step.</summary>
    internal int BatchSize { get; init; } = 64;

    /// <summary>What the numbers are.</summary>
    internal PoseSpace Space { get; init; }

    /// <summary>Share of windows whose time runs backwards.</summary>
    internal double ReversedShare { get; init; }

    /// <summary>Share of windows with left and right changed.</summary>
    internal double MirroredShare { get; init; }

    /// <summary>How a training loop runs: Adam along half a cosine, gradients of norm 1 at most, the last epoch
    /// kept.</summary>
    internal static TrainingOptions LoopOptions(int epochs, int steps, double learningRate, double average = 0) => new()
    {
        Metric = "",
        EpochCount = epochs,
        Patience = 0,
        KeepsLast = true,
        LearningRate = learningRate,
        Beta2 = 0.999,
        GradientClip = 1,
        DecaySteps = (long)epochs * steps,
        AverageDecay = average,
    };

    /// <summary>Draws how a window is turned: two numbers are taken from the stream.</summary>
    internal WindowView View(int window, TrainingWindows windows, RandomStream random)
    {
        bool isReversed = random.NextDouble() < ReversedShare;
        bool isMirrored = random.NextDouble() < MirroredShare;
        return new WindowView(window, isReversed, isMirrored && windows.Mirror is not null);
    }

    /// <summary>What each distance or difference counts, so that the loss is a mean.</summary>
    internal float Weight(int samples, int nodes, int length) =>
        (float)(1.0 / ((double)samples * length * (Space == PoseSpace.Position ? nodes / 3 : 1)));

    /// <summary>The loss of a shard and its gradient.</summary>
    internal double Loss(float* frames, float* truth, float* gradient, GraphSizes sizes, float weight) =>
        Space == PoseSpace.Position
            ? TrajectoryLoss.Positions(frames, truth, gradient, sizes, weight)
            : TrajectoryLoss.Angles(frames, truth, gradient, sizes, weight);
}
