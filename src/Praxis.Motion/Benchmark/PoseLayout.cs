using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Which numbers of a whole pose are nodes of a network, and which others go with one of them.</summary>
/// <remarks>A whole pose is a row of benchmark text, 3 + 3 joints numbers, in angle space and 3 joints numbers in
/// position space. After the program of LTD (Mao and others, 2019).</remarks>
public sealed class PoseLayout
{
    private const double ConstantDeviation = 1e-4;
    private readonly int[] _columns;
    private readonly (int Column, int Node)[] _copies;

    private PoseLayout(
        Skeleton skeleton, PoseSpace space, IEnumerable<int> columns, IEnumerable<(int Column, int From)> copies)
    {
        Skeleton = skeleton;
        Space = space;
        WholeCount = (3 * skeleton.JointCount) + (space == PoseSpace.Angle ? 3 : 0);
        _columns = [.. columns];
        _copies = [.. copies.Select(copy => (copy.Column, Array.IndexOf(_columns, copy.From)))];
    }

    /// <summary>Exponential maps of the CMU benchmark: 64 nodes of 117 columns.</summary>
    public static PoseLayout CmuAngle { get; } = Of(SkeletonDescription.Cmu, PoseSpace.Angle);

    /// <summary>Positions of the CMU benchmark: 75 nodes, 25 of 38 joints.</summary>
    public static PoseLayout CmuPosition { get; } = Of(SkeletonDescription.Cmu, PoseSpace.Position);

    /// <summary>Exponential maps of the Human3.6M benchmark: 48 nodes of 99 columns.</summary>
    public static PoseLayout Human36MAngle { get; } = Of(SkeletonDescription.Human36M, PoseSpace.Angle);

    /// <summary>Positions of the Human3.6M benchmark: 66 nodes, 22 of 32 joints.</summary>
    public static PoseLayout Human36MPosition { get; } = Of(SkeletonDescription.Human36M, PoseSpace.Position);

    /// <summary>The skeleton.</summary>
    public Skeleton Skeleton { get; }

    /// <summary>What the numbers are.</summary>
    public PoseSpace Space { get; }

    /// <summary>Numbers of a whole pose.</summary>
    public int WholeCount { get; }

    /// <summary>Number of nodes.</summary>
    public int NodeCount => _columns.Length;

    /// <summary>The column of a whole pose that each node is: [nodes].</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>Columns that take the value of a node, and the node.</summary>
    public ReadOnlySpan<(int Column, int Node)> Copies => _copies;

    /// <summary>The layout a skeleton file gives.</summary>
    /// <param name="description">A skeleton with its index lists.</param>
    /// <param name="space">What the numbers are.</param>
    /// <returns>The layout.</returns>
    /// <exception cref="InputException">The file has no list for the space, or copies a joint that is not in it.
    /// </exception>
    public static PoseLayout Of(SkeletonDescription description, PoseSpace space)
    {
        Skeleton skeleton = description.Skeleton;
        IReadOnlyList<int> indices = space == PoseSpace.Angle ? description.AngleColumns : description.PositionJoints;
        if (indices.Count == 0)
        {
            string list = space == PoseSpace.Angle ? "angle_dims_used" : "joints_used";
            throw new InputException($"{skeleton.Name}: has no list {list}; add it, or fit the layout to data");
        }

        int stray = space == PoseSpace.Position
            ? description.CopyFrom.FirstOrDefault(joint => !indices.Contains(joint), -1)
            : -1;
        if (stray >= 0)
        {
            throw new InputException($"{skeleton.Name}: copy_from has joint {stray}, which is not in joints_used; name "
                + "one that is");
        }

        return space == PoseSpace.Angle
            ? new PoseLayout(skeleton, space, indices, [])
            : new PoseLayout(
                skeleton, space, indices.SelectMany(Coordinates), Pairs(description.CopyJoints, description.CopyFrom));
    }

    /// <summary>The layout of any skeleton, fitted to data as the benchmarks' lists were: what does not vary is no
    /// node.</summary>
    /// <param name="skeleton">The skeleton.</param>
    /// <param name="space">What the numbers are.</param>
    /// <param name="poses">Whole poses of the training data without the root's motion, at least one matrix of
    /// [frames, whole]; columns whose standard deviation is below 1e-4 over all of them are left out.</param>
    /// <returns>The layout. A joint that is where another is in every pose is copied from it.</returns>
    /// <exception cref="InputException">Nothing varies.</exception>
    public static PoseLayout Fit(Skeleton skeleton, PoseSpace space, IReadOnlyList<PoseMatrix> poses)
    {
        bool[] varies = Varying(poses);
        if (space == PoseSpace.Angle)
        {
            varies.AsSpan(0, ExponentialMapRows.RootColumns).Clear();
        }

        int[] columns = [.. Enumerable.Range(0, varies.Length).Where(column => varies[column])];
        if (space == PoseSpace.Angle)
        {
            return columns.Length > 0 ? new PoseLayout(skeleton, space, columns, []) : throw Still(skeleton);
        }

        int[] same = Coincident(skeleton);
        int[] moving = [.. columns.Select(column => column / 3).Distinct()];
        int[] joints = [.. moving.Where(joint => same[joint] == joint)];
        int[] copies = [.. moving.Where(joint => same[joint] != joint && joints.Contains(same[joint]))];
        return joints.Length > 0
            ? new PoseLayout(
                skeleton,
                space,
                joints.SelectMany(Coordinates),
                Pairs(copies, [.. copies.Select(joint => same[joint])]))
            : throw Still(skeleton);
    }

    /// <summary>The nodes of whole poses.</summary>
    /// <param name="whole">[frames, whole].</param>
    /// <returns>[frames, nodes].</returns>
    /// <exception cref="ArgumentException">The number of columns is not that of a whole pose.</exception>
    public PoseMatrix ToNodes(PoseMatrix whole)
    {
        Check.Length(whole.NodeCount, WholeCount);
        return whole.Columns(_columns);
    }

    /// <summary>Whole poses of nodes.</summary>
    /// <param name="nodes">[frames, nodes].</param>
    /// <param name="others">[frames, whole]: what is neither node nor copy is taken from here; the truth where the
    /// benchmark's errors are wanted.</param>
    /// <returns>[frames, whole].</returns>
    /// <exception cref="ArgumentException">A shape is wrong.</exception>
    public PoseMatrix ToWhole(PoseMatrix nodes, PoseMatrix others)
    {
        Check.Length(nodes.NodeCount, NodeCount);
        Check.Length(others.NodeCount, WholeCount);
        Check.Length(others.FrameCount, nodes.FrameCount);
        double[] values = others.Values.ToArray();
        for (int frame = 0; frame < nodes.FrameCount; frame++)
        {
            Span<double> target = values.AsSpan(frame * WholeCount, WholeCount);
            ReadOnlySpan<double> source = nodes.Frame(frame);
            for (int node = 0; node < _columns.Length; node++)
            {
                target[_columns[node]] = source[node];
            }

            foreach ((int column, int node) in _copies)
            {
                target[column] = source[node];
            }
        }

        return new PoseMatrix(nodes.FrameCount, WholeCount, values);
    }

    /// <summary>The whole poses of a clip in the space of this layout, without the root's motion.</summary>
    /// <param name="clip">A clip of a skeleton with as many joints.</param>
    /// <returns>[frames, whole]; in position space by this layout's skeleton, whatever the clip's offsets.</returns>
    /// <exception cref="ArgumentException">The number of joints differs.</exception>
    public PoseMatrix WholeOf(MotionClip clip)
    {
        PoseMatrix rows = ExponentialMapRows.WithoutRoot(ExponentialMapRows.Of(clip));
        return Space == PoseSpace.Angle ? rows : ExponentialMapRows.ToPositions(rows, Skeleton);
    }

    /// <summary>For each joint the first that is at the same place in every pose: its parent where the offset is 0,
    /// a sibling where the offsets are equal, else itself.</summary>
    private static int[] Coincident(Skeleton skeleton)
    {
        var same = new int[skeleton.JointCount];
        for (int joint = 0; joint < same.Length; joint++)
        {
            SkeletonJoint one = skeleton.Joints[joint];
            int twin = one.Parent >= 0 && one.Offset == Vector3D.Zero
                ? one.Parent
                : Enumerable.Range(0, joint).FirstOrDefault(other => IsTwin(skeleton.Joints[other], one), joint);
            same[joint] = twin == joint ? joint : same[twin];
        }

        return same;
    }

    private static bool IsTwin(SkeletonJoint left, SkeletonJoint right) =>
        left.Parent == right.Parent && left.Offset == right.Offset;

    private static bool[] Varying(IReadOnlyList<PoseMatrix> poses)
    {
        int columns = poses[0].NodeCount;
        double count = poses.Sum(matrix => (double)matrix.FrameCount);
        var means = new double[columns];
        var squares = new double[columns];
        foreach (PoseMatrix matrix in poses)
        {
            Check.Length(matrix.NodeCount, columns);
            Accumulate(matrix, (column, value) => means[column] += value / count);
        }

        foreach (PoseMatrix matrix in poses)
        {
            Accumulate(matrix, (column, value) => squares[column] += Square(value - means[column]) / count);
        }

        return [.. squares.Select(square => Math.Sqrt(square) >= ConstantDeviation)];
    }

    private static double Square(double value) => value * value;

    private static void Accumulate(PoseMatrix matrix, Action<int, double> add)
    {
        ReadOnlySpan<double> values = matrix.Values;
        for (int i = 0; i < values.Length; i++)
        {
            add(i % matrix.NodeCount, values[i]);
        }
    }

    private static int[] Coordinates(int joint) => [3 * joint, (3 * joint) + 1, (3 * joint) + 2];

    private static IEnumerable<(int Column, int From)> Pairs(IReadOnlyList<int> joints, IReadOnlyList<int> from) =>
        joints.Zip(from).SelectMany(pair => Coordinates(pair.First).Zip(Coordinates(pair.Second)));

    private static InputException Still(Skeleton skeleton) =>
        new($"{skeleton.Name}: nothing moves in the training data; take clips with motion");
}
