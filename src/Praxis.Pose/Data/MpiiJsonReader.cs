using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Reads the JSON lists of MPII that HRNet and its kin are trained from: one record a person.</summary>
/// <remarks>
/// <c>image</c>, <c>center</c> [x, y], <c>scale</c> (height of the person / 200), <c>joints</c> 16 × [x, y] and
/// <c>joints_vis</c>; pixels are counted from 1, so that ½ is taken off. A joint of vis 0 or at (0, 0) or (−1, −1) is
/// missing. A person's box is the square that the authors' crop is 1.25 times of: side 200 scale, middle 15 scale below
/// the centre. Records of the test split, without joints, are passed over.
/// </remarks>
public sealed class MpiiJsonReader : IReader<PoseSet, PoseInputOptions>
{
    /// <summary>Pixels of the person's height that a scale of 1 means.</summary>
    internal const double PixelsPerScale = 200;

    private const double Lowering = 15;

    /// <inheritdoc/>
    public string Format => "mpii-json";

    /// <inheritdoc/>
    public bool Accepts(string path) => PoseJson.BeginsWith(path, '[');

    /// <inheritdoc/>
    public PoseSet Read(string path, PoseInputOptions options)
    {
        IReadOnlyList<MpiiRecord> records = PoseJson.Read<IReadOnlyList<MpiiRecord>>(path, "a list of MPII people");
        PoseJson.RequireWhole(path, "records", records);
        PersonBox[]? heads = options.HeadBoxes.Length > 0
            ? MpiiHeadBoxes.Read(options.HeadBoxes, records.Count)
            : null;
        var pictures = new List<(string Name, List<Person> People)>();
        var places = new Dictionary<string, int>();
        for (int i = 0; i < records.Count; i++)
        {
            MpiiRecord record = records[i];
            string place = $"{path}: record {i + 1}";
            if (string.IsNullOrWhiteSpace(record.Image))
            {
                throw new InputException(
                    $"{place}: has no image; a list is read as people of MPII, each with the name of its file (COCO "
                    + "keypoints are an object with images and annotations)");
            }

            if (!places.TryGetValue(record.Image, out int picture))
            {
                places[record.Image] = picture = pictures.Count;
                pictures.Add((record.Image, []));
            }

            if (record.Joints is { Count: > 0 })
            {
                pictures[picture].People.Add(PersonOf(place, record) with { Id = i + 1, HeadBox = heads?[i] });
            }
        }

        return PoseSetBuilder.Build(
            path,
            options,
            PoseSkeleton.Mpii,
            pictures.Select((picture, i) => new PosePicture(picture.Name, picture.People) { Id = i + 1 }));
    }

    /// <summary>The square that a crop is made from.</summary>
    /// <param name="x">Centre, continuous.</param>
    /// <param name="y">Centre, continuous.</param>
    /// <param name="scale">Height of the person / 200.</param>
    internal static PersonBox BoxOf(double x, double y, double scale)
    {
        double side = PixelsPerScale * scale;
        return new PersonBox(x - (side / 2), y + (Lowering * scale) - (side / 2), side, side);
    }

    private static Person PersonOf(string place, MpiiRecord record)
    {
        PoseSkeleton skeleton = PoseSkeleton.Mpii;
        if (record.Joints!.Count != skeleton.Count || record.JointsVis?.Count != skeleton.Count)
        {
            throw new InputException($"{place}: has {record.Joints.Count} joints and {record.JointsVis?.Count ?? 0}"
                + $" joints_vis where MPII has {skeleton.Count}; mend it");
        }

        var joints = new Joint[skeleton.Count];
        for (int joint = 0; joint < joints.Length; joint++)
        {
            if (record.Joints[joint] is not { Count: 2 } point || !double.IsFinite(point[0] + point[1]))
            {
                throw new InputException($"{place}: the place of {skeleton.Joints[joint]} must be two finite numbers;"
                    + " mend it");
            }

            bool isMissing = record.JointsVis[joint] == 0 || (point[0], point[1]) is (0, 0) or (-1, -1);
            joints[joint] = isMissing ? default : new Joint(point[0] - 0.5, point[1] - 0.5, JointState.Visible);
        }

        bool hasCentre = record.Center is { Count: 2 } && record.Scale is > 0
            && double.IsFinite(record.Center[0] + record.Center[1] + record.Scale.Value);
        return hasCentre
            ? new Person(joints, BoxOf(record.Center![0] - 0.5, record.Center[1] - 0.5, record.Scale!.Value))
            : throw new InputException($"{place}: center must be two finite numbers and scale one above 0; mend it");
    }

    private sealed record MpiiRecord(
        string? Image,
        IReadOnlyList<double>? Center,
        double? Scale,
        IReadOnlyList<IReadOnlyList<double>?>? Joints,
        IReadOnlyList<double>? JointsVis);
}
