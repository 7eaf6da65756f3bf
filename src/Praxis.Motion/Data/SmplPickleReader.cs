using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads poses of the SMPL body from the <c>.pkl</c> files of 3DPW, person by person.</summary>
/// <remarks><c>poses</c> is a list with an array [frames, 72] of each person, <c>trans</c> one with [frames, 3] in
/// metres; one array stands for one person. 30 frames a second unless the user says otherwise. Nothing of the file is
/// run: see <see cref="PickleFile"/>.</remarks>
public sealed class SmplPickleReader : IReader<IMotionClip, MotionReadOptions>
{
    internal const string FormatName = "smpl-pickle";
    private const string Poses = "poses";
    private const string Path3D = "trans";
    private const int ColumnCount = 72;
    private const double Rate = 30;

    /// <inheritdoc/>
    public string Format => FormatName;

    /// <inheritdoc/>
    public bool Accepts(string path) => IsPickle(path);

    /// <summary>Reads the first person.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>The clip.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with the mend.</exception>
    public IMotionClip Read(string path, MotionReadOptions options) => ReadPersons(path, options)[0];

    /// <summary>Reads all persons.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>A clip of 24 joints for each, at least one.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with the mend.</exception>
    public static IReadOnlyList<MotionClip> ReadPersons(string path, MotionReadOptions options)
    {
        if (PickleFile.Read(path) is not Dictionary<string, object?> content)
        {
            throw new InputException($"{path}: holds no dictionary; 3DPW's has {Poses} and {Path3D}");
        }

        if (!content.TryGetValue(Poses, out object? poses))
        {
            throw new InputException(
                $"{path}: has no entry {Poses}; it holds {CellText.List([.. content.Keys])}, save the poses as npz");
        }

        NpyArray[] persons = Tables(path, Poses, poses, ColumnCount);
        NpyArray[] places = content.GetValueOrDefault(Path3D) is { } found ? Tables(path, Path3D, found, 3) : [];
        if (persons.Length == 0 || (places.Length > 0 && places.Length != persons.Length))
        {
            throw new InputException(
                $"{path}: has {Poses} of {persons.Length} persons and {Path3D} of {places.Length}; save one of each a "
                + "person");
        }

        SkeletonDescription? given = options.SkeletonPath.Length > 0 ? SkeletonFile.Read(options.SkeletonPath) : null;
        Skeleton skeleton = given?.Skeleton ?? SmplSkeleton.OfColumns(ColumnCount);
        if (skeleton.JointCount != ColumnCount / 3)
        {
            throw new InputException($"{options.SkeletonPath}: has {skeleton.JointCount} joints where the poses of"
                + $" {path} have {ColumnCount / 3}; give a skeleton of as many");
        }

        double seconds = 1 / (options.FrameRate > 0 ? options.FrameRate : Rate);
        return
        [
            .. persons.Select((one, person) => MotionFile.WithoutFirst(
                SmplArchiveReader.Clip(path, skeleton, seconds, one, places.Length > 0 ? places[person] : null)
                    .WithDescription(given),
                path,
                options)),
        ];
    }

    /// <summary>Whether a file is one by its name.</summary>
    internal static bool IsPickle(string path) =>
        path.EndsWith(".pkl", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".pickle", StringComparison.OrdinalIgnoreCase);

    private static NpyArray[] Tables(string path, string name, object? value, int columns)
    {
        object?[] items = value switch
        {
            List<object?> list => [.. list],
            object?[] tuple => tuple,
            _ => [value],
        };
        return
        [
            .. items.Select((item, person) => (item as PickledArray)?.ToTable() is { } table
                && table.ColumnCount == columns
                    ? table
                    : throw new InputException($"{path}: {name} of person {person + 1} is no array of [frames, "
                        + $"{columns}] numbers; save the poses as npz")),
        ];
    }
}
