namespace Praxis.Pose;

/// <summary>PCKh: correct joints within half a head, as MPII is scored.</summary>
/// <remarks>Andriluka et al., "2D human pose estimation", CVPR 2014; head size 0.6 of the head box's diagonal. The mean
/// is pooled over all joints but pelvis and thorax. The authors' loader labels the error 0.11 "@0.1";
/// here 0.1 is 0.1.</remarks>
public static class Pckh
{
    /// <summary>The threshold of the name PCKh@0.5.</summary>
    public const double Threshold = 0.5;

    private const int AreaPoints = 51;
    private static readonly string[] OutsideMean = ["pelvis", "thorax"];

    /// <summary>Scores people.</summary>
    /// <param name="pairs">Found and true joints, the people with head boxes; those without one do not count.</param>
    /// <param name="skeleton">The joints.</param>
    /// <param name="threshold">Up to which error a joint is correct, in heads.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static PckScores Of(IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton, double threshold = Threshold) =>
        Of(JointErrors.Of(pairs, skeleton, PoseUnit.Head), threshold);

    /// <summary>Scores errors in heads.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="threshold">Up to which error a joint is correct, in heads.</param>
    /// <returns>The scores.</returns>
    public static PckScores Of(JointErrors errors, double threshold = Threshold) =>
        PckScores.Of(errors, threshold, IsOutsideMean);

    /// <summary>Whether a joint is not in the mean.</summary>
    internal static bool IsOutsideMean(string joint) => OutsideMean.Contains(JointNames.Plain(joint));

    /// <summary>Area under the curve: the mean of the pooled scores at 0, 0.01, ..., 0.5.</summary>
    /// <param name="errors">Errors in heads.</param>
    /// <returns>0 to 100; NaN where no joint counts.</returns>
    public static double AreaUnderCurve(JointErrors errors) =>
        Enumerable.Range(0, AreaPoints).Average(i => Of(errors, i / 100.0).Mean);
}
