namespace Praxis.Pose;

/// <summary>Tells of each of the 14 LSP joints whether it is seen on its person's own layer.</summary>
internal static class FigureJoints
{
    /// <summary>LSP's places of the joints used by name.</summary>
    public const int RightHip = 2;
    public const int LeftHip = 3;
    public const int RightWrist = 6;
    public const int RightElbow = 7;
    public const int RightShoulder = 8;
    public const int LeftShoulder = 9;
    public const int LeftElbow = 10;
    public const int LeftWrist = 11;
    public const int Count = 14;

    private const uint Skirts = (1u << (int)FigurePart.Skirt) | (1u << (int)FigurePart.CoatTail);
    private const uint Trunk = (1u << (int)FigurePart.Torso) | (1u << (int)FigurePart.Hips);
    private const uint Collar = (1u << (int)FigurePart.Scarf) | (1u << (int)FigurePart.Hair);

    // The parts that a joint belongs to.
    private static readonly uint[] Own =
    [
        Bits(FigurePart.RightShin, FigurePart.RightFoot) | Skirts,
        Bits(FigurePart.RightThigh, FigurePart.RightShin) | Skirts,
        Bits(FigurePart.RightThigh) | Trunk | Skirts,
        Bits(FigurePart.LeftThigh) | Trunk | Skirts,
        Bits(FigurePart.LeftThigh, FigurePart.LeftShin) | Skirts,
        Bits(FigurePart.LeftShin, FigurePart.LeftFoot) | Skirts,
        Bits(FigurePart.RightForearm, FigurePart.RightHand),
        Bits(FigurePart.RightUpperArm, FigurePart.RightForearm),
        Bits(FigurePart.RightUpperArm, FigurePart.Torso) | Collar,
        Bits(FigurePart.LeftUpperArm, FigurePart.Torso) | Collar,
        Bits(FigurePart.LeftUpperArm, FigurePart.LeftForearm),
        Bits(FigurePart.LeftForearm, FigurePart.LeftHand),
        Bits(FigurePart.Neck, FigurePart.Torso, FigurePart.Head, FigurePart.Face) | Collar,
        Bits(FigurePart.Head, FigurePart.Hair, FigurePart.Face, FigurePart.Hat),
    ];

    // How deep below the surface a joint may lie and still be seen, in body heights: its limb's radius with cloth.
    private static readonly double[] Depths =
        [0.09, 0.085, 0.125, 0.125, 0.085, 0.09, 0.05, 0.062, 0.09, 0.09, 0.062, 0.05, 0.11, 0.085];

    /// <summary>Whether the joint's own part is what the layer shows at its place, and not far above it.</summary>
    /// <param name="joint">LSP's number.</param>
    /// <param name="place">Where it is on the layer.</param>
    /// <param name="layer">Its person's layer.</param>
    /// <param name="scale">Layer pixels in a body height.</param>
    public static bool IsSeen(int joint, ViewPoint place, FigureLayer layer, double scale)
    {
        int x = Math.Clamp((int)place.X, 0, layer.Width - 1);
        int y = Math.Clamp((int)place.Y, 0, layer.Height - 1);
        int sample = (y * layer.Width) + x;
        int part = layer.Parts[sample];
        // A joint on the outline may fall beside it by a rounding.
        return part == 0
            || ((Own[joint] & (1u << part)) != 0 && layer.Depth(sample) - place.Z <= Depths[joint] * scale);
    }

    private static uint Bits(params ReadOnlySpan<FigurePart> parts)
    {
        uint bits = 0;
        foreach (FigurePart part in parts)
        {
            bits |= 1u << (int)part;
        }

        return bits;
    }
}
