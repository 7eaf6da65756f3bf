using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads poses of the SMPL body from <c>.npz</c> files as AMASS has them, and 3DPW's if saved so.</summary>
/// <remarks><c>poses</c> is [frames, 66, 72, 156 or 165]: the axis-angle vectors of the body's joints first, those of
/// hands and face passed over; <c>trans</c> is [frames, 3] in metres; <c>mocap_framerate</c> (or
/// <c>mocap_frame_rate</c> or <c>fps</c>) frames a second. The body model itself may not be shipped, so offsets are
/// those of a nominal body of 1.7 m; a JSON skeleton in the options stands instead of them.</remarks>
public sealed class SmplArchiveReader : IReader<IMotionClip, MotionReadOptions>
{
    private const string Poses = "poses";
    private const string Path3D = "trans";
    private static readonly string[] RateNames = ["mocap_framerate", "mocap_frame_rate", "fps"];

    /// <inheritdoc/>
    public string Format => "smpl-archive";

    /// <inheritdoc/>
    public bool Accepts(string path) => path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IMotionClip Read(string path, MotionReadOptions options) => ReadClip(path, options);

    /// <summary>Reads an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>The clip: 24 joints of 72 columns, else 22.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with the mend.</exception>
    public static MotionClip ReadClip(string path, MotionReadOptions options)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(path, [Poses, Path3D, .. RateNames]);
        NpyArray poses = arrays.GetValueOrDefault(Poses)
            ?? throw new InputException($"{path}: has no array {Poses}; it holds"
                + $" {CellText.List(NpzFile.Names(path))}, save the poses under that name");
        if (poses.ColumnCount is not (66 or 72 or 156 or 165))
        {
            throw new InputException($"{path}: {Poses} has {poses.ColumnCount} columns; 66, 72, 156 and 165 are read");
        }

        SkeletonDescription? given = options.SkeletonPath.Length > 0 ? SkeletonFile.Read(options.SkeletonPath) : null;
        Skeleton skeleton = given?.Skeleton ?? SmplSkeleton.OfColumns(poses.ColumnCount);
        int joints = poses.ColumnCount == 72 ? 24 : 22;
        if (skeleton.JointCount != joints)
        {
            throw new InputException($"{options.SkeletonPath}: has {skeleton.JointCount} joints where the poses of"
                + $" {path} have {joints}; give a skeleton of as many");
        }

        double[] rates = [.. RateNames.Where(arrays.ContainsKey).Select(name => arrays[name].Values.Span[0])];
        double rate = options.FrameRate > 0 ? options.FrameRate : rates.FirstOrDefault();
        return rate > 0 && double.IsFinite(rate)
            ? MotionFile.WithoutFirst(
                Clip(path, skeleton, 1 / rate, poses, arrays.GetValueOrDefault(Path3D)).WithDescription(given),
                path,
                options)
            : throw new InputException($"{path}: does not say its frame rate; give it as an option");
    }

    /// <summary>A clip of poses, and of the root's places where there are any.</summary>
    internal static MotionClip Clip(
        string path, Skeleton skeleton, double frameSeconds, NpyArray poses, NpyArray? translations)
    {
        if (translations is not null && (translations.RowCount != poses.RowCount || translations.ColumnCount != 3))
        {
            throw new InputException($"{path}: {Path3D} is {translations.RowCount} by {translations.ColumnCount} where"
                + $" {Poses} have {poses.RowCount} frames; save one row of three a frame");
        }

        int joints = skeleton.JointCount;
        var roots = new Vector3D[poses.RowCount];
        var rotations = new Rotation[poses.RowCount * joints];
        for (int frame = 0; frame < poses.RowCount; frame++)
        {
            roots[frame] = translations is null ? Vector3D.Zero : Vector(path, Path3D, translations, frame, 0);
            for (int joint = 0; joint < joints; joint++)
            {
                rotations[(frame * joints) + joint] =
                    Rotation.FromExponentialMap(Vector(path, Poses, poses, frame, 3 * joint));
            }
        }

        return new MotionClip(skeleton, frameSeconds, roots, rotations);
    }

    private static Vector3D Vector(string path, string name, NpyArray array, int row, int column)
    {
        Vector3D vector = ExponentialMapRows.Vector(array.Values.Span[(row * array.ColumnCount)..], column);
        return double.IsFinite(vector.X + vector.Y + vector.Z)
            ? vector
            : throw new InputException($"{path}: {name} row {row}, column {column}: is no finite number; mend it or cut"
                + " the frame");
    }
}
