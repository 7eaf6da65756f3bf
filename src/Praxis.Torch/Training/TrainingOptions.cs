namespace Praxis.Torch;

/// <summary>How the training loop runs.</summary>
public sealed record TrainingOptions
{
    /// <summary>The most epochs there can be.</summary>
    public int EpochCount { get; init; } = 100;

    /// <summary>Epochs without a better validation metric after which training ends; 0 never ends early.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>The validation metric to watch; higher is better. Not read where the last epoch is kept.</summary>
    public required string Metric { get; init; }

    /// <summary>Step length of AdamW.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Steps over which the learning rate grows linearly from zero.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Steps over which the learning rate falls along half a cosine to <see cref="FinalRate"/> of it; 0 for
    /// none.</summary>
    public long DecaySteps { get; init; }

    /// <summary>Share of the learning rate that is left then, and after.</summary>
    public double FinalRate { get; init; } = 0.02;

    /// <summary>Whether the last epoch's values are kept, and not those of the best.</summary>
    public bool KeepsLast { get; init; }

    /// <summary>Largest Euclidean norm of the whole gradient; 0 leaves it as it is.</summary>
    public double GradientClip { get; init; }

    /// <summary>Decay of a running mean of the parameters that is validated and kept in their place; 0 for none. Not
    /// for networks with tables.</summary>
    public double AverageDecay { get; init; }

    /// <summary>Least seconds between two checkpoints.</summary>
    public double CheckpointSeconds { get; init; } = 15;
}
