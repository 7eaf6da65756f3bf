using System.ComponentModel.DataAnnotations;

namespace Praxis.Motion;

/// <summary>What a user may say about a file of motion beside its content.</summary>
public sealed record MotionReadOptions
{
    /// <summary>Format of the file: auto, bvh, amc, benchmark-text, position-table, smpl-archive or
    /// smpl-pickle.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>Frames a second, where the file states none or a wrong one; 0 for what the file or its format
    /// says.</summary>
    [Range(0, 100_000)]
    public double FrameRate { get; init; }

    /// <summary>Path of the skeleton: an ASF file for AMC, a JSON skeleton for benchmark text; empty for the one beside
    /// the file or of its benchmark.</summary>
    public string SkeletonPath { get; init; } = "";

    /// <summary>Millimetres of one unit of length, where the file does not say; 0 for not known.</summary>
    [Range(0, 1_000_000)]
    public double MillimetresPerUnit { get; init; }

    /// <summary>Whether the first frame is left out, as the resting pose that many converters put there.</summary>
    public bool DropFirstFrame { get; init; }
}
