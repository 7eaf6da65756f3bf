using System.ComponentModel.DataAnnotations;
using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>How crops are changed by chance while a network learns.</summary>
/// <remarks>The rules of the authors' code: scale clip(1 + spread · N(0, 1), 1 − spread, 1 + spread),
/// rotation clip(spread · N(0, 1), −2 spread, 2 spread) in a share of cases, mirrored in another.</remarks>
public sealed record RandomCrop
{
    private const double HalfBodyPadding = 1.5;

    /// <summary>Spread of the scale.</summary>
    [Range(0, 0.9)]
    public double ScaleSpread { get; init; } = 0.25;

    /// <summary>Spread of the rotation in degrees; the most is twice of it.</summary>
    [Range(0, 90)]
    public double RotationSpread { get; init; } = 30;

    /// <summary>Share of crops that are turned.</summary>
    [Range(0, 1)]
    public double RotationShare { get; init; } = 0.6;

    /// <summary>Share of crops that are mirrored.</summary>
    [Range(0, 1)]
    public double MirrorShare { get; init; } = 0.5;

    /// <summary>Share of people with enough joints of whom the upper or the lower half alone is shown.</summary>
    [Range(0, 1)]
    public double HalfBodyShare { get; init; }

    /// <summary>More labelled joints than so many are enough.</summary>
    [Range(0, 1000)]
    public int HalfBodyJoints { get; init; } = 8;

    /// <summary>MPII's: no half bodies.</summary>
    public static RandomCrop Mpii { get; } = new();

    /// <summary>COCO's: wider, and half bodies in 3 of 10.</summary>
    public static RandomCrop Coco { get; } = new() { ScaleSpread = 0.35, RotationSpread = 45, HalfBodyShare = 0.3 };

    /// <summary>COCO's for its own joints, else MPII's.</summary>
    internal static RandomCrop For(PoseSkeleton skeleton) =>
        PoseSkeletons.NameOf(skeleton) == PoseSkeleton.Coco.Name ? Coco : Mpii;

    /// <summary>Side of what may be shown over that of the person's box: the largest crop, turned by any angle.
    /// </summary>
    internal double Reach => Math.Round(CropTransform.Padding * (1 + ScaleSpread) * Math.Sqrt(2), 1);

    /// <summary>Draws a change.</summary>
    /// <param name="random">The stream; one of the crop's own, as of its epoch and place, keeps crops independent of
    /// their order.</param>
    /// <returns>The change.</returns>
    public CropChange Draw(RandomStream random)
    {
        double scale = 1 + Math.Clamp(ScaleSpread * NormalDistribution.Sample(random), -ScaleSpread, ScaleSpread);
        double angle = Math.Clamp(
            RotationSpread * NormalDistribution.Sample(random), -2 * RotationSpread, 2 * RotationSpread);
        bool isTurned = random.NextDouble() < RotationShare;
        return new CropChange(scale, isTurned ? angle : 0, random.NextDouble() < MirrorShare);
    }

    /// <summary>Draws the box that is shown: the person's, or that of one half.</summary>
    /// <param name="person">The person.</param>
    /// <param name="skeleton">Its joints; hips, knees, ankles and pelvis are the lower half.</param>
    /// <param name="random">The stream.</param>
    /// <returns>The person's box, or one that is 1.5 / 1.25 times the box of the labelled joints of one half, so that
    /// the crop is 1.5 times it.</returns>
    /// <remarks>As HRNet's: upper or lower with equal chance where both have three joints or more, else the one that
    /// has.</remarks>
    public PersonBox DrawBox(Person person, PoseSkeleton skeleton, RandomStream random)
    {
        bool isHalved = random.NextDouble() < HalfBodyShare;
        bool isUpperFirst = random.NextDouble() < 0.5;
        if (!isHalved || person.Joints.Count(joint => joint.IsLabelled) <= HalfBodyJoints)
        {
            return person.Box;
        }

        ILookup<bool, Joint> halves = person.Joints
            .Select((joint, i) => (Joint: joint, IsUpper: !IsLower(skeleton.Joints[i])))
            .Where(pair => pair.Joint.IsLabelled)
            .ToLookup(pair => pair.IsUpper, pair => pair.Joint);
        bool isUpper = halves[isUpperFirst].Count() > 2 ? isUpperFirst : !isUpperFirst;
        if (halves[isUpper].Count() < 3)
        {
            return person.Box;
        }

        PersonBox box = PoseSetBuilder.BoxOf(halves[isUpper]);
        const double growth = HalfBodyPadding / CropTransform.Padding;
        return new PersonBox(
            box.Centre.X - (growth * box.Width / 2),
            box.Centre.Y - (growth * box.Height / 2),
            growth * box.Width,
            growth * box.Height);
    }

    private static bool IsLower(string joint) =>
        joint is "pelvis" || joint.EndsWith("hip", StringComparison.Ordinal)
        || joint.EndsWith("knee", StringComparison.Ordinal) || joint.EndsWith("ankle", StringComparison.Ordinal);
}
