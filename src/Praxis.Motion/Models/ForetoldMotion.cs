using Praxis.Data;

namespace Praxis.Motion;

/// <summary>What a model foretold, put back on the body that was given. Immutable.</summary>
/// <param name="Predicted">Foretold positions of the joints that the file and the model share.</param>
/// <param name="Truth">The same joints in the clip, at the model's rate.</param>
internal sealed record ForetoldMotion(PositionClip Predicted, PositionClip Truth)
{
    /// <summary>Foretold frames with rotations; null where positions were given.</summary>
    internal MotionClip? Motion { get; init; }

    /// <summary>Observed frames and foretold ones behind them, of the clip's own skeleton; null where the prediction is
    /// of the model's.</summary>
    internal MotionClip? Continued { get; init; }

    /// <summary>Whether the prediction is of the model's skeleton and in its unit, rather than of the clip's.</summary>
    internal bool IsOfModel => Motion is not null && Continued is null;

    /// <summary>What the user must know of the joints; empty for nothing.</summary>
    internal string Note { get; init; } = "";

    /// <summary>Puts a prediction back.</summary>
    /// <param name="all">The clip at the model's rate.</param>
    /// <param name="known">Frames of it that were observed.</param>
    /// <param name="foretold">[future, whole]: whole poses of the model without the root's motion.</param>
    /// <param name="layout">The model's poses.</param>
    /// <param name="mapping">Which of the clip's joints is which of the model's.</param>
    /// <param name="turns">How the root is turned in each frame of the clip, where that was taken out of poses of
    /// positions; empty where it was left.</param>
    internal static ForetoldMotion Of(
        IMotionClip all,
        int known,
        PoseMatrix foretold,
        PoseLayout layout,
        JointMapping mapping,
        Rotation[] turns) =>
        all is MotionClip clip && !ModelSkeleton.IsStar(layout.Skeleton)
            ? OfRotations(clip, known, foretold, layout, mapping)
            : OfPositions(all.ToPositions(), known, foretold, mapping, turns);

    // On the clip's own skeleton where its joints are the model's, in whatever order, else on the model's.
    private static ForetoldMotion OfRotations(
        MotionClip clip, int known, PoseMatrix foretold, PoseLayout layout, JointMapping mapping)
    {
        bool isOwn = mapping.IsSameTree(clip.Skeleton, layout.Skeleton);
        MotionClip ordered = isOwn ? MotionData.InOrder(clip, mapping) : mapping.Apply(clip, layout.Skeleton);
        MotionClip observed = ordered.Slice(0, known);
        var root = new RootPath { UpAxis = UpwardAxis.Of(observed.ToPositions()) };
        MotionClip future = layout.Space == PoseSpace.Angle
            ? Reassembly.FromAngles(observed, foretold, layout.Skeleton, root)
            : Reassembly.FromPositions(observed, foretold, layout.Skeleton, root);
        if (!isOwn)
        {
            return new ForetoldMotion(future.ToPositions(), ordered.ToPositions())
            {
                Motion = future,
                Note = "its joints are not the model's; the prediction is of the model's skeleton",
            };
        }

        int[] places = [.. mapping.Sources];
        MotionClip own = ReferenceEquals(ordered, clip) ? future : future.Reordered(
            [.. Enumerable.Range(0, places.Length).Select(joint => Array.IndexOf(places, joint))], clip.Skeleton);
        return new ForetoldMotion(own.ToPositions(), clip.ToPositions())
        {
            Motion = own,
            Continued = Reassembly.Join(clip.Slice(0, known), own),
        };
    }

    // The root goes on by damped velocity, and turns on where its turn was taken out.
    private static ForetoldMotion OfPositions(
        PositionClip clip, int known, PoseMatrix foretold, JointMapping mapping, Rotation[] turns)
    {
        int[] places = [.. mapping.Sources];
        int[] kept = [.. Enumerable.Range(0, clip.JointNames.Count).Where(places.Contains)];
        PositionClip truth = kept.Length == clip.JointNames.Count ? clip : Only(clip, kept);
        var root = new MotionClip(
            new Skeleton("root", [new SkeletonJoint(clip.JointNames[places[0]], -1, default)]),
            clip.FrameSeconds,
            [.. Enumerable.Range(0, known).Select(frame => clip.Positions(frame)[places[0]])],
            turns.Length > 0 ? turns[..known] : [.. Enumerable.Repeat(Rotation.Identity, known)]);
        (Vector3D[] path, Rotation[] turned) =
            new RootPath { UpAxis = UpwardAxis.Of(clip) }.Predict(root, foretold.FrameCount);
        var values = new double[foretold.FrameCount * 3 * kept.Length];
        for (int i = 0; i < values.Length; i += 3)
        {
            int frame = i / (3 * kept.Length);
            int target = Array.IndexOf(places, kept[i / 3 % kept.Length]);
            Vector3D place = turned[frame] * ExponentialMapRows.Vector(foretold.Frame(frame), 3 * target);
            ExponentialMapRows.Write(path[frame] + place, values.AsSpan(i));
        }

        string[] others = [.. clip.JointNames.Where((_, joint) => !places.Contains(joint))];
        return new ForetoldMotion(
            truth.WithPositions(new PoseMatrix(foretold.FrameCount, 3 * kept.Length, values)), truth)
        {
            Note = others.Length > 0 ? $"the model has no {CellText.List(others)}: left out" : "",
        };
    }

    private static PositionClip Only(PositionClip clip, int[] joints) => new(
        [.. joints.Select(joint => clip.JointNames[joint])],
        clip.FrameSeconds,
        [
            .. Enumerable.Range(0, clip.FrameCount)
                .SelectMany(frame => joints.Select(joint => clip.Positions(frame)[joint])),
        ],
        millimetresPerUnit: clip.MillimetresPerUnit);
}
