namespace Praxis.Pose;

/// <summary>Rules that tell exchanged sides from the joints alone.</summary>
/// <remarks>Wrists and ankles have no rule: folded arms and crossed feet truly lie so.</remarks>
internal static class SideRules
{
    // Cosine beyond which two pairs point opposite ways: more than 135 degrees.
    private const double Opposite = -0.7;

    // A pair closer than this part of the torso is seen from the side, and its direction means nothing.
    private const double LeastSpread = 0.15;

    // Exchanging a pair must take off so much of the way to the joints above it.
    private const double MostLeft = 0.65;

    private static readonly (string Upper, string Lower)[] Chains = [("hip", "knee"), ("shoulder", "elbow")];
    private static readonly (string First, string Second)[] Pairs =
        [("shoulder", "hip"), ("eye", "shoulder"), ("ear", "shoulder")];

    public static void Find(Person person, PoseSkeleton skeleton, PoseDoctor.Report report)
    {
        double torso = JointErrors.HasTorso(skeleton)
            ? JointErrors.LengthOf(person, skeleton, PoseUnit.Torso)
            : double.NaN;
        foreach ((string first, string second) in Pairs)
        {
            if (Across(person, skeleton, first) is not { } upper || Across(person, skeleton, second) is not { } lower)
            {
                continue;
            }

            double upperLength = Length(upper);
            double lowerLength = Length(lower);
            double cosine = ((upper.X * lower.X) + (upper.Y * lower.Y)) / (upperLength * lowerLength);

            // Eyes are close to each other; only between shoulders and hips is the torso the measure of both.
            double leastUpper = first == "shoulder" ? LeastSpread * torso : LeastSpread * lowerLength;
            if (cosine < Opposite && upperLength > leastUpper && lowerLength > LeastSpread * torso)
            {
                report.Add(PoseFindingKind.SidesSwapped, $"{first}s, {second}s",
                    $"{first}s and {second}s point opposite ways (cosine {cosine:0.00}): one pair may be exchanged");
            }
        }

        foreach ((string upper, string lower) in Chains)
        {
            FindCrossed(person, skeleton, upper, lower, torso, report);
        }
    }

    private static void FindCrossed(
        Person person, PoseSkeleton skeleton, string upper, string lower, double torso, PoseDoctor.Report report)
    {
        if (Both(person, skeleton, upper) is not { } above || Both(person, skeleton, lower) is not { } below)
        {
            return;
        }

        double own = Distance(above.Left, below.Left) + Distance(above.Right, below.Right);
        double exchanged = Distance(above.Left, below.Right) + Distance(above.Right, below.Left);
        double spread = Math.Min(Distance(above.Left, above.Right), Distance(below.Left, below.Right));
        if (exchanged < MostLeft * own && spread > LeastSpread * torso)
        {
            report.Add(PoseFindingKind.SidesSwapped, $"{lower}s",
                $"each {lower} lies nearer the other {upper}: exchanging them takes the way from {own:0.#} to"
                + $" {exchanged:0.#} pixels");
        }
    }

    private static (Joint Left, Joint Right)? Both(Person person, PoseSkeleton skeleton, string name)
    {
        int left = skeleton.IndexOf("left_" + name);
        int right = skeleton.IndexOf("right_" + name);
        return left >= 0 && right >= 0 && person.Joints[left].IsLabelled && person.Joints[right].IsLabelled
            ? (person.Joints[left], person.Joints[right])
            : null;
    }

    private static (double X, double Y)? Across(Person person, PoseSkeleton skeleton, string name) =>
        Both(person, skeleton, name) is { } pair ? (pair.Right.X - pair.Left.X, pair.Right.Y - pair.Left.Y) : null;

    private static double Length((double X, double Y) way) => Math.Sqrt((way.X * way.X) + (way.Y * way.Y));

    private static double Distance(Joint from, Joint to) => Length((to.X - from.X, to.Y - from.Y));
}
