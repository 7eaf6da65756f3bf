namespace Praxis.Pose;

/// <summary>A person found in a picture.</summary>
/// <param name="ImageId">The number of the picture.</param>
/// <param name="Joints">[J], in the order of the skeleton.</param>
/// <param name="Score">How sure it is; only the order counts.</param>
public sealed record PoseDetection(long ImageId, IReadOnlyList<DetectedJoint> Joints, double Score)
{
    /// <summary>The score of COCO's protocol: the box's times the mean confidence of the joints above .2, or
    /// 0.</summary>
    /// <param name="boxScore">The score of the box, 1 where it was given.</param>
    /// <param name="joints">The joints found.</param>
    /// <returns>0 to 1 where the parts are.</returns>
    /// <remarks>The rule of HRNet and its kin.</remarks>
    public static double ScoreOf(double boxScore, IReadOnlyList<DetectedJoint> joints)
    {
        double[] sure = [.. joints.Select(joint => (double)joint.Score).Where(score => score > 0.2)];
        return sure.Length == 0 ? 0 : boxScore * sure.Average();
    }
}
