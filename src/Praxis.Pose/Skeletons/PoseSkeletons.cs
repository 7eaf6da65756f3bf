namespace Praxis.Pose;

/// <summary>Names of skeletons.</summary>
internal static class PoseSkeletons
{
    /// <summary>The name of a bundled skeleton with the same joints; empty for another.</summary>
    internal static string NameOf(PoseSkeleton skeleton) =>
        ((PoseSkeleton[])[PoseSkeleton.Mpii, PoseSkeleton.Lsp, PoseSkeleton.Coco])
            .FirstOrDefault(known => known.Joints.SequenceEqual(skeleton.Joints))?.Name ?? string.Empty;
}
