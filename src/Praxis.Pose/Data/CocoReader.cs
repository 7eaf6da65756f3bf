using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>Reads keypoint annotations of COCO and what is written like it: CrowdPose, OCHuman, own sets of tools that
/// export it.</summary>
/// <remarks>
/// <c>images</c>, <c>annotations</c> with <c>keypoints</c> (x, y, v for each joint: v 0 is not annotated, 1 hidden, 2
/// visible), <c>bbox</c>, <c>area</c>, <c>iscrowd</c>, and <c>categories</c> with the names of the joints (COCO's 17
/// where there is none). Places of keypoints are those of pixels from 0, so that ½ is added; boxes are continuous
/// already. Where several categories have keypoints, person or else the first is read. Pictures without people stay.
/// </remarks>
public sealed class CocoReader : IReader<PoseSet, PoseInputOptions>
{
    /// <inheritdoc/>
    public string Format => "coco";

    /// <inheritdoc/>
    public bool Accepts(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public PoseSet Read(string path, PoseInputOptions options)
    {
        CocoFile file = PoseJson.Read<CocoFile>(path, "COCO keypoints");
        if (file.Images is null || file.Annotations is null)
        {
            throw new InputException($"{path}: has no list {(file.Images is null ? "images" : "annotations")}; pass a"
                + " file of COCO keypoints, or name another --format");
        }

        PoseJson.RequireWhole(path, "images", file.Images);
        PoseJson.RequireWhole(path, "annotations", file.Annotations);
        PoseJson.RequireWhole(path, "categories", file.Categories ?? []);
        (PoseSkeleton skeleton, long? category) = SkeletonOf(path, file.Categories ?? []);
        var people = new Dictionary<long, List<Person>>();
        foreach (CocoImage image in file.Images)
        {
            if (string.IsNullOrWhiteSpace(image.FileName))
            {
                throw new InputException($"{path}: image {image.Id}: has no file_name; write one");
            }

            if (!people.TryAdd(image.Id, []))
            {
                throw new InputException($"{path}: image {image.Id}: stands twice; give each its own id");
            }
        }

        foreach (CocoAnnotation annotation in file.Annotations)
        {
            if (category is not null && annotation.CategoryId != category)
            {
                continue;
            }

            if (!people.TryGetValue(annotation.ImageId, out List<Person>? ofImage))
            {
                throw new InputException($"{path}: annotation {annotation.Id}: is of image {annotation.ImageId},"
                    + " which is not among the images; add it or cut the annotation");
            }

            ofImage.Add(PersonOf(path, annotation, skeleton));
        }

        IEnumerable<PosePicture> pictures = file.Images.Select(image =>
            new PosePicture(image.FileName!, people[image.Id])
            {
                Id = image.Id,
                Size = image.Width > 0 && image.Height > 0 ? ((int)image.Width, (int)image.Height) : null,
            });
        return PoseSetBuilder.Build(path, options, skeleton, pictures, category ?? CocoResults.PersonCategory);
    }

    private static (PoseSkeleton Skeleton, long? Category) SkeletonOf(
        string path, IReadOnlyList<CocoCategory> categories)
    {
        CocoCategory[] jointed = [.. categories.Where(category => category.Keypoints is { Count: > 0 })];
        CocoCategory? chosen =
            jointed.FirstOrDefault(category => category.Name == "person") ?? jointed.FirstOrDefault();
        if (chosen?.Keypoints is null)
        {
            return (PoseSkeleton.Coco, null);
        }

        PoseJson.RequireWhole(path, $"categories of id {chosen.Id}, keypoints", chosen.Keypoints);
        JointNames.RequirePrintable(path, chosen.Keypoints);
        if (chosen.Keypoints.SequenceEqual(PoseSkeleton.Coco.Joints, StringComparer.OrdinalIgnoreCase))
        {
            return (PoseSkeleton.Coco, chosen.Id);
        }

        // Files are seen whose bones name joints that are not there; a bone is only drawn, so it is left out.
        int count = chosen.Keypoints.Count;
        (int, int)[] bones =
        [
            .. (chosen.Skeleton ?? [])
                .Where(bone => bone is { Count: 2 } && bone.All(joint => joint >= 1 && joint <= count))
                .Select(bone => (bone[0] - 1, bone[1] - 1)),
        ];
        try
        {
            return (new PoseSkeleton(chosen.Name ?? "coco", chosen.Keypoints, bones), chosen.Id);
        }
        catch (ArgumentException wrong)
        {
            throw new InputException(
                $"{path}: category {chosen.Id}: a name stands twice in keypoints; give each joint its own", wrong);
        }
    }

    private static Person PersonOf(string path, CocoAnnotation annotation, PoseSkeleton skeleton)
    {
        string place = $"{path}: annotation {annotation.Id}";
        IReadOnlyList<double> numbers = annotation.Keypoints ?? [];
        if (numbers.Count != 0 && numbers.Count != 3 * skeleton.Count)
        {
            throw new InputException(
                $"{place}: has {numbers.Count} numbers in keypoints where the {skeleton.Count} joints of "
                + $"{CellText.Plain(skeleton.Name)} need {3 * skeleton.Count}; mend it, or the keypoints of its "
                + "category");
        }

        var joints = new Joint[skeleton.Count];
        for (int joint = 0; joint < joints.Length && numbers.Count > 0; joint++)
        {
            double x = numbers[3 * joint];
            double y = numbers[(3 * joint) + 1];
            joints[joint] = numbers[(3 * joint) + 2] switch
            {
                0 => default,
                1 => new Joint(x + 0.5, y + 0.5, JointState.Hidden),
                2 => new Joint(x + 0.5, y + 0.5, JointState.Visible),
                double other => throw new InputException($"{place}: {skeleton.Joints[joint]} has v {other}; 0 is not"
                    + " annotated, 1 hidden, 2 visible"),
            };
            if (!double.IsFinite(joints[joint].X + joints[joint].Y))
            {
                throw new InputException($"{place}: the place of {skeleton.Joints[joint]} is no finite number; mend"
                    + " it");
            }
        }

        return new Person(joints, BoxOf(place, annotation.Bbox, joints))
        {
            Id = annotation.Id,
            Area = annotation.Area,
            IsCrowd = annotation.Iscrowd,
        };
    }

    private static PersonBox BoxOf(string place, IReadOnlyList<double>? box, Joint[] joints) => box switch
    {
        null or { Count: 0 } => PoseSetBuilder.BoxOf(joints),
        { Count: 4 } when box.All(double.IsFinite) && box[2] >= 0 && box[3] >= 0 =>
            new PersonBox(box[0], box[1], box[2], box[3]),
        _ => throw new InputException($"{place}: bbox must be x, y, width, height, the last two from 0; mend it"),
    };
}
