using System.ComponentModel.DataAnnotations;

namespace Praxis.Motion;

/// <summary>Options of siMLPe.</summary>
public sealed record SimlpeOptions
{
    /// <summary>What is learnt: position of joints, or angle as exponential maps.</summary>
    public PoseSpace Space { get; init; } = PoseSpace.Position;

    /// <summary>Frames that the network looks at; the publication has 50.</summary>
    [Range(2, 100)]
    public int Observed { get; init; } = 10;

    /// <summary>Frames that it foretells at once.</summary>
    [Range(1, 100)]
    public int Future { get; init; } = 25;

    /// <summary>Layers over time.</summary>
    [Range(1, 256)]
    public int Layers { get; init; } = 48;

    /// <summary>Epochs.</summary>
    [Range(1, 10_000)]
    public int Epochs { get; init; } = 40;

    /// <summary>Windows of a step.</summary>
    [Range(1, 1024)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Step length of Adam; it falls along half a cosine to a fiftieth.</summary>
    [Range(0.000001, 1)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Share of windows that are shown with left and right changed; only with joints named left and right.
    /// </summary>
    [Range(0, 1)]
    public double Mirrored { get; init; } = 0.5;

    /// <summary>Share of windows that are shown backwards in time; the publication has 0.5.</summary>
    [Range(0, 1)]
    public double Reversed { get; init; }

    /// <summary>Frames from one training window to the next.</summary>
    [Range(1, 1000)]
    public int Stride { get; init; } = 1;
}
