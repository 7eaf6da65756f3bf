namespace Praxis.Pose;

/// <summary>Where the Gaussian of a target stands.</summary>
public enum HeatmapTarget
{
    /// <summary>At the joint itself, pixel centres exact: bin (x · w / W) − ½.</summary>
    Unbiased,

    /// <summary>At the nearest bin of x / stride, as the authors' code: int(x · w / W + ½) with x counted from 0 at the
    /// first pixel's centre; costs up to half a bin.</summary>
    Rounded,
}
