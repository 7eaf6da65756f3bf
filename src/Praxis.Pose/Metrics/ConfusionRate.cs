namespace Praxis.Pose;

/// <summary>How often joints are found where another one is.</summary>
/// <param name="Rate">Share of the cases, 0 to 1; NaN where there is none.</param>
/// <param name="Count">How often.</param>
/// <param name="Cases">Out of how many.</param>
public sealed record ConfusionRate(double Rate, int Count, int Cases)
{
    /// <summary>Swaps of sides: a joint found within the threshold of its mirror's true place and not of its own.
    /// </summary>
    /// <param name="pairs">Found and true joints.</param>
    /// <param name="skeleton">Which joints are pairs.</param>
    /// <param name="unit">What distances are divided by.</param>
    /// <param name="threshold">In that unit.</param>
    /// <returns>Cases are joints with a mirror, both labelled.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static ConfusionRate OfSides(
        IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton, PoseUnit unit, double threshold)
    {
        JointErrors own = JointErrors.Of(pairs, skeleton, unit);
        JointErrors mirrored = JointErrors.Of(
            [.. pairs.Select(pair => pair with { Found = [.. skeleton.Mirror.Select(joint => pair.Found[joint])] })],
            skeleton,
            unit);
        int count = 0;
        int cases = 0;
        for (int person = 0; person < pairs.Count; person++)
        {
            for (int joint = 0; joint < skeleton.Count; joint++)
            {
                // Row joint of the mirrored errors: the mirror's finding at this joint's true place.
                int mirror = skeleton.Mirror[joint];
                double other = mirrored[person, mirror];
                if (mirror == joint || double.IsNaN(own[person, joint]) || double.IsNaN(other))
                {
                    continue;
                }

                cases++;
                count += other <= threshold && own[person, joint] > threshold ? 1 : 0;
            }
        }

        return new ConfusionRate(cases == 0 ? double.NaN : (double)count / cases, count, cases);
    }

    /// <summary>Wrong people: a joint found within the threshold of the same joint of another person and not of its
    /// own.</summary>
    /// <param name="pairs">Found and true joints, with the other people of each picture.</param>
    /// <param name="skeleton">The joints.</param>
    /// <param name="unit">What distances are divided by: the target's own size.</param>
    /// <param name="threshold">In that unit.</param>
    /// <returns>Cases are labelled joints that another person has labelled too.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static ConfusionRate OfPeople(
        IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton, PoseUnit unit, double threshold)
    {
        JointErrors own = JointErrors.Of(pairs, skeleton, unit);
        int count = 0;
        int cases = 0;
        for (int person = 0; person < pairs.Count; person++)
        {
            double length = JointErrors.LengthOf(pairs[person].Truth, skeleton, unit);
            for (int joint = 0; joint < skeleton.Count; joint++)
            {
                Person[] others = [.. pairs[person].Others.Where(other => other.Joints[joint].IsLabelled)];
                if (others.Length == 0 || double.IsNaN(own[person, joint]))
                {
                    continue;
                }

                cases++;
                DetectedJoint found = pairs[person].Found[joint];
                bool isNear = others.Any(other =>
                    JointErrors.Distance(found, other.Joints[joint]) / length <= threshold);
                count += isNear && own[person, joint] > threshold ? 1 : 0;
            }
        }

        return new ConfusionRate(cases == 0 ? double.NaN : (double)count / cases, count, cases);
    }
}
