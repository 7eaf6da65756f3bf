using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Parts from a person's mask and joints: each pixel goes to the nearest bone.</summary>
/// <remarks>Distances are divided by the bone's radius in torso lengths: torso .25, thigh .18, shin .13, upper arm .11,
/// forearm .09, head .30; pixels beyond two radii of all bones are dropped. The torso length is that from thorax to
/// pelvis. This is ours; it gives parts with joints where no parsing is to be had.</remarks>
public static class BoneParsing
{
    private const double MostRadii = 2;
    private const int Pelvis = 6;
    private const int Thorax = 7;

    // Names with the MPII joints at the bone's ends and its radius.
    private static readonly (string Name, int From, int To, double Radius)[] Bones =
    [
        ("head", 8, 9, 0.30),
        ("torso", Thorax, Pelvis, 0.25),
        ("left-upper-arm", 13, 14, 0.11),
        ("left-forearm", 14, 15, 0.09),
        ("right-upper-arm", 12, 11, 0.11),
        ("right-forearm", 11, 10, 0.09),
        ("left-thigh", 3, 4, 0.18),
        ("left-shin", 4, 5, 0.13),
        ("right-thigh", 2, 1, 0.18),
        ("right-shin", 1, 0, 0.13),
    ];

    /// <summary>The labels: background, then one a bone.</summary>
    public static IReadOnlyList<string> Names { get; } = ["background", .. Bones.Select(static bone => bone.Name)];

    /// <summary>Gives each pixel of a mask to a bone.</summary>
    /// <param name="width">Columns of the mask.</param>
    /// <param name="mask">[height, width], not 0 where the person is.</param>
    /// <param name="joints">The 16 joints of <see cref="PoseSkeleton.Mpii"/> in pixels; bones without both ends
    /// annotated get none.</param>
    /// <returns>The map, or null where thorax and pelvis are not both annotated or lie in one place.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static ParsingMap? Assign(int width, ReadOnlySpan<byte> mask, IReadOnlyList<Joint> joints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Check.Length(mask.Length % width, 0, "rest of the mask's last row");
        Check.Length(joints.Count, PoseSkeleton.Mpii.Count, nameof(joints));
        double torso = joints[Thorax].IsLabelled && joints[Pelvis].IsLabelled
            ? Math.Sqrt(SquaredDistance(joints[Thorax].X, joints[Thorax].Y, joints[Pelvis], joints[Pelvis]))
            : 0;
        if (torso == 0)
        {
            return null;
        }

        var labels = new int[mask.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
            {
                labels[i] = Nearest((i % width) + 0.5, (i / width) + 0.5, joints, torso);
            }
        }

        return new ParsingMap(width, mask.Length / width, labels, Names);
    }

    private static int Nearest(double x, double y, IReadOnlyList<Joint> joints, double torso)
    {
        int nearest = 0;
        double least = MostRadii * MostRadii;
        for (int i = 0; i < Bones.Length; i++)
        {
            Joint from = joints[Bones[i].From];
            Joint to = joints[Bones[i].To];
            double radius = Bones[i].Radius * torso;
            if (from.IsLabelled && to.IsLabelled
                && SquaredDistance(x, y, from, to) / (radius * radius) is var radii && radii < least)
            {
                (nearest, least) = (i + 1, radii);
            }
        }

        return nearest;
    }

    private static double SquaredDistance(double x, double y, Joint from, Joint to)
    {
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        double length = (dx * dx) + (dy * dy);
        double share = length == 0 ? 0 : Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / length, 0, 1);
        double awayX = x - from.X - (share * dx);
        double awayY = y - from.Y - (share * dy);
        return (awayX * awayX) + (awayY * awayY);
    }
}
