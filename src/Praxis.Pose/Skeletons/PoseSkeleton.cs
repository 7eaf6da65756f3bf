using Praxis.Core;

namespace Praxis.Pose;

/// <summary>The joints that a network finds: names, the pairs that a mirror swaps, bones to draw.</summary>
/// <remarks>Left and right are the person's own. Pairs are found by name (<see cref="JointNames"/>): left_hip and
/// right_hip, Left Hip and Right-Hip, leftHip and rightHip, l_hip and r_hip, hip_left and hip_right.</remarks>
public sealed class PoseSkeleton
{
    private static readonly Lazy<PoseSkeleton> BundledMpii = new(() => PoseSkeletonFile.Bundled("mpii16.json"));
    private static readonly Lazy<PoseSkeleton> BundledLsp = new(() => PoseSkeletonFile.Bundled("lsp14.json"));
    private static readonly Lazy<PoseSkeleton> BundledCoco = new(() => PoseSkeletonFile.Bundled("coco17.json"));

    /// <summary>Makes a skeleton.</summary>
    /// <param name="name">Its name, as in "mpii16".</param>
    /// <param name="joints">Names of the J joints, all different.</param>
    /// <param name="bones">Pairs of joints, from 0, between which a line is drawn.</param>
    /// <param name="sigmas">Standard deviation of the annotation of each joint as a share of the square root of the
    /// person's area (COCO's object keypoint similarity); null for .079 each.</param>
    /// <exception cref="ArgumentException">A name is used twice, or a bone or a list does not fit J.</exception>
    public PoseSkeleton(
        string name,
        IReadOnlyList<string> joints,
        IReadOnlyList<(int From, int To)> bones,
        IReadOnlyList<double>? sigmas = null)
    {
        Name = name;
        Joints = [.. joints];
        Bones = [.. bones];
        Sigmas = sigmas is null ? [.. joints.Select(static _ => 0.079)] : [.. sigmas];
        Check.Length(joints.Distinct(StringComparer.OrdinalIgnoreCase).Count(), joints.Count, "different joint names");
        Check.Length(Sigmas.Count, joints.Count, nameof(sigmas));
        if (bones.Any(bone => (uint)bone.From >= (uint)joints.Count || (uint)bone.To >= (uint)joints.Count))
        {
            throw new ArgumentException("a bone must join two joints of the skeleton", nameof(bones));
        }

        var mirror = Enumerable.Range(0, joints.Count).ToArray();
        var pairs = new List<(int Left, int Right)>();
        for (int left = 0; left < joints.Count; left++)
        {
            int right = JointNames.OppositeOf(joints[left]) is { } opposite ? IndexOf(opposite) : -1;
            if (right >= 0)
            {
                pairs.Add((left, right));
                (mirror[left], mirror[right]) = (right, left);
            }
        }

        Pairs = pairs;
        Mirror = mirror;
    }

    /// <summary>MPII: 16 joints in the order of its files.</summary>
    public static PoseSkeleton Mpii => BundledMpii.Value;

    /// <summary>Leeds Sports Pose and its extension: 14 joints in the order of its files.</summary>
    public static PoseSkeleton Lsp => BundledLsp.Value;

    /// <summary>COCO: 17 keypoints in the order of its files, with its sigmas.</summary>
    public static PoseSkeleton Coco => BundledCoco.Value;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Names of the joints: [J].</summary>
    public IReadOnlyList<string> Joints { get; }

    /// <summary>J.</summary>
    public int Count => Joints.Count;

    /// <summary>Pairs of joints between which a line is drawn.</summary>
    public IReadOnlyList<(int From, int To)> Bones { get; }

    /// <summary>Annotation deviation of each joint as a share of the square root of the area: [J].</summary>
    public IReadOnlyList<double> Sigmas { get; }

    /// <summary>The pairs of left and right joints.</summary>
    public IReadOnlyList<(int Left, int Right)> Pairs { get; }

    /// <summary>The joint that each becomes in a mirror: [J].</summary>
    public IReadOnlyList<int> Mirror { get; }

    /// <summary>The place of a joint, or -1.</summary>
    /// <param name="joint">A name; letters' case, and whether words are parted by a line, a hyphen or a blank, does not
    /// matter.</param>
    public int IndexOf(string joint)
    {
        string wanted = JointNames.Plain(joint);
        for (int i = 0; i < Joints.Count; i++)
        {
            if (JointNames.Plain(Joints[i]) == wanted)
            {
                return i;
            }
        }

        return -1;
    }
}
