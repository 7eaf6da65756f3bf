using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>How a pose network is trained.</summary>
internal sealed record PoseTraining
{
    /// <summary>People of a shard: normalisations see so many. Fixed, so that results do not depend on
    /// threads.</summary>
    internal const int ShardSize = 8;

    /// <summary>Of every stream of the training.</summary>
    internal required ulong Seed { get; init; }

    /// <summary>Threads to use; results do not depend on them.</summary>
    internal required int ThreadCount { get; init; }

    /// <summary>B.</summary>
    internal int BatchSize { get; init; } = 16;

    /// <summary>Epochs.</summary>
    internal int Epochs { get; init; } = 20;

    /// <summary>Adam's step length for the pose network; falls along half a cosine to a twentieth.</summary>
    internal double LearningRate { get; init; } = 1e-3;

    /// <summary>Adam's step length for the generator, constant.</summary>
    internal double GeneratorRate { get; init; } = 1e-3;

    /// <summary>Share of the steps in which pixels near joints weigh up to eleven times as much.</summary>
    internal double SharpStart { get; init; } = 0.2;

    /// <summary>What is pasted, and where.</summary>
    internal PastingArm Arm { get; init; }

    /// <summary>Weight of the visibility layer's loss: of the size of the heat maps' loss once these are learnt
    /// (ours).</summary>
    internal double VisibilityWeight { get; init; } = 0.01;

    /// <summary>The metric of validation that chooses the epoch, the larger the better.</summary>
    internal string Watched { get; init; } = "PCK";

    /// <summary>Whether a generator places the parts.</summary>
    internal bool HasGenerator => Arm is PastingArm.Adversarial or PastingArm.Shuffled;

    /// <summary>The loop's options for so many steps an epoch.</summary>
    internal TrainingOptions LoopOptions(int stepsPerEpoch) => new()
    {
        EpochCount = Epochs,
        Patience = 0,
        Metric = Watched,
        LearningRate = LearningRate,
        Beta2 = 0.999,
        DecaySteps = (long)Epochs * stepsPerEpoch,
        FinalRate = 0.05,
    };

    /// <summary>Of the generator.</summary>
    internal TrainingOptions GeneratorOptions => new()
    {
        Metric = Watched,
        LearningRate = GeneratorRate,
        Beta2 = 0.999,
    };
}
