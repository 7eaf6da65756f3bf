namespace Praxis.Pose;

/// <summary>What a user may say about annotations that are looked through.</summary>
public sealed record PoseInspectOptions
{
    /// <summary>Format of the annotations: auto, coco, mpii-json, mpii-mat, lsp or pose-table.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>Folder of the pictures of annotations; empty for the folder images beside them, or theirs.</summary>
    public string Images { get; init; } = "";

    /// <summary>Whether annotations are looked through without their pictures.</summary>
    public bool AnnotationsOnly { get; init; }
}
