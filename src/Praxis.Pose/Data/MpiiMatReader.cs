using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>Reads MPII's own <c>mpii_human_pose_v1_u12_1.mat</c>.</summary>
/// <remarks>
/// <c>RELEASE.annolist(i)</c> with <c>image.name</c> and <c>annorect(k)</c>: head box x1, y1, x2, y2, <c>scale</c>,
/// <c>objpos</c> and <c>annopoints.point(j)</c> of id 0 to 15, x, y and is_visible. Pixels are counted
/// from 1. Pictures of the test split and people without joints are passed over. The box of a person without objpos or
/// scale is the one about the joints.
/// </remarks>
public sealed class MpiiMatReader : IReader<PoseSet, PoseInputOptions>
{
    private const string Variable = "RELEASE";
    private static readonly string[] HeadCorners = ["x1", "y1", "x2", "y2"];

    /// <inheritdoc/>
    public string Format => "mpii-mat";

    /// <inheritdoc/>
    public bool Accepts(string path) =>
        MatFile.Accepts(path) && Path.GetFileName(path).StartsWith("mpii_", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public PoseSet Read(string path, PoseInputOptions options)
    {
        MatArray release = MatFile.Read(path, Variable);
        MatArray list = release.Field("annolist")
            ?? throw new InputException($"{path}: {Variable} has no field annolist; give MPII's own file");
        ReadOnlySpan<double> train = release.Field("img_train") is { } split ? split.Numbers.Span : [];
        if (!train.IsEmpty && train.Length != list.Count)
        {
            throw new InputException($"{path}: img_train has {train.Length} values for the {list.Count} pictures of"
                + " annolist; give MPII's own file");
        }

        var pictures = new List<PosePicture>();
        for (int i = 0; i < list.Count; i++)
        {
            MatArray? rectangles = list.Field("annorect", i);
            string place = $"{path}: annolist({i + 1})";
            if (rectangles is null || (!train.IsEmpty && train[i] == 0))
            {
                continue;
            }

            var people = new List<Person>();
            for (int k = 0; k < rectangles.Count; k++)
            {
                if (rectangles.Field("annopoints", k)?.Field("point") is { Count: > 0 } points)
                {
                    people.Add(PersonOf($"{place}.annorect({k + 1})", rectangles, k, points));
                }
            }

            if (people.Count > 0)
            {
                string name = list.Field("image", i)?.Field("name")?.Text ?? "";
                pictures.Add(new PosePicture(
                    name.Length > 0 ? name : throw new InputException($"{place}: has no image.name; mend it"), people)
                {
                    Id = i + 1,
                });
            }
        }

        return PoseSetBuilder.Build(path, options, PoseSkeleton.Mpii, pictures);
    }

    private static Person PersonOf(string place, MatArray rectangles, int person, MatArray points)
    {
        var joints = new Joint[PoseSkeleton.Mpii.Count];
        for (int i = 0; i < points.Count; i++)
        {
            string point = $"{place}.annopoints.point({i + 1})";
            double id = Number(points, "id", i) ?? double.NaN;
            if (id is not (>= 0 and < 16) || id != Math.Floor(id))
            {
                throw new InputException($"{point}: id is {id}, and 0 to 15 are joints; mend it");
            }

            double x = Number(points, "x", i) ?? double.NaN;
            double y = Number(points, "y", i) ?? double.NaN;
            if (!double.IsFinite(x + y))
            {
                throw new InputException($"{point}: x and y must be finite numbers; mend it");
            }

            if (joints[(int)id].IsLabelled)
            {
                throw new InputException($"{point}: id {id} stands twice; keep one");
            }

            JointState state = IsHidden(points.Field("is_visible", i)) ? JointState.Hidden : JointState.Visible;
            joints[(int)id] = new Joint(x - 0.5, y - 0.5, state);
        }

        MatArray? centre = rectangles.Field("objpos", person);
        double? scale = Number(rectangles, "scale", person);
        bool hasCentre = centre is not null && scale is > 0 && Number(centre, "x") is not null
            && Number(centre, "y") is not null;
        PersonBox box = hasCentre
            ? MpiiJsonReader.BoxOf(Number(centre!, "x")!.Value - 0.5, Number(centre!, "y")!.Value - 0.5, scale!.Value)
            : PoseSetBuilder.BoxOf(joints);
        return new Person(joints, box) { HeadBox = HeadOf(rectangles, person) };
    }

    private static PersonBox? HeadOf(MatArray rectangles, int person)
    {
        double?[] corners = [.. HeadCorners.Select(name => Number(rectangles, name, person))];
        return corners.All(corner => corner is not null && double.IsFinite(corner.Value))
            ? new PersonBox(
                corners[0]!.Value - 0.5,
                corners[1]!.Value - 0.5,
                corners[2]!.Value - corners[0]!.Value,
                corners[3]!.Value - corners[1]!.Value)
            : null;
    }

    // A number, or a digit as text; empty for the joints of the head, which are always seen.
    private static bool IsHidden(MatArray? flag) =>
        flag is not null && (flag.Text == "0" || (flag.Numbers.Length == 1 && flag.Numbers.Span[0] == 0));

    private static double? Number(MatArray array, string field, int element = 0) =>
        array.Field(field, element) is { Numbers.Length: > 0 } found ? found.Numbers.Span[0] : null;
}
