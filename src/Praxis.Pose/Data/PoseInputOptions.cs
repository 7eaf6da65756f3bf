namespace Praxis.Pose;

/// <summary>How annotated pictures are read.</summary>
public sealed record PoseInputOptions
{
    /// <summary>Format of the annotations: auto, coco, mpii-json, mpii-mat, lsp or pose-table.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>Folder of the pictures; empty for the folder images beside the annotations, or theirs.</summary>
    public string Images { get; init; } = "";

    /// <summary>Joints wanted: mpii16, lsp14, coco17 or the path of a JSON skeleton; empty for the joints of the
    /// annotations.</summary>
    public string Skeleton { get; init; } = "";

    /// <summary>Path of a JSON file that says from which joints of the annotations those wanted come, where names do
    /// not tell; empty for none.</summary>
    public string Mapping { get; init; } = "";

    /// <summary>Path of MPII's gt_valid.mat with the head boxes that PCKh needs, in the order of its JSON file; empty
    /// for none.</summary>
    public string HeadBoxes { get; init; } = "";

    /// <summary>Whether annotations are read without looking for their pictures; else pictures that are not there are
    /// left out.</summary>
    public bool AnnotationsOnly { get; init; }

    /// <summary>Pictures to learn from, by their place among those that are there, as 1-8000 or 1-900,950-1000; empty
    /// for all that are left.</summary>
    public string Train { get; init; } = "";

    /// <summary>Pictures to choose the epoch by; empty for the last tenth that is left.</summary>
    public string Validation { get; init; } = "";

    /// <summary>Pictures to be tested on; empty for the last tenth, and for all when other data are
    /// evaluated.</summary>
    public string Test { get; init; } = "";

    /// <summary>Folder of body parts to paste, made by praxis pool; empty for the parts of drawn figures, which
    /// photographs have none of.</summary>
    public string Pool { get; init; } = "";
}
