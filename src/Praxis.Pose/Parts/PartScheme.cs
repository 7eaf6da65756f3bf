namespace Praxis.Pose;

/// <summary>Which labels of a parsing make up each type of part.</summary>
/// <param name="Name">The scheme's name.</param>
/// <param name="Labels">By type's number: names of labels; a type that is not there cannot be had.</param>
/// <remarks>Types are single labels, merged labels, half bodies or the whole person, as in ASDA; its list of merges is
/// not public, so the merges are ours.</remarks>
public sealed record PartScheme(string Name, IReadOnlyDictionary<int, IReadOnlyList<string>> Labels)
{
    private static readonly string[] Head = ["hat", "hair", "sunglasses", "face"];
    private static readonly string[] LowerBody =
        ["pants", "skirt", "socks", "left-leg", "right-leg", "left-shoe", "right-shoe"];

    private static readonly string[] UpperBody =
        ["upper-clothes", "coat", "dress", "jumpsuits", "scarf", "glove", "left-arm", "right-arm"];

    /// <summary>LIP's 20 labels, and whatever was brought to them.</summary>
    public static PartScheme Lip { get; } = new("lip", new Dictionary<int, IReadOnlyList<string>>
    {
        [0] = ["left-arm"],
        [1] = ["right-arm"],
        [2] = ["left-leg"],
        [3] = ["right-leg"],
        [4] = UpperBody,
        [5] = [.. UpperBody, .. Head],
        [6] = LowerBody,
        [7] = ["left-leg", "left-shoe"],
        [8] = ["right-leg", "right-shoe"],
        [9] = [.. ParsingMap.LipNames.Skip(1)],
        [10] = ["hat"],
        [11] = ["hair"],
        [12] = ["sunglasses"],
        [13] = ["face"],
        [14] = Head,
        [15] = ["upper-clothes"],
        [16] = ["dress"],
        [17] = ["coat"],
        [18] = ["socks"],
        [19] = ["pants"],
        [20] = ["jumpsuits"],
        [21] = ["scarf"],
        [22] = ["skirt"],
        [23] = ["left-shoe"],
        [24] = ["right-shoe"],
    });

    /// <summary>The pieces that <see cref="BoneParsing"/> tells apart; clothes are not told.</summary>
    public static PartScheme Bones { get; } = new("bones", new Dictionary<int, IReadOnlyList<string>>
    {
        [0] = ["left-upper-arm", "left-forearm"],
        [1] = ["right-upper-arm", "right-forearm"],
        [4] = ["torso", "left-upper-arm", "left-forearm", "right-upper-arm", "right-forearm"],
        [5] = ["torso", "left-upper-arm", "left-forearm", "right-upper-arm", "right-forearm", "head"],
        [6] = ["left-thigh", "left-shin", "right-thigh", "right-shin"],
        [7] = ["left-thigh", "left-shin"],
        [8] = ["right-thigh", "right-shin"],
        [9] = [.. BoneParsing.Names.Skip(1)],
        [14] = ["head"],
    });
}
