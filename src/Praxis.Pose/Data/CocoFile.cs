namespace Praxis.Pose;

/// <summary>What is read of a COCO keypoint file; names are those of the file without underscores.</summary>
internal sealed record CocoFile(
    IReadOnlyList<CocoImage>? Images,
    IReadOnlyList<CocoAnnotation>? Annotations,
    IReadOnlyList<CocoCategory>? Categories);

/// <summary>A picture of the file.</summary>
internal sealed record CocoImage(long Id, string? FileName, double Width, double Height);

/// <summary>A person, or another object, of the file.</summary>
internal sealed record CocoAnnotation(
    long Id,
    long ImageId,
    long CategoryId,
    IReadOnlyList<double>? Keypoints,
    IReadOnlyList<double>? Bbox,
    double? Area,
    int Iscrowd);

/// <summary>A kind of object, with the names of its keypoints and pairs of them, counted from 1.</summary>
internal sealed record CocoCategory(
    long Id,
    string? Name,
    IReadOnlyList<string>? Keypoints,
    IReadOnlyList<IReadOnlyList<int>>? Skeleton);
