namespace Praxis.Motion;

/// <summary>The joints of the SMPL body, with offsets of a nominal body in metres: y up, left arm along x.</summary>
/// <remarks>Names and parents are those of Loper et al. (2015), SMPL; the offsets are rounded lengths of a person of
/// 1.7 m and none of the model's own.</remarks>
internal static class SmplSkeleton
{
    private const double MillimetresPerMetre = 1000;

    private static readonly SkeletonJoint[] Joints =
    [
        new("pelvis", -1, Vector3D.Zero),
        new("left_hip", 0, new(0.07, -0.09, 0)),
        new("right_hip", 0, new(-0.07, -0.09, 0)),
        new("spine1", 0, new(0, 0.12, -0.02)),
        new("left_knee", 1, new(0.04, -0.38, 0)),
        new("right_knee", 2, new(-0.04, -0.38, 0)),
        new("spine2", 3, new(0, 0.13, 0.02)),
        new("left_ankle", 4, new(-0.01, -0.42, -0.04)),
        new("right_ankle", 5, new(0.01, -0.42, -0.04)),
        new("spine3", 6, new(0, 0.05, 0.02)),
        new("left_foot", 7, new(0.04, -0.06, 0.12)),
        new("right_foot", 8, new(-0.04, -0.06, 0.12)),
        new("neck", 9, new(0, 0.21, -0.03)),
        new("left_collar", 9, new(0.08, 0.12, -0.02)),
        new("right_collar", 9, new(-0.08, 0.12, -0.02)),
        new("head", 12, new(0, 0.09, 0.05)),
        new("left_shoulder", 13, new(0.11, 0.04, -0.01)),
        new("right_shoulder", 14, new(-0.11, 0.04, -0.01)),
        new("left_elbow", 16, new(0.26, -0.01, -0.03)),
        new("right_elbow", 17, new(-0.26, -0.01, -0.03)),
        new("left_wrist", 18, new(0.25, 0.01, 0)),
        new("right_wrist", 19, new(-0.25, 0.01, 0)),
        new("left_hand", 20, new(0.08, -0.01, -0.01)),
        new("right_hand", 21, new(-0.08, -0.01, -0.01)),
    ];

    /// <summary>The skeleton of poses with so many columns: 24 joints of 72, else the 22 of the body.</summary>
    public static Skeleton OfColumns(int columns) =>
        new("smpl", Joints.Take(columns == 72 ? 24 : 22), MillimetresPerMetre);
}
