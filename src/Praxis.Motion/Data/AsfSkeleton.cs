namespace Praxis.Motion;

/// <summary>An ASF skeleton as joints, with the bone behind each.</summary>
/// <param name="Skeleton">The joints.</param>
/// <param name="Bones">The bone of each joint: [joints], null for ends.</param>
internal sealed record AsfSkeleton(Skeleton Skeleton, IReadOnlyList<AsfBone?> Bones);
