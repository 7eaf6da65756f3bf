using System.Globalization;

namespace Praxis.Pose;

/// <summary>Judges a candidate by the rules of a <see cref="PartCleaning"/>.</summary>
internal sealed class PartCleaner(PartCleaning rules)
{
    /// <summary>The rule that a part needs a joint of its own.</summary>
    internal const string NoJointRule = "joints";

    /// <summary>The part without its small components, or the reason why it is none.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="mask">[height, width] of the picture, 0 or 1, with a 1; changed.</param>
    /// <param name="joints">The 16 joints in pixels of the picture.</param>
    /// <param name="source">Where it comes from.</param>
    public (BodyPart? Part, string Reason) Judge(
        BodyPartType type, RgbImage picture, byte[] mask, IReadOnlyList<Joint> joints, string source)
    {
        double share = MaskComponents.KeepLargest(mask, picture.Width);
        if (share < rules.LargestComponent)
        {
            return (null, $"components: the largest holds {Percent(share)}, below {Percent(rules.LargestComponent)}");
        }

        var part = BodyPart.Cut(type, picture, mask, joints, source);
        int side = Math.Min(part.Image.Width, part.Image.Height);
        double aspect = (double)Math.Max(part.Image.Width, part.Image.Height) / side;
        if (part.Area < rules.SmallestArea)
        {
            return (null, $"area: {part.Area} pixels, below {rules.SmallestArea}");
        }

        if (side < rules.ShortestSide)
        {
            return (null, $"side: {side} pixels, below {rules.ShortestSide}");
        }

        if (aspect > rules.LargestAspect)
        {
            return (null, $"aspect: {Number(aspect)}, above {Number(rules.LargestAspect)}");
        }

        double border = MaskComponents.BorderShare(mask, picture.Width);
        if (border > rules.MostBorder)
        {
            return (null, $"border: {Percent(border)} of the contour, above {Percent(rules.MostBorder)}");
        }

        string? colour = Colour(part);
        return colour is not null ? (null, colour)
            : rules.NeedsJoint && !type.AnchorJoints.Any(part.HasJoint)
                ? (null, NoJointRule + ": none of its own is annotated in it")
            : (part, string.Empty);
    }

    private string? Colour(BodyPart part)
    {
        double brightness = 0;
        double saturation = 0;
        for (int i = 0; i < part.Mask.Length; i++)
        {
            if (part.Mask[i] != 0)
            {
                ReadOnlySpan<byte> pixel = part.Image.Pixels.AsSpan(3 * i, 3);
                int most = Math.Max(pixel[0], Math.Max(pixel[1], pixel[2]));
                int least = Math.Min(pixel[0], Math.Min(pixel[1], pixel[2]));
                brightness += most / 255.0;
                saturation += most == 0 ? 0 : (double)(most - least) / most;
            }
        }

        brightness /= part.Area;
        saturation /= part.Area;
        return brightness < rules.DarkestMean
                ? $"brightness: {Number(brightness)}, below {Number(rules.DarkestMean)}"
            : brightness > rules.BrightestMean
                ? $"brightness: {Number(brightness)}, above {Number(rules.BrightestMean)}"
            : saturation > rules.MostSaturated
                ? $"saturation: {Number(saturation)}, above {Number(rules.MostSaturated)}"
            : null;
    }

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
