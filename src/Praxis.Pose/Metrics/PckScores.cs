namespace Praxis.Pose;

/// <summary>Percentage of correct keypoints.</summary>
/// <param name="Threshold">The error up to which a joint is correct, in units of the person's size.</param>
/// <param name="PerJoint">[J], 0 to 100; NaN where no such joint counts.</param>
/// <param name="Counts">[J]: how many count.</param>
/// <param name="Groups">Left and right together under the name without side, the plain mean of both; in the order of
/// the skeleton.</param>
/// <param name="Mean">Of all joints that are in the mean, pooled: not the mean of the groups.</param>
public sealed record PckScores(
    double Threshold,
    IReadOnlyList<double> PerJoint,
    IReadOnlyList<int> Counts,
    IReadOnlyList<(string Name, double Percent)> Groups,
    double Mean)
{
    /// <summary>Counts the correct joints.</summary>
    internal static PckScores Of(JointErrors errors, double threshold, Func<string, bool> isOutsideMean)
    {
        PoseSkeleton skeleton = errors.Skeleton;
        var counts = new int[skeleton.Count];
        var correct = new int[skeleton.Count];
        ReadOnlySpan<double> values = errors.Values.Span;
        for (int i = 0; i < values.Length; i++)
        {
            counts[i % skeleton.Count] += double.IsNaN(values[i]) ? 0 : 1;
            correct[i % skeleton.Count] += values[i] <= threshold ? 1 : 0;
        }

        double[] percent = [.. counts.Select((count, joint) => Percent(correct[joint], count))];
        int[] pooled = [.. Enumerable.Range(0, skeleton.Count).Where(i => !isOutsideMean(skeleton.Joints[i]))];
        double mean = Percent(pooled.Sum(joint => correct[joint]), pooled.Sum(joint => counts[joint]));
        return new PckScores(threshold, percent, counts, [.. GroupsOf(skeleton, percent)], mean);
    }

    private static double Percent(int part, int whole) => whole == 0 ? double.NaN : 100.0 * part / whole;

    private static IEnumerable<(string, double)> GroupsOf(PoseSkeleton skeleton, double[] percent)
    {
        for (int joint = 0; joint < skeleton.Count; joint++)
        {
            int other = skeleton.Mirror[joint];
            if (other == joint)
            {
                yield return (skeleton.Joints[joint], percent[joint]);
            }
            else if (joint < other)
            {
                yield return (JointNames.WithoutSide(skeleton.Joints[joint]), (percent[joint] + percent[other]) / 2);
            }
        }
    }
}
