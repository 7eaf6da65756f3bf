using Praxis.Core;

namespace Praxis.Motion;

/// <summary>A prediction beside what was observed and, as far as it is known, what came of it.</summary>
/// <param name="Truth">Observed frames and then true ones; at least the observed ones.</param>
/// <param name="Predicted">Predicted frames: the first stands one frame behind the last observed one.</param>
/// <param name="ObservedCount">Observed frames, at least 1.</param>
public sealed record MotionView(PositionClip Truth, PositionClip Predicted, int ObservedCount)
{
    /// <summary>Name of the file that was predicted; any text.</summary>
    public string File { get; init; } = "motion";

    /// <summary>What made the prediction; any text.</summary>
    public string Model { get; init; } = "prediction";

    /// <summary>Name of the true figure in the legend.</summary>
    public string TruthName { get; init; } = "truth";

    /// <summary>Name of the predicted figure in the legend.</summary>
    public string PredictionName { get; init; } = "prediction";

    /// <summary>Errors to draw below the figures; empty for none. At most four are told apart by colour.</summary>
    public IReadOnlyList<ViewCurve> Curves { get; init; } = [];

    /// <summary>Name and unit of the errors, for the vertical axis.</summary>
    public string CurveLabel { get; init; } = "mean joint error in mm";

    /// <summary>Sentences to stand below all, as on the protocol or on labels that are no true milliseconds.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The axis that points up: 1 for y, as in BVH, or 2 for z, as in AMASS.</summary>
    public int UpAxis { get; init; } = 1;

    /// <summary>Parent of each joint, -1 for none: [joints]; that of the clip's skeleton where null. Without either the
    /// joints are drawn as points.</summary>
    public IReadOnlyList<int>? Parents { get; init; }

    /// <summary>Predicted frames whose truth is known.</summary>
    public int ComparedCount => Math.Clamp(Truth.FrameCount - ObservedCount, 0, Predicted.FrameCount);

    /// <summary>The mean distance of predicted and true joints, the root's path and all joints included.</summary>
    /// <returns>[<see cref="ComparedCount"/>] in millimetres, or in the clip's unit where its size is not
    /// known.</returns>
    /// <exception cref="ArgumentException">The clips differ in their joints.</exception>
    public double[] PositionErrors()
    {
        Check.Length(Predicted.JointNames.Count, Truth.JointNames.Count);
        double[] errors = JointPositionError.PerFrame(
            Predicted.ToMatrix().Slice(0, ComparedCount), Truth.ToMatrix().Slice(ObservedCount, ComparedCount));
        return [.. errors.Select(error => error * (Truth.MillimetresPerUnit ?? 1))];
    }
}
