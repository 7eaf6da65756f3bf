using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Distances of found and true joints in units of the person's size. Immutable.</summary>
public sealed class JointErrors
{
    private const double HeadShare = 0.6;
    private readonly double[] _values;

    private JointErrors(PoseSkeleton skeleton, double[] values)
    {
        Skeleton = skeleton;
        _values = values;
    }

    /// <summary>The joints.</summary>
    public PoseSkeleton Skeleton { get; }

    /// <summary>[people, J], row-major; NaN where a joint is not annotated or the person has no unit.</summary>
    public ReadOnlyMemory<double> Values => _values;

    /// <summary>Number of people.</summary>
    public int PersonCount => _values.Length / Skeleton.Count;

    /// <summary>Measures.</summary>
    /// <param name="pairs">Found and true joints.</param>
    /// <param name="skeleton">The joints.</param>
    /// <param name="unit">What distances are divided by.</param>
    /// <returns>The errors. Of a person without the unit, as without a torso joint or with one of no length, none
    /// counts.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's, or the skeleton has no left
    /// shoulder and right hip for a torso.</exception>
    public static JointErrors Of(IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton, PoseUnit unit)
    {
        var values = new double[pairs.Count * skeleton.Count];
        for (int person = 0; person < pairs.Count; person++)
        {
            PosePair pair = pairs[person];
            Check.Length(pair.Found.Count, skeleton.Count, "found joints");
            Check.Length(pair.Truth.Joints.Count, skeleton.Count, "true joints");
            double length = LengthOf(pair.Truth, skeleton, unit);
            for (int joint = 0; joint < skeleton.Count; joint++)
            {
                values[(person * skeleton.Count) + joint] =
                    Distance(pair.Found[joint], pair.Truth.Joints[joint]) / length;
            }
        }

        return new JointErrors(skeleton, values);
    }

    /// <summary>The error of a joint of a person.</summary>
    /// <param name="person">From 0.</param>
    /// <param name="joint">From 0.</param>
    /// <returns>In units; NaN where it does not count.</returns>
    public double this[int person, int joint] => _values[(person * Skeleton.Count) + joint];

    /// <summary>Whether people of a skeleton have torsos.</summary>
    internal static bool HasTorso(PoseSkeleton skeleton) =>
        skeleton.IndexOf("left_shoulder") >= 0 && skeleton.IndexOf("right_hip") >= 0;

    /// <summary>The unit of a person in pixels; NaN where it has none.</summary>
    internal static double LengthOf(Person person, PoseSkeleton skeleton, PoseUnit unit)
    {
        double length = unit switch
        {
            PoseUnit.Head => HeadShare * (person.HeadBox?.Diagonal ?? double.NaN),
            PoseUnit.Torso => Torso(person, skeleton),
            PoseUnit.Box => Math.Max(person.Box.Width, person.Box.Height),
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        };
        return length > 0 ? length : double.NaN;
    }

    /// <summary>The distance in pixels; NaN where the joint is not annotated.</summary>
    internal static double Distance(DetectedJoint found, Joint truth)
    {
        double x = found.X - truth.X;
        double y = found.Y - truth.Y;
        return truth.IsLabelled ? Math.Sqrt((x * x) + (y * y)) : double.NaN;
    }

    private static double Torso(Person person, PoseSkeleton skeleton)
    {
        int shoulder = skeleton.IndexOf("left_shoulder");
        int hip = skeleton.IndexOf("right_hip");
        if (shoulder < 0 || hip < 0)
        {
            throw new ArgumentException(
                $"skeleton {skeleton.Name} has no left_shoulder and right_hip to take a torso from", nameof(skeleton));
        }

        Joint end = person.Joints[hip];
        return end.IsLabelled
            ? Distance(new DetectedJoint(end.X, end.Y, 1), person.Joints[shoulder])
            : double.NaN;
    }
}
