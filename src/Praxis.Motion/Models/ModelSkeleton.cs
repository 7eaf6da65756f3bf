using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The skeleton that a model learns: that of the first clip that is learnt from.</summary>
internal static class ModelSkeleton
{
    private const string StarName = "positions";

    /// <summary>Whether the joints have no tree, as those of a table of positions: rotations of it would not move them.
    /// </summary>
    internal static bool IsStar(Skeleton skeleton) =>
        skeleton.Name == StarName && skeleton.Joints.Skip(1).All(static joint => joint.Parent == 0);

    /// <summary>The skeleton of a clip with the index lists of its file; a benchmark's own where the bones are its and
    /// the file has no list.</summary>
    /// <param name="entry">The first clip that is learnt from.</param>
    /// <param name="space">What is learnt.</param>
    /// <returns>The skeleton, and what is to be said of it; empty for nothing.</returns>
    /// <exception cref="InputException">The clip has positions alone, and angles are to be learnt.</exception>
    internal static (SkeletonDescription Description, string Note) Of(MotionEntry entry, PoseSpace space)
    {
        if (entry.Clip is MotionClip clip)
        {
            SkeletonDescription own = clip.Description ?? new SkeletonDescription(clip.Skeleton);
            return own.HasListOf(space) ? (own, "")
                : SkeletonDescription.OfBenchmark(clip.Skeleton) is { } known ? (known, "")
                : StillRoot.CarrierOf(clip) is { } carrier && StillRoot.CanGo(clip.Skeleton)
                    ? (new SkeletonDescription(StillRoot.Below(clip.Skeleton)), NoteOf(entry.Path, clip, carrier))
                : (own, "");
        }

        var places = (PositionClip)entry.Clip;
        return (new SkeletonDescription(places.Skeleton ?? StarOf(places, entry.Path, space)), "");
    }

    private static string NoteOf(string path, MotionClip clip, int carrier)
    {
        string name = clip.JointNames[carrier];
        return $"{Path.GetFileName(path)}: {StillRoot.Finding(clip, carrier)}, so {name} is the model's root; "
            + "predictions have the joints from it on.";
    }

    // Joints without bones: each hangs on the first, where it is in the mean.
    private static Skeleton StarOf(PositionClip clip, string path, PoseSpace space)
    {
        if (space == PoseSpace.Angle)
        {
            throw new InputException($"{path}: holds positions of joints and no rotations; pass --space position");
        }

        PoseMatrix rows = RootTurn.TakeOut(clip.ToMatrix(), turn: null).Poses;
        double Mean(int column) =>
            Enumerable.Range(0, rows.FrameCount).Sum(frame => rows[frame, column]) / rows.FrameCount;
        return new Skeleton(
            StarName,
            clip.JointNames.Select((name, joint) => new SkeletonJoint(
                name,
                joint == 0 ? -1 : 0,
                new Vector3D(Mean(3 * joint), Mean((3 * joint) + 1), Mean((3 * joint) + 2)))),
            clip.MillimetresPerUnit);
    }
}
