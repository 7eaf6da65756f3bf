namespace Praxis.Motion;

/// <summary>The root's path that was taken out of a clip, where it has the unit of the joints.</summary>
/// <param name="Places">[frames], in the skeleton's unit.</param>
/// <param name="Turns">[frames], against the world; empty where they were left in the poses.</param>
/// <param name="UpAxis">The axis that points up.</param>
internal sealed record RootMotion(Vector3D[] Places, Rotation[] Turns, int UpAxis)
{
    /// <summary>Of a clip of rotations, whose poses lose both.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="factor">What its root's path is multiplied by to have the skeleton's unit.</param>
    internal static RootMotion Of(MotionClip clip, double factor = 1) => new(
        [.. clip.RootPositions.ToArray().Select(place => factor * place)],
        [.. Enumerable.Range(0, clip.FrameCount).Select(frame => clip.Rotations(frame)[0])],
        UpwardAxis.Of(clip.ToPositions()));

    /// <summary>Of a clip of positions.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="turns">[frames], as far as they were taken out of the poses; empty where they were left.</param>
    internal static RootMotion Of(PositionClip clip, Rotation[] turns) => new(
        [.. Enumerable.Range(0, clip.FrameCount).Select(frame => clip.Positions(frame)[0])],
        turns,
        UpwardAxis.Of(clip));

    /// <summary>Positions with the root's path put back.</summary>
    /// <param name="positions">[frames, 3 joints], without the root's motion.</param>
    /// <param name="start">The frame of the clip at which they begin.</param>
    internal Vector3D[] Restore(PoseMatrix positions, int start)
    {
        int joints = positions.NodeCount / 3;
        var places = new Vector3D[positions.FrameCount * joints];
        for (int i = 0; i < places.Length; i++)
        {
            int frame = i / joints;
            Vector3D place = ExponentialMapRows.Vector(positions.Frame(frame), 3 * (i % joints));
            places[i] = Places[start + frame] + (Turns.Length > 0 ? Turns[start + frame] * place : place);
        }

        return places;
    }
}
