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

    /// <summary>How a fit scored people of the same data; null where nothing was fitted yet.</summary>
    internal PoseMeasure? Recorded { get; init; }

    /// <summary>How people to choose by and to be tested on are scored.</summary>
    internal PoseMeasure Measure => Recorded ?? PoseMeasure.Of(
        [.. Validation.Concat(Tests.SelectMany(static test => test.Examples)).Select(static one => one.Original)],
        Skeleton);
}

/// <summary>People to be tested on.</summary>
/// <param name="Name">Of the set, as in "clean".</param>
/// <param name="Examples">The people.</param>
internal sealed record PoseTestSet(string Name, IReadOnlyList<PoseExample> Examples);
