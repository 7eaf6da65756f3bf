using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Pictures with annotated people. Immutable.</summary>
public sealed class PoseSet
{
    /// <summary>Makes a set.</summary>
    /// <param name="skeleton">The joints of every person.</param>
    /// <param name="pictures">The pictures, at least one; copied.</param>
    /// <param name="absent">Paths of annotated pictures that are not on the disk and so left out; copied.</param>
    /// <exception cref="ArgumentException">There is no picture, or a person has another number of joints.</exception>
    public PoseSet(PoseSkeleton skeleton, IEnumerable<PosePicture> pictures, IEnumerable<string>? absent = null)
    {
        Skeleton = skeleton;
        Pictures = [.. pictures];
        AbsentPictures = [.. absent ?? []];
        ArgumentOutOfRangeException.ThrowIfZero(Pictures.Count, nameof(pictures));
        if (Pictures.Any(picture => picture.People.Any(person => person.Joints.Count != skeleton.Count)))
        {
            throw new ArgumentException($"a person must have the {skeleton.Count} joints of the skeleton",
                nameof(pictures));
        }
    }

    /// <summary>The joints of every person.</summary>
    public PoseSkeleton Skeleton { get; }

    /// <summary>The pictures, in the order of the file.</summary>
    public IReadOnlyList<PosePicture> Pictures { get; }

    /// <summary>Paths of annotated pictures that are not on the disk; they are not among the pictures.</summary>
    public IReadOnlyList<string> AbsentPictures { get; }

    /// <summary>The number of the people's category in the file, which COCO's results repeat; 1 where the file has
    /// none.</summary>
    public long CategoryId { get; init; } = CocoResults.PersonCategory;

    /// <summary>Number of people in all pictures.</summary>
    public int PersonCount => Pictures.Sum(picture => picture.People.Count);

    /// <summary>Tells of pictures that are annotated and not there; null where all are.</summary>
    internal NoticeEvent? NoticeOfAbsent(string path) => AbsentPictures.Count == 0 ? null : new NoticeEvent(
        $"{path}: {AbsentPictures.Count} of {AbsentPictures.Count + Pictures.Count} pictures are not there, as "
            + $"{AbsentPictures[0]}; they are left out",
        IsWarning: true);

    /// <summary>Tells of pictures of another size than their annotations were made for.</summary>
    /// <param name="sizes">Columns and rows of each picture; null where it was not read.</param>
    /// <returns>Null where all agree.</returns>
    internal NoticeEvent? NoticeOfSizes(IReadOnlyList<(int Width, int Height)?> sizes)
    {
        int[] differing =
        [
            .. Enumerable.Range(0, Pictures.Count).Where(i =>
                sizes[i] is { } own && Pictures[i].Size is { } stated && own != stated),
        ];
        if (differing.Length == 0)
        {
            return null;
        }

        PosePicture first = Pictures[differing[0]];
        (int width, int height) = sizes[differing[0]]!.Value;
        return new NoticeEvent(
            $"{differing.Length} pictures are of another size than their annotations say, as {first.Path}, {width} x "
                + $"{height} where {first.Size!.Value.Width} x {first.Size.Value.Height} is stated; joints will lie "
                + "beside people: annotate pictures as they are seen (turned by EXIF, not scaled)",
            IsWarning: true);
    }
}
