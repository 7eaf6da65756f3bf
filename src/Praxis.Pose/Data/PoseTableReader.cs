using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>Reads tables of joints: CSV, TSV, JSON lines or Parquet.</summary>
/// <remarks>
/// Wide: one person a row, columns <c>image</c>, <c>joint_x</c>, <c>joint_y</c> and, if wanted, <c>joint_v</c> for each
/// joint, <c>box_x, box_y, box_width, box_height</c> and <c>head_box_x</c> and so on. Long: one joint a row, columns
/// <c>image</c>, <c>joint</c>, <c>x</c>, <c>y</c> and, if wanted, <c>person</c> and <c>v</c>. Places are continuous,
/// pixels from the left and top edge. An empty place, or v 0, is a missing joint; v 1 is hidden, 2 visible, 3 hidden by
/// the own body, 4 by an object, 5 by another person, 6 outside. Joints are those of a skeleton that comes with Praxis
/// where the names are its, else of one without bones.
/// </remarks>
public sealed class PoseTableReader : IReader<PoseSet, PoseInputOptions>
{
    private const string Image = "image";
    private const string PersonName = "person";
    private const string JointName = "joint";
    private const string Code = "v";
    private static readonly string[] JointEnds = ["_x", "_y", "_v"];
    private static readonly string[] BoxEnds = ["_x", "_y", "_width", "_height"];

    private static readonly JointState[] States =
    [
        JointState.Missing, JointState.Hidden, JointState.Visible, JointState.HiddenBySelf, JointState.HiddenByObject,
        JointState.HiddenByPerson, JointState.Outside,
    ];

    /// <inheritdoc/>
    public string Format => "pose-table";

    /// <inheritdoc/>
    public bool Accepts(string path) => TableFile.Accepts(path);

    /// <inheritdoc/>
    public PoseSet Read(string path, PoseInputOptions options)
    {
        IReadOnlyList<string> columns = TableFile.ColumnNames(path);
        return columns.Contains(JointName) ? ReadLong(path, options, columns) : ReadWide(path, options, columns);
    }

    private static PoseSet ReadWide(string path, PoseInputOptions options, IReadOnlyList<string> columns)
    {
        string[] names =
        [
            .. columns.Where(column => column.EndsWith("_x", StringComparison.Ordinal))
                .Select(column => column[..^2])
                .Where(name => name is not ("box" or "head_box")),
        ];
        if (names.FirstOrDefault(name => !columns.Contains(name + "_y")) is { } half)
        {
            throw new InputException($"{path}: has a column {CellText.Plain(half)}_x and none"
                + $" {CellText.Plain(half)}_y; a joint has both");
        }

        if (names.Length == 0)
        {
            throw new InputException($"{path}: has no joint among its columns {CellText.List(columns)}; name them"
                + " joint_x, joint_y (one person a row) or image, joint, x, y (one joint a row)");
        }

        PoseSkeleton skeleton = SkeletonOf(path, names);
        bool hasBox = BoxEnds.All(end => columns.Contains("box" + end));
        bool hasHead = BoxEnds.All(end => columns.Contains("head_box" + end));
        Table table = TableFile.Read(path,
        [
            new ColumnRequest(Image, ColumnKind.Category),
            .. skeleton.Joints.SelectMany(name => JointEnds.Select(end => name + end))
                .Concat(hasBox ? BoxEnds.Select(end => "box" + end) : [])
                .Concat(hasHead ? BoxEnds.Select(end => "head_box" + end) : [])
                .Where(columns.Contains)
                .Select(name => new ColumnRequest(name, ColumnKind.OptionalNumber)),
        ]);

        CategoryColumn images = table.Category(Image);
        List<Person>[] people = [.. images.Levels.Select(_ => new List<Person>())];
        for (int row = 0; row < table.RowCount; row++)
        {
            var joints = new Joint[skeleton.Count];
            for (int joint = 0; joint < joints.Length; joint++)
            {
                string name = skeleton.Joints[joint];
                double? code = columns.Contains(name + "_v") ? table.Numbers(name + "_v").Span[row] : null;
                joints[joint] = JointOf(
                    table, row, name, table.Numbers(name + "_x").Span[row], table.Numbers(name + "_y").Span[row], code);
            }

            people[images.Codes.Span[row]].Add(
                new Person(joints, BoxOf(table, row, "box", hasBox) ?? PoseSetBuilder.BoxOf(joints))
                {
                    Id = row + 1,
                    HeadBox = BoxOf(table, row, "head_box", hasHead),
                });
        }

        return Build(path, options, skeleton, images, people);
    }

    private static PoseSet ReadLong(string path, PoseInputOptions options, IReadOnlyList<string> columns)
    {
        bool hasPerson = columns.Contains(PersonName);
        bool hasCode = columns.Contains(Code);
        Table table = TableFile.Read(path,
        [
            new ColumnRequest(Image, ColumnKind.Category),
            new ColumnRequest(JointName, ColumnKind.Category),
            new ColumnRequest("x", ColumnKind.OptionalNumber),
            new ColumnRequest("y", ColumnKind.OptionalNumber),
            .. hasPerson ? [new ColumnRequest(PersonName, ColumnKind.Category)] : Array.Empty<ColumnRequest>(),
            .. hasCode ? [new ColumnRequest(Code, ColumnKind.OptionalNumber)] : Array.Empty<ColumnRequest>(),
        ]);
        CategoryColumn names = table.Category(JointName);
        PoseSkeleton skeleton = SkeletonOf(path, [.. names.Levels]);
        CategoryColumn images = table.Category(Image);
        var people = new Dictionary<(int Image, int Person), (Joint[] Joints, bool[] IsSet)>();
        for (int row = 0; row < table.RowCount; row++)
        {
            int person = hasPerson ? table.Category(PersonName).Codes.Span[row] : 0;
            (int, int) key = (images.Codes.Span[row], person);
            if (!people.TryGetValue(key, out (Joint[] Joints, bool[] IsSet) found))
            {
                people[key] = found = (new Joint[skeleton.Count], new bool[skeleton.Count]);
            }

            string name = names.Levels[names.Codes.Span[row]];
            int joint = skeleton.IndexOf(name);
            if (found.IsSet[joint])
            {
                throw new InputException($"{table.Place(row)}: {CellText.Plain(name)} of this person stands twice;"
                    + $" keep one row{(hasPerson ? "" : ", or tell people apart by a column person")}");
            }

            found.IsSet[joint] = true;
            found.Joints[joint] = JointOf(
                table, row, "", table.Numbers("x").Span[row], table.Numbers("y").Span[row],
                hasCode ? table.Numbers(Code).Span[row] : null);
        }

        List<Person>[] ofImages = [.. images.Levels.Select(_ => new List<Person>())];
        long id = 0;
        foreach (((int image, int _), (Joint[] joints, bool[] _)) in people)
        {
            ofImages[image].Add(new Person(joints, PoseSetBuilder.BoxOf(joints)) { Id = ++id });
        }

        return Build(path, options, skeleton, images, ofImages);
    }

    private static PoseSet Build(
        string path, PoseInputOptions options, PoseSkeleton skeleton, CategoryColumn images, List<Person>[] people) =>
        PoseSetBuilder.Build(path, options, skeleton, images.Levels.Select(
            (name, image) => new PosePicture(name, people[image]) { Id = image + 1 }));

    // One that comes with Praxis where it has the same joints, in any order; else the file's, without bones.
    private static PoseSkeleton SkeletonOf(string path, string[] names)
    {
        JointNames.RequirePrintable(path, names);
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Length)
        {
            throw new InputException($"{path}: two joints have one name but for the case of letters; give each its"
                + " own");
        }

        return PoseSkeletons.Bundled.FirstOrDefault(skeleton => names.Length == skeleton.Count
                && names.All(name => skeleton.Joints.Contains(name)))
            ?? new PoseSkeleton(Path.GetFileNameWithoutExtension(path), names, []);
    }

    private static Joint JointOf(Table table, int row, string name, double x, double y, double? code)
    {
        string of = name.Length > 0 ? $", {CellText.Plain(name)}" : "";
        double given = code is null || double.IsNaN(code.Value) ? -1 : code.Value;
        if (given != -1 && (given is < 0 or > 6 || given != Math.Floor(given)))
        {
            throw new InputException($"{table.Place(row)}{of}: v is {given}, and 0 to 6 are known; mend it");
        }

        if (given == 0 || (double.IsNaN(x) && double.IsNaN(y)))
        {
            return given is 0 or -1
                ? default
                : throw new InputException($"{table.Place(row)}{of}: v is {given} and there is no place; write it, or"
                    + " v 0");
        }

        return double.IsNaN(x + y)
            ? throw new InputException($"{table.Place(row)}{of}: has x or y alone; write both or none")
            : new Joint(x, y, given == -1 ? JointState.Visible : States[(int)given]);
    }

    private static PersonBox? BoxOf(Table table, int row, string name, bool isThere)
    {
        if (!isThere)
        {
            return null;
        }

        double[] box = [.. BoxEnds.Select(end => table.Numbers(name + end).Span[row])];
        return box.All(double.IsNaN) ? null
            : box.Any(double.IsNaN) || box[2] < 0 || box[3] < 0
                ? throw new InputException($"{table.Place(row)}: {name} must be four numbers, width and height from"
                    + " 0, or empty")
                : new PersonBox(box[0], box[1], box[2], box[3]);
    }
}
