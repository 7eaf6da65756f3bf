namespace Praxis.Motion;

/// <summary>What made a streamed prediction.</summary>
public enum PredictionSource
{
    /// <summary>The network.</summary>
    Model,

    /// <summary>The damped velocity, as the history is not full yet or too much of it is estimated.</summary>
    DampedVelocity,
}
