namespace Praxis.Pose;

/// <summary>PCK: correct joints within a fifth of the torso, as LSP is scored.</summary>
/// <remarks>Torso: left shoulder to right hip. Every labelled joint counts and the mean is pooled over
/// all; people without both ends of the torso do not count.</remarks>
public static class Pck
{
    /// <summary>The threshold of the name PCK@0.2.</summary>
    public const double Threshold = 0.2;

    private const int AreaPoints = 21;

    /// <summary>Scores people.</summary>
    /// <param name="pairs">Found and true joints.</param>
    /// <param name="skeleton">The joints.</param>
    /// <param name="threshold">Up to which error a joint is correct, in torsos.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static PckScores Of(IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton, double threshold = Threshold) =>
        Of(JointErrors.Of(pairs, skeleton, PoseUnit.Torso), threshold);

    /// <summary>Scores errors in torsos, or in another unit.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="threshold">Up to which error a joint is correct.</param>
    /// <returns>The scores.</returns>
    public static PckScores Of(JointErrors errors, double threshold = Threshold) =>
        PckScores.Of(errors, threshold, static _ => false);

    /// <summary>Area under the curve: the mean of the pooled scores at 0, 0.01, ..., 0.2.</summary>
    /// <param name="errors">Errors in torsos.</param>
    /// <returns>0 to 100; NaN where no joint counts.</returns>
    public static double AreaUnderCurve(JointErrors errors) =>
        Enumerable.Range(0, AreaPoints).Average(i => Of(errors, i / 100.0).Mean);
}
