using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Object keypoint similarity (OKS), by which COCO compares people.</summary>
/// <remarks>OKS = Σ exp(−d² / (2 s² k²)) [v &gt; 0] / Σ [v &gt; 0], k = 2 sigma of the joint, s² the person's
/// area.</remarks>
public static class ObjectKeypointSimilarity
{
    // The step of doubles at 1 keeps a person of no area from dividing by nothing, as in COCO's own evaluation.
    private const double Smallest = 2.220446049250313e-16;

    /// <summary>The similarity of joints found and a person.</summary>
    /// <param name="found">[J], in the picture.</param>
    /// <param name="truth">The annotated person.</param>
    /// <param name="skeleton">The joints with their sigmas.</param>
    /// <returns>0 to 1. Of a person without labelled joints, distances are those from its box, widened by its size on
    /// each side, as in COCO's own evaluation.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static double Of(IReadOnlyList<DetectedJoint> found, Person truth, PoseSkeleton skeleton)
    {
        Check.Length(found.Count, skeleton.Count);
        Check.Length(truth.Joints.Count, skeleton.Count);
        double area = AreaOf(truth);
        bool hasJoint = truth.Joints.Any(joint => joint.IsLabelled);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < skeleton.Count; i++)
        {
            Joint joint = truth.Joints[i];
            if (hasJoint && !joint.IsLabelled)
            {
                continue;
            }

            double x = hasJoint ? found[i].X - joint.X : Outside(found[i].X, truth.Box.X, truth.Box.Width);
            double y = hasJoint ? found[i].Y - joint.Y : Outside(found[i].Y, truth.Box.Y, truth.Box.Height);
            sum += Bell((x * x) + (y * y), area, skeleton.Sigmas[i]);
            count++;
        }

        return sum / count;
    }

    /// <summary>The similarity of two findings, for suppressing the lower one; the area is the mean of both.</summary>
    /// <param name="left">[J].</param>
    /// <param name="right">[J].</param>
    /// <param name="skeleton">The joints with their sigmas.</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static double Between(
        IReadOnlyList<DetectedJoint> left, IReadOnlyList<DetectedJoint> right, PoseSkeleton skeleton)
    {
        Check.Length(left.Count, skeleton.Count);
        Check.Length(right.Count, skeleton.Count);
        double area = (AreaOf(left) + AreaOf(right)) / 2;
        double sum = 0;
        for (int i = 0; i < skeleton.Count; i++)
        {
            double x = left[i].X - right[i].X;
            double y = left[i].Y - right[i].Y;
            sum += Bell((x * x) + (y * y), area, skeleton.Sigmas[i]);
        }

        return sum / skeleton.Count;
    }

    /// <summary>Keeps the findings of one picture of which no better one is nearly the same.</summary>
    /// <param name="people">The findings.</param>
    /// <param name="skeleton">The joints with their sigmas.</param>
    /// <param name="threshold">The similarity beyond which the lower one goes; 0.9 in the authors' settings.</param>
    /// <returns>Those kept, by falling score.</returns>
    public static IReadOnlyList<PoseDetection> Suppress(
        IEnumerable<PoseDetection> people, PoseSkeleton skeleton, double threshold = 0.9)
    {
        var kept = new List<PoseDetection>();
        foreach (PoseDetection person in people.OrderByDescending(person => person.Score))
        {
            if (kept.TrueForAll(better => Between(better.Joints, person.Joints, skeleton) <= threshold))
            {
                kept.Add(person);
            }
        }

        return kept;
    }

    /// <summary>The area of the box about the joints found, in pixels².</summary>
    internal static double AreaOf(IReadOnlyList<DetectedJoint> joints) =>
        (joints.Max(joint => joint.X) - joints.Min(joint => joint.X))
        * (joints.Max(joint => joint.Y) - joints.Min(joint => joint.Y));

    /// <summary>The area that COCO scales by.</summary>
    internal static double AreaOf(Person person) => person.Area ?? (person.Box.Width * person.Box.Height);

    private static double Bell(double distance2, double area, double sigma) =>
        Math.Exp(-distance2 / (4 * sigma * sigma * (area + Smallest) * 2));

    private static double Outside(double found, double start, double length) =>
        Math.Max(0, Math.Max(start - length - found, found - (start + (2 * length))));
}
