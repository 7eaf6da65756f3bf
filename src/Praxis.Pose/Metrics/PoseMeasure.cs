namespace Praxis.Pose;

/// <summary>How found joints are scored: what errors are divided by, up to which error a joint is correct, and which
/// joints are in the mean.</summary>
/// <param name="Unit">What errors are divided by.</param>
internal sealed record PoseMeasure(PoseUnit Unit)
{
    private const double BoxThreshold = 0.1;

    /// <summary>Up to which error a joint is correct: half a head (PCKh), a fifth of the torso (PCK) or a tenth of the
    /// box.</summary>
    internal double Threshold => Unit switch
    {
        PoseUnit.Head => Pckh.Threshold,
        PoseUnit.Torso => Pck.Threshold,
        _ => BoxThreshold,
    };

    /// <summary>A stricter threshold: a tenth of a head or of the torso, or half a tenth of the box.</summary>
    internal double StrictThreshold => Unit == PoseUnit.Box ? BoxThreshold / 2 : 0.1;

    /// <summary>Its name in the literature, as "PCKh@0.5".</summary>
    internal string Name => NameAt(Threshold);

    /// <summary>Its name without the threshold.</summary>
    internal string ShortName => Unit == PoseUnit.Head ? "PCKh" : "PCK";

    /// <summary>Its name at the stricter threshold.</summary>
    internal string StrictName => NameAt(StrictThreshold);

    /// <summary>The measure that people allow: heads where all have a head box of some size, else torsos where at least
    /// half of them have one annotated, else boxes.</summary>
    internal static PoseMeasure Of(IReadOnlyCollection<Person> people, PoseSkeleton skeleton)
    {
        if (people.Count > 0 && people.All(static person => person.HeadBox is { Diagonal: > 0 }))
        {
            return new PoseMeasure(PoseUnit.Head);
        }

        int torsos = JointErrors.HasTorso(skeleton)
            ? people.Count(person => !double.IsNaN(JointErrors.LengthOf(person, skeleton, PoseUnit.Torso)))
            : -1;
        return new PoseMeasure(2 * torsos >= people.Count ? PoseUnit.Torso : PoseUnit.Box);
    }

    /// <summary>Scores errors.</summary>
    /// <param name="errors">In the unit.</param>
    /// <param name="threshold">Up to which error a joint is correct; null for the own one.</param>
    internal PckScores Scores(JointErrors errors, double? threshold = null) => Unit == PoseUnit.Head
        ? Pckh.Of(errors, threshold ?? Threshold)
        : Pck.Of(errors, threshold ?? Threshold);

    /// <summary>Mean of the pooled scores over thresholds from 0: to half a head, or to a fifth of another unit.
    /// </summary>
    internal double AreaUnderCurve(JointErrors errors) =>
        Unit == PoseUnit.Head ? Pckh.AreaUnderCurve(errors) : Pck.AreaUnderCurve(errors);

    /// <summary>Joints found at their mirror's place.</summary>
    internal ConfusionRate SwappedSides(IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton) =>
        ConfusionRate.OfSides(pairs, skeleton, Unit, Threshold);

    /// <summary>Joints found on another person.</summary>
    internal ConfusionRate WrongPeople(IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton) =>
        ConfusionRate.OfPeople(pairs, skeleton, Unit, Threshold);

    /// <summary>Correct joints by what hides them.</summary>
    internal IReadOnlyList<StateAccuracy> States(IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton) =>
        StateAccuracy.Of(pairs, skeleton, Unit, Threshold);

    /// <summary>Share of correct joints of each person, and the number of those that are in the mean.</summary>
    internal (double[] Shares, double[] Counts) ByPerson(JointErrors errors)
    {
        bool[] isInMean =
            [.. errors.Skeleton.Joints.Select(joint => Unit != PoseUnit.Head || !Pckh.IsOutsideMean(joint))];
        var shares = new double[errors.PersonCount];
        var counts = new double[errors.PersonCount];
        for (int person = 0; person < shares.Length; person++)
        {
            int correct = 0;
            for (int joint = 0; joint < errors.Skeleton.Count; joint++)
            {
                if (isInMean[joint] && !double.IsNaN(errors[person, joint]))
                {
                    counts[person]++;
                    correct += errors[person, joint] <= Threshold ? 1 : 0;
                }
            }

            shares[person] = counts[person] > 0 ? correct / counts[person] : 0;
        }

        return (shares, counts);
    }

    private string NameAt(double threshold) => Unit switch
    {
        PoseUnit.Head => FormattableString.Invariant($"PCKh@{threshold}"),
        PoseUnit.Torso => FormattableString.Invariant($"PCK@{threshold}"),
        _ => FormattableString.Invariant($"PCK@{threshold} of the box"),
    };
}
