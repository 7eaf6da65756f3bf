namespace Praxis.Pose;

/// <summary>People to learn from, to choose by and to be tested on, in memory. Immutable.</summary>
public sealed class PoseData
{
    internal PoseData(
        PoseSkeleton skeleton,
        IReadOnlyList<PoseExample> train,
        IReadOnlyList<PoseExample> validation,
        IReadOnlyList<PoseTestSet> tests,
        PartPool? pool)
    {
        Skeleton = skeleton;
        Train = train;
        Validation = validation;
        Tests = tests;
        Pool = pool;
    }

    /// <summary>The joints.</summary>
    public PoseSkeleton Skeleton { get; }

    /// <summary>Number of people to learn from.</summary>
    public int TrainCount => Train.Count;

    internal IReadOnlyList<PoseExample> Train { get; }

    internal IReadOnlyList<PoseExample> Validation { get; }

    internal IReadOnlyList<PoseTestSet> Tests { get; }

    /// <summary>Body parts to paste; null where none were cut.</summary>
    internal PartPool? Pool { get; }

    /// <summary>What errors are divided by: the head where all have head boxes, else the torso, else the box.</summary>
    internal PoseUnit Unit => UnitOf([.. Validation, .. Tests.SelectMany(static test => test.Examples)], Skeleton);

    /// <summary>The unit that people allow.</summary>
    internal static PoseUnit UnitOf(IReadOnlyList<PoseExample> examples, PoseSkeleton skeleton) =>
        examples.Count > 0 && examples.All(static one => one.Person.HeadBox is not null) ? PoseUnit.Head
            : skeleton.IndexOf("left_shoulder") >= 0 && skeleton.IndexOf("right_hip") >= 0 ? PoseUnit.Torso
            : PoseUnit.Box;

    /// <summary>Half the head (PCKh), a fifth of the torso (PCK) or a tenth of the box.</summary>
    internal static double ThresholdOf(PoseUnit unit) => unit switch
    {
        PoseUnit.Head => 0.5,
        PoseUnit.Torso => 0.2,
        _ => 0.1,
    };
}

/// <summary>People to be tested on.</summary>
/// <param name="Name">Of the set, as in "clean".</param>
/// <param name="Examples">The people.</param>
internal sealed record PoseTestSet(string Name, IReadOnlyList<PoseExample> Examples);
