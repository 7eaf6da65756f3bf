using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Poses as the rows of both benchmarks' text files: root translation, then three numbers a joint.</summary>
/// <remarks>[frames, 3 + 3 joints]. The three numbers are the exponential map of the transposed rotation, -log R, since
/// the benchmark multiplies row vectors.</remarks>
public static class ExponentialMapRows
{
    /// <summary>Number of columns in front of the first joint that can be predicted: root translation and
    /// rotation.</summary>
    public const int RootColumns = 6;

    /// <summary>The rows of a clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <returns>[frames, 3 + 3 joints]; each joint's vector at most π long.</returns>
    public static PoseMatrix Of(MotionClip clip)
    {
        int joints = clip.Skeleton.JointCount;
        int columns = 3 + (3 * joints);
        var values = new double[clip.FrameCount * columns];
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            Span<double> row = values.AsSpan(frame * columns, columns);
            Write(clip.RootPositions[frame], row);
            ReadOnlySpan<Rotation> rotations = clip.Rotations(frame);
            for (int joint = 0; joint < joints; joint++)
            {
                Write(rotations[joint].Transpose().ToExponentialMap(), row[(3 + (3 * joint))..]);
            }
        }

        return new PoseMatrix(clip.FrameCount, columns, values);
    }

    /// <summary>The clip of rows.</summary>
    /// <param name="rows">[frames, 3 + 3 joints], at least one frame.</param>
    /// <param name="skeleton">The skeleton.</param>
    /// <param name="frameSeconds">Seconds from one frame to the next, above 0.</param>
    /// <returns>A clip; the root's path is taken as it is, in the skeleton's unit.</returns>
    /// <exception cref="ArgumentException">The number of columns is not that of the skeleton.</exception>
    public static MotionClip ToClip(PoseMatrix rows, Skeleton skeleton, double frameSeconds)
    {
        int joints = skeleton.JointCount;
        Check.Length(rows.NodeCount, 3 + (3 * joints));
        var roots = new Vector3D[rows.FrameCount];
        var rotations = new Rotation[rows.FrameCount * joints];
        for (int frame = 0; frame < rows.FrameCount; frame++)
        {
            ReadOnlySpan<double> row = rows.Frame(frame);
            roots[frame] = Vector(row, 0);
            for (int joint = 0; joint < joints; joint++)
            {
                rotations[(frame * joints) + joint] =
                    Rotation.FromExponentialMap(Vector(row, 3 + (3 * joint))).Transpose();
            }
        }

        return new MotionClip(skeleton, frameSeconds, roots, rotations);
    }

    /// <summary>The rows with root translation and root rotation set to 0, as every measure of the benchmark wants
    /// them.</summary>
    /// <param name="rows">[frames, 3 + 3 joints].</param>
    /// <returns>A copy with columns 0 to 5 at 0.</returns>
    public static PoseMatrix WithoutRoot(PoseMatrix rows)
    {
        double[] values = rows.Values.ToArray();
        for (int frame = 0; frame < rows.FrameCount; frame++)
        {
            values.AsSpan(frame * rows.NodeCount, RootColumns).Clear();
        }

        return new PoseMatrix(rows.FrameCount, rows.NodeCount, values);
    }

    /// <summary>Joint positions of rows, by the benchmark's one skeleton and without the root's motion.</summary>
    /// <param name="rows">[frames, 3 + 3 joints].</param>
    /// <param name="skeleton">The skeleton.</param>
    /// <returns>[frames, 3 joints] in the skeleton's unit.</returns>
    /// <exception cref="ArgumentException">The number of columns is not that of the skeleton.</exception>
    public static PoseMatrix ToPositions(PoseMatrix rows, Skeleton skeleton) =>
        ForwardKinematics.Positions(ToClip(rows, skeleton, frameSeconds: 1), keepRoot: false).ToMatrix();

    /// <summary>Euler angles of rows, by the benchmark's formula.</summary>
    /// <param name="rows">[frames, 3 + 3 joints].</param>
    /// <returns>[frames, 3 + 3 joints] in radians; the first three columns as they are.</returns>
    /// <remarks>Of R = exp(row), E2 = -asin R02, E1 = atan2(R12/cos E2, R22/cos E2), E3 = atan2(R01/cos
    /// E2, R00/cos E2); at R02 = ±1 E3 = 0. Not wrapped.</remarks>
    public static PoseMatrix ToEuler(PoseMatrix rows)
    {
        double[] values = rows.Values.ToArray();
        for (int frame = 0; frame < rows.FrameCount; frame++)
        {
            Span<double> row = values.AsSpan(frame * rows.NodeCount, rows.NodeCount);
            for (int column = 3; column + 2 < row.Length; column += 3)
            {
                Write(Euler(Rotation.FromExponentialMap(Vector(row, column))), row[column..]);
            }
        }

        return new PoseMatrix(rows.FrameCount, rows.NodeCount, values);
    }

    internal static Vector3D Vector(ReadOnlySpan<double> row, int column) =>
        new(row[column], row[column + 1], row[column + 2]);

    internal static void Write(Vector3D vector, Span<double> target)
    {
        target[0] = vector.X;
        target[1] = vector.Y;
        target[2] = vector.Z;
    }

    private static Vector3D Euler(Rotation rotation)
    {
        double sine = Math.Clamp(rotation.M02, -1, 1);
        if (Math.Abs(sine) == 1)
        {
            double delta = Math.Atan2(rotation.M01, rotation.M02);
            return sine < 0 ? new Vector3D(delta, Math.PI / 2, 0) : new Vector3D(delta, -Math.PI / 2, 0);
        }

        double second = -Math.Asin(sine);
        double cosine = Math.Cos(second);
        return new Vector3D(
            Math.Atan2(rotation.M12 / cosine, rotation.M22 / cosine),
            second,
            Math.Atan2(rotation.M01 / cosine, rotation.M00 / cosine));
    }
}
