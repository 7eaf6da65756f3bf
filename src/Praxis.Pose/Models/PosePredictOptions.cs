using System.ComponentModel.DataAnnotations;

namespace Praxis.Pose;

/// <summary>What can be asked of a fitted pose network.</summary>
public sealed record PosePredictOptions
{
    /// <summary>A picture, a folder of pictures, or annotations whose boxes say where people are.</summary>
    public string Data { get; init; } = "";

    /// <summary>Folder for overlays of the skeletons, heat maps and results.json in COCO's format; empty for
    /// none.</summary>
    public string Files { get; init; } = "";

    /// <summary>Folder of the pictures of annotations; empty for the folder images beside them, or theirs.</summary>
    public string Images { get; init; } = "";

    /// <summary>Format of annotations: auto, coco, mpii-json, mpii-mat, lsp or pose-table.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>Joints whose peak is below this are not drawn.</summary>
    [Range(0, 1)]
    public double LeastScore { get; init; } = 0.2;

    /// <summary>Whether a picture without a box is taken as one person as a whole; else it is left out.</summary>
    public bool WholePictures { get; init; } = true;
}
