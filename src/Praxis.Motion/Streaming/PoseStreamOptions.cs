using System.ComponentModel.DataAnnotations;

namespace Praxis.Motion;

/// <summary>How a stream of poses is predicted.</summary>
public sealed record PoseStreamOptions
{
    /// <summary>Frames the model observes.</summary>
    [Range(2, 1000)]
    public int ObservedCount { get; init; } = 10;

    /// <summary>Frames it predicts.</summary>
    [Range(1, 1000)]
    public int FutureCount { get; init; } = 25;

    /// <summary>Seconds from one frame to the next, above 0: the model's rate.</summary>
    public double FrameSeconds { get; init; } = 1.0 / 25;

    /// <summary>Share of the earlier prediction for the same moment in a new one, so that poses do not jump from frame
    /// to frame; 0 for none. A change is then shown to 1 - blend at once, and to 1 - blend² a frame later.</summary>
    [Range(0, 0.95)]
    public double Blend { get; init; } = 0.3;

    /// <summary>Seconds in which the velocity of a missing frame halves.</summary>
    [Range(0, 100)]
    public double HalfLife { get; init; } = 0.15;

    /// <summary>Most estimated frames in a history that is given to the model; with more the damped velocity
    /// predicts.</summary>
    [Range(0, 1000)]
    public int MostEstimated { get; init; } = 3;
}
