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

    /// <summary>Number of people in all pictures.</summary>
    public int PersonCount => Pictures.Sum(picture => picture.People.Count);
}
