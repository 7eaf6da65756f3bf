namespace Praxis.Motion;

/// <summary>What errors the refinement network is shown besides the coarse predictor's own.</summary>
/// <remarks>Source: docs/methods/arnet.md; all but the name is a reconstruction.</remarks>
public enum ErrorAugmentation
{
    /// <summary>None.</summary>
    None,

    /// <summary>An error of another subject, added to the truth.</summary>
    Shuffle,

    /// <summary>Noise with the spread of the errors' coefficients.</summary>
    Gauss,

    /// <summary>What a predictor foretells that has not seen the subject.</summary>
    Crossfit,

    /// <summary>V1: errors of a generator that passes for other subjects'.</summary>
    Gan,

    /// <summary>V2: errors of a generator that makes refinement hard.</summary>
    MaxMin,

    /// <summary>V3: both at once.</summary>
    Both,

    /// <summary>V4: an error of another subject, which a generator adapts until it passes for this one's.</summary>
    Residual,
}
