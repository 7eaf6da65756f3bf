namespace Praxis.Motion;

/// <summary>A skeleton with the index lists of its benchmark.</summary>
/// <param name="Skeleton">The skeleton.</param>
public sealed record SkeletonDescription(Skeleton Skeleton)
{
    /// <summary>The Human3.6M skeleton of the benchmark text: 32 joints, offsets in mm.</summary>
    public static SkeletonDescription Human36M { get; } = SkeletonFile.Bundled("skeleton_h36m32.json");

    /// <summary>The CMU skeleton of the benchmark text: 38 joints; offsets in the benchmark's nominal mm, 1.24 of which
    /// are a true one.</summary>
    public static SkeletonDescription Cmu { get; } = SkeletonFile.Bundled("skeleton_cmu38.json");

    /// <summary>Columns of a row of benchmark text that a network predicts; empty where not given.</summary>
    public IReadOnlyList<int> AngleColumns { get; init; } = [];

    /// <summary>Joints whose positions a network predicts; empty where not given.</summary>
    public IReadOnlyList<int> PositionJoints { get; init; } = [];

    /// <summary>Joints whose position is that of another; empty where not given.</summary>
    public IReadOnlyList<int> CopyJoints { get; init; } = [];

    /// <summary>The joint each of <see cref="CopyJoints"/> goes with.</summary>
    public IReadOnlyList<int> CopyFrom { get; init; } = [];

    /// <summary>Whether the list of what a network predicts in a space is given.</summary>
    internal bool HasListOf(PoseSpace space) =>
        (space == PoseSpace.Angle ? AngleColumns : PositionJoints).Count > 0;

    /// <summary>The benchmark whose joints and offsets a skeleton has, by whatever file it came; null for none.
    /// </summary>
    internal static SkeletonDescription? OfBenchmark(Skeleton skeleton) =>
        Cmu.Skeleton.HasBonesOf(skeleton) ? Cmu
        : Human36M.Skeleton.HasBonesOf(skeleton) ? Human36M
        : null;
}
