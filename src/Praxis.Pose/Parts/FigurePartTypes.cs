namespace Praxis.Pose;

/// <summary>Which parts of a drawn figure make up each type, given what it wears.</summary>
internal static class FigurePartTypes
{
    private const FigureGarments OneCloth = FigureGarments.Coat | FigureGarments.Dress | FigureGarments.Jumpsuit;
    private const FigureGarments BareArms = FigureGarments.ShortSleeves | FigureGarments.Sleeveless;
    private static readonly FigurePart[] LeftArm =
        [FigurePart.LeftUpperArm, FigurePart.LeftForearm, FigurePart.LeftHand];

    private static readonly FigurePart[] RightArm =
        [FigurePart.RightUpperArm, FigurePart.RightForearm, FigurePart.RightHand];

    private static readonly FigurePart[] LeftLeg = [FigurePart.LeftThigh, FigurePart.LeftShin];
    private static readonly FigurePart[] RightLeg = [FigurePart.RightThigh, FigurePart.RightShin];
    private static readonly FigurePart[] Head =
        [FigurePart.Head, FigurePart.Hair, FigurePart.Face, FigurePart.Hat, FigurePart.Sunglasses];

    private static readonly FigurePart[] Upper =
        [FigurePart.Torso, FigurePart.Neck, FigurePart.Scarf, .. LeftArm, .. RightArm];

    private static readonly FigurePart[] Lower =
        [FigurePart.Hips, FigurePart.Skirt, .. LeftLeg, .. RightLeg, FigurePart.LeftFoot, FigurePart.RightFoot];

    /// <summary>The parts of a type.</summary>
    /// <param name="type">The type's number.</param>
    /// <param name="garments">What the figure wears.</param>
    /// <returns>None where the figure has no such thing.</returns>
    public static FigurePart[] Of(int type, FigureGarments garments) => type switch
    {
        0 => LeftArm,
        1 => RightArm,
        2 => LeftLeg,
        3 => RightLeg,
        4 => Upper,
        5 => [.. Upper, .. Head],
        6 => Lower,
        7 => [.. LeftLeg, FigurePart.LeftFoot],
        8 => [.. RightLeg, FigurePart.RightFoot],
        9 => [.. Enum.GetValues<FigurePart>().Where(part => part != FigurePart.None)],
        10 => [FigurePart.Hat],
        11 => [FigurePart.Hair],
        12 => [FigurePart.Sunglasses],
        13 => [FigurePart.Face],
        14 => Head,
        21 => [FigurePart.Scarf],
        23 => [FigurePart.LeftFoot],
        24 => [FigurePart.RightFoot],
        _ => Clothes(type, garments),
    };

    private static FigurePart[] Clothes(int type, FigureGarments garments)
    {
        FigurePart[] sleeves = (garments & BareArms) != 0
            ? []
            : [FigurePart.LeftUpperArm, FigurePart.LeftForearm, FigurePart.RightUpperArm, FigurePart.RightForearm];
        FigurePart[] legs = garments.HasFlag(FigureGarments.Shorts)
            ? [FigurePart.LeftThigh, FigurePart.RightThigh]
            : [.. LeftLeg, .. RightLeg];
        bool hasSkirt = (garments & (FigureGarments.Skirt | FigureGarments.Dress)) != 0;
        return type switch
        {
            15 when (garments & OneCloth) == 0 => [FigurePart.Torso, .. sleeves],
            16 when garments.HasFlag(FigureGarments.Dress) =>
                [FigurePart.Torso, FigurePart.Hips, FigurePart.Skirt, .. sleeves],
            17 when garments.HasFlag(FigureGarments.Coat) => [FigurePart.Torso, FigurePart.CoatTail, .. sleeves],
            19 when !hasSkirt && !garments.HasFlag(FigureGarments.Jumpsuit) => [FigurePart.Hips, .. legs],
            20 when garments.HasFlag(FigureGarments.Jumpsuit) =>
                [FigurePart.Torso, FigurePart.Hips, .. legs, .. sleeves],
            22 when garments.HasFlag(FigureGarments.Skirt) => [FigurePart.Skirt],
            _ => [],
        };
    }
}
