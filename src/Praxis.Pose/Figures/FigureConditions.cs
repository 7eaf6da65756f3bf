namespace Praxis.Pose;

/// <summary>What a sample of a split must be; the renderer draws again until it is.</summary>
internal static class FigureConditions
{
    public const int MostHiddenOfClean = 2;
    public const int FewestHiddenOfSelf = 3;
    public const double LeastHiddenByObject = 0.25;
    public const double MostHiddenByObject = 0.5;
    public const double MostHiddenOfTrain = 0.15;
    public const double LeastOverlap = 0.15;
    public const double MostOverlap = 0.5;
    public const double MostHiddenByPerson = 0.65;
    public const double MostHiddenByFake = 0.35;

    // Degrees off a straight view of the back or a side.
    private const double ViewReach = 40;

    // Share of the torso within which wrists or ankles of both sides count as crossed.
    private const double CrossedReach = 0.25;

    /// <summary>Whether the target alone is as the split wants it.</summary>
    /// <param name="split">The split.</param>
    /// <param name="actor">The target.</param>
    /// <param name="joints">Its joints in pixels; states of its own body only.</param>
    public static bool IsTargetRight(FigureSplit split, FigureActor actor, IReadOnlyList<Joint> joints)
    {
        int hidden = joints.Count(static joint => joint.State == JointState.HiddenBySelf);
        int outside = joints.Count(static joint => joint.State == JointState.Outside);
        return split switch
        {
            FigureSplit.Train or FigureSplit.Val => outside <= 3,
            FigureSplit.Clean => outside == 0 && hidden <= MostHiddenOfClean,
            FigureSplit.Self => outside == 0 && hidden >= FewestHiddenOfSelf,
            FigureSplit.Symmetric => outside == 0
                && actor.Outfit.Symmetry == FigureSymmetry.Symmetric
                && IsBackOrSide(actor.Pose.Yaw)
                && HasCrossedLimbs(joints),
            _ => outside == 0,
        };
    }

    /// <summary>Whether a yaw shows the back or a side.</summary>
    public static bool IsBackOrSide(double yaw)
    {
        double away = Math.Abs(yaw - 180);
        return away <= 90 + ViewReach;
    }

    /// <summary>Whether wrists or ankles of both sides are close together, or forearms or shins cross.</summary>
    public static bool HasCrossedLimbs(IReadOnlyList<Joint> joints)
    {
        double torso = Distance(joints[FigureJoints.LeftShoulder], joints[FigureJoints.RightHip]);
        return Distance(joints[FigureJoints.RightWrist], joints[FigureJoints.LeftWrist]) < CrossedReach * torso
            || Distance(joints[0], joints[5]) < CrossedReach * torso
            || DoCross(joints[6], joints[7], joints[11], joints[10])
            || DoCross(joints[0], joints[1], joints[5], joints[4]);
    }

    public static double Overlap(PersonBox a, PersonBox b)
    {
        double width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        double height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        double common = Math.Max(0, width) * Math.Max(0, height);
        return common == 0 ? 0 : common / ((a.Width * a.Height) + (b.Width * b.Height) - common);
    }

    private static double Distance(Joint a, Joint b) =>
        Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    private static bool DoCross(Joint a, Joint b, Joint c, Joint d) =>
        Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0;

    private static double Side(Joint a, Joint b, Joint p) => ((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X));
}
