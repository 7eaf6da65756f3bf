using System.ComponentModel.DataAnnotations;

namespace Praxis.Motion;

/// <summary>How clips are read, at which rate they are learnt, and by which windows they are measured.</summary>
public sealed record MotionInputOptions
{
    /// <summary>Format of the files: auto, bvh, amc, benchmark-text, position-table, smpl-archive or
    /// smpl-pickle.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>Frames a second of the files, where they state none or a wrong one; 0 for what they say.</summary>
    [Range(0, 100_000)]
    public double FrameRate { get; init; }

    /// <summary>Frames a second that are learnt, as 25; 0 for every second frame of files of 50 and more, as the
    /// benchmarks do, and all of others.</summary>
    [Range(0, 1000)]
    public double LearnRate { get; init; }

    /// <summary>Millimetres of one unit of length, where the files do not say, as 10 for centimetres; errors are then
    /// in millimetres. 0 for not known.</summary>
    [Range(0, 1_000_000)]
    public double MillimetresPerUnit { get; init; }

    /// <summary>Path of the skeleton: an ASF file for AMC, a JSON skeleton for benchmark text; empty for the one beside
    /// the file or of its benchmark.</summary>
    public string Skeleton { get; init; } = "";

    /// <summary>Path of a JSON file that says which joint of the files is which of the skeleton, where names do not
    /// tell; empty for none.</summary>
    public string Mapping { get; init; } = "";

    /// <summary>Whether the first frame of each file is left out, as the T-pose that converters put there; published
    /// results keep it.</summary>
    public bool DropTpose { get; init; }

    /// <summary>By which windows a test clip is measured: all, seeds8 or seeds256.</summary>
    public WindowProtocol Protocol { get; init; } = WindowProtocol.All;
}
