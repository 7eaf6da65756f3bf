using System.ComponentModel.DataAnnotations;

namespace Praxis.Motion;

/// <summary>What can be asked of a fitted model of motion.</summary>
public sealed record MotionPredictOptions
{
    /// <summary>The clip that goes on: BVH, AMC, npz, 3DPW pkl, CSV of positions or benchmark text.</summary>
    public string Data { get; init; } = "";

    /// <summary>How far to foretell, as 1s, 400ms or 25 frames of the model; empty for what the model foretells at
    /// once.</summary>
    public string Horizon { get; init; } = "";

    /// <summary>Second of the clip at which it is cut, so that what follows is the truth to compare with; -1 for its
    /// end.</summary>
    [Range(-1, 1e6)]
    public double At { get; init; } = -1;

    /// <summary>Folder for prediction.bvh, prediction.csv and viewer.html; empty for none.</summary>
    public string Files { get; init; } = "";

    /// <summary>Frames a second of the file, where it states none or a wrong one; 0 for what it says.</summary>
    [Range(0, 100_000)]
    public double FrameRate { get; init; }

    /// <summary>Path of the skeleton: an ASF file for AMC, a JSON skeleton for benchmark text; empty for the one beside
    /// the file.</summary>
    public string Skeleton { get; init; } = "";

    /// <summary>Path of a JSON file that says which joint of the file is which of the model, where names do not tell;
    /// empty for none.</summary>
    public string Mapping { get; init; } = "";
}
