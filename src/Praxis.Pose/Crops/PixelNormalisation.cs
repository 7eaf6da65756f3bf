namespace Praxis.Pose;

/// <summary>How a byte of a channel becomes a network's number: (byte / 255 − mean) / deviation.</summary>
/// <param name="Mean">Of red, green and blue.</param>
/// <param name="Deviation">Of red, green and blue, each above 0.</param>
public sealed record PixelNormalisation(
    (float Red, float Green, float Blue) Mean, (float Red, float Green, float Blue) Deviation)
{
    /// <summary>ImageNet's, which the authors use.</summary>
    public static PixelNormalisation ImageNet { get; } = new((0.485f, 0.456f, 0.406f), (0.229f, 0.224f, 0.225f));

    /// <summary>Bytes to 0..1.</summary>
    public static PixelNormalisation Unit { get; } = new((0, 0, 0), (1, 1, 1));
}
