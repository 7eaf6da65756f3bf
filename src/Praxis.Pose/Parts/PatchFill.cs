namespace Praxis.Pose;

/// <summary>What a meaningless patch shows.</summary>
public enum PatchFill
{
    /// <summary>The mean colour, which is 0 once normalised: cutout.</summary>
    Mean = 0,

    /// <summary>One random colour.</summary>
    Solid = 1,

    /// <summary>A random colour at each pixel.</summary>
    Noise = 2,
}
