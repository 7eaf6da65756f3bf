using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Options of the coarse-to-fine refinement network.</summary>
public sealed record ArnetOptions : IJointlyChecked
{
    /// <summary>Sizes and training: cpu, or paper, which are those of LTD, on which the publication builds.</summary>
    public ArnetPreset Preset { get; init; } = ArnetPreset.Cpu;

    /// <summary>What is learnt: position of joints, or angle as exponential maps, which keeps bones their length.
    /// </summary>
    public PoseSpace Space { get; init; } = PoseSpace.Position;

    /// <summary>Frames that the network looks at.</summary>
    [Range(2, 100)]
    public int Observed { get; init; } = 10;

    /// <summary>Frames that it foretells at once.</summary>
    [Range(1, 100)]
    public int Future { get; init; } = 25;

    /// <summary>Cosine coefficients of a window that are kept; 0 for all.</summary>
    [Range(0, 200)]
    public int Coefficients { get; init; }

    /// <summary>Features of hidden layers, a multiple of 16; 0 for that of the preset (128; paper: 256).</summary>
    [Range(0, 1024)]
    public int Width { get; init; }

    /// <summary>Residual blocks of the coarse predictor; 0 for that of the preset (4; paper: 12).</summary>
    [Range(0, 64)]
    public int CoarseBlocks { get; init; }

    /// <summary>Stages of refinement; 0 for the coarse predictor alone.</summary>
    [Range(0, 8)]
    public int Stages { get; init; } = 2;

    /// <summary>Residual blocks of a stage; 0 for that of the preset (2; paper: 12).</summary>
    [Range(0, 64)]
    public int StageBlocks { get; init; }

    /// <summary>Share of hidden features dropped in training; -1 for that of the preset (0.2; paper: 0.5).</summary>
    [Range(-1, 0.9)]
    public double Dropout { get; init; } = -1;

    /// <summary>Errors that refinement is shown besides the coarse predictor's own: none, shuffle, gauss, crossfit, gan
    /// (V1), max-min (V2), both (V3) or residual (V4).</summary>
    public ErrorAugmentation Augmentation { get; init; } = ErrorAugmentation.Residual;

    /// <summary>Epochs of the coarse predictor; 0 for that of the preset (12; paper: 50).</summary>
    [Range(0, 10_000)]
    public int Epochs { get; init; }

    /// <summary>Epochs of refinement; 0 for that of the preset (4; paper: 50).</summary>
    [Range(0, 10_000)]
    public int RefinementEpochs { get; init; }

    /// <summary>Epochs of the coarse predictor and its refinement together, without made errors; -1 for that of the
    /// preset (14; paper: 0).</summary>
    [Range(-1, 10_000)]
    public int JointEpochs { get; init; } = -1;

    /// <summary>Step length of the joint epochs, as a share of that of the others.</summary>
    [Range(0.001, 1)]
    public double JointRate { get; init; } = 0.5;

    /// <summary>Windows of a step; 0 for that of the preset (64; paper: 16).</summary>
    [Range(0, 1024)]
    public int BatchSize { get; init; }

    /// <summary>Step length of Adam; 0 for that of the preset (0.001; paper: 0.0005). It falls along half a cosine to a
    /// fiftieth.</summary>
    [Range(0, 1)]
    public double LearningRate { get; init; }

    /// <summary>Decay of a running mean of the weights over the steps, as 0.999, which is kept in the place of the last
    /// ones; 0 for none.</summary>
    [Range(0, 0.999999)]
    public double Average { get; init; }

    /// <summary>Share of windows that are shown with left and right changed; only with joints named left and right.
    /// </summary>
    [Range(0, 1)]
    public double Mirrored { get; init; } = 0.5;

    /// <summary>Share of windows that are shown backwards in time.</summary>
    [Range(0, 1)]
    public double Reversed { get; init; }

    /// <summary>Frames from one training window to the next.</summary>
    [Range(1, 1000)]
    public int Stride { get; init; } = 1;

    /// <inheritdoc/>
    public void CheckJointly()
    {
        if (Width % 16 != 0)
        {
            throw new InputException($"--width must be a multiple of 16; got {Width}");
        }

        if (Coefficients > Observed + Future)
        {
            throw new InputException($"--coefficients must be at most --observed + --future = {Observed + Future}; got "
                + $"{Coefficients}");
        }
    }
}

/// <summary>Sizes and training.</summary>
public enum ArnetPreset
{
    /// <summary>Small enough to train on two cores within the hour.</summary>
    Cpu,

    /// <summary>The sizes of LTD: hours of training on a processor.</summary>
    Paper,
}
