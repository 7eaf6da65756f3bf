namespace Praxis.Pose;

/// <summary>A kind of body part that may be pasted.</summary>
/// <param name="Index">Its number, by which a generator's outputs are told apart: 0 to 24.</param>
/// <param name="Name">Its name.</param>
/// <param name="DiagonalRatio">Wanted diagonal of the part's box over that of the body's.</param>
/// <param name="AnchorJoints">Joints of <see cref="PoseSkeleton.Mpii"/>, from 0, near which the part belongs.</param>
/// <param name="JointReach">How far beside the part's box an anchor joint may lie and still be its own, in diagonals:
/// things of the head stand beside neck and head top, limbs hold their joints.</param>
/// <remarks>The types, their order, ratios and anchors are those of ASDA (Bin et al. 2020, arXiv 2008.00697), as its
/// authors' program has them; the reach is ours.</remarks>
public sealed record BodyPartType(
    int Index, string Name, double DiagonalRatio, IReadOnlyList<int> AnchorJoints, double JointReach)
{
    /// <summary>The whole person.</summary>
    public const int WholePerson = 9;

    /// <summary>The 25 types in their order.</summary>
    public static IReadOnlyList<BodyPartType> All { get; } =
    [
        Limb(0, "left-arm", 0.3, 13, 14, 15),
        Limb(1, "right-arm", 0.3, 10, 11, 12),
        Limb(2, "left-leg", 0.3, 3, 4, 5),
        Limb(3, "right-leg", 0.3, 0, 1, 2),
        Limb(4, "upper-body", 0.4, 6, 7, 8, 10, 11, 12, 13, 14, 15),
        Limb(5, "upper-body-with-head", 0.5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
        Limb(6, "lower-body", 0.5, 0, 1, 2, 3, 4, 5),
        Limb(7, "left-leg-with-shoe", 0.4, 3, 4, 5),
        Limb(8, "right-leg-with-shoe", 0.4, 0, 1, 2),
        Limb(9, "all", 0.9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
        Worn(10, "hat", 0.2, 8, 9),
        Worn(11, "hair", 0.2, 8, 9),
        Worn(12, "sunglasses", 0.1, 8, 9),
        Worn(13, "face", 0.2, 8, 9),
        Limb(14, "head", 0.2, 8, 9),
        Limb(15, "upper-clothes", 0.3, 6, 7, 8),
        Limb(16, "dress", 0.3, 6, 7),
        Limb(17, "coat", 0.3, 6, 7, 8),
        Worn(18, "socks", 0.1, 0, 1, 4, 5),
        Limb(19, "pants", 0.4, 1, 2, 6, 3, 4),
        Limb(20, "jumpsuits", 0.7, 0, 1, 2, 3, 4, 5, 6, 7),
        Worn(21, "scarf", 0.1, 8, 9),
        Worn(22, "skirt", 0.1, 2, 6, 3),
        Worn(23, "left-shoe", 0.1, 4, 5),
        Worn(24, "right-shoe", 0.1, 0, 1),
    ];

    /// <summary>The type of a name.</summary>
    /// <param name="name">A name; letters' case does not matter.</param>
    /// <returns>The type, or null.</returns>
    public static BodyPartType? Find(string name) =>
        All.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase));

    private static BodyPartType Limb(int index, string name, double ratio, params int[] anchors) =>
        new(index, name, ratio, anchors, 0.1);

    private static BodyPartType Worn(int index, string name, double ratio, params int[] anchors) =>
        new(index, name, ratio, anchors, 1.5);
}
