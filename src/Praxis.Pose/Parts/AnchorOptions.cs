namespace Praxis.Pose;

/// <summary>How parts are pasted by joints.</summary>
/// <remarks>Defaults are those of the joint-anchored paster beside ASDA's program, which we take for RANet's
/// parsing-based augmentation (Cao et al. 2019, arXiv 1905.00996); that it is the same is our inference.</remarks>
public sealed record AnchorOptions
{
    /// <summary>How far beside the joint, in widths and heights of the body's box, each to a random side.</summary>
    /// <value>.2.</value>
    public double Offset { get; init; } = 0.2;

    /// <summary>Largest turn to either side in degrees, uniform.</summary>
    /// <value>0: none.</value>
    public double RotationRange { get; init; }

    /// <summary>Whether a part goes only near joints of its own: a second left arm near the left arm. Else a part
    /// whose joints the person lacks goes to any joint.</summary>
    public bool SameTypeOnly { get; init; }

    /// <summary>Least share of the part's box inside the picture.</summary>
    /// <value>.5.</value>
    public double LeastInside { get; init; } = 0.5;

    /// <summary>Tries of a part before its place stays empty.</summary>
    /// <value>500.</value>
    public int MostTries { get; init; } = 500;

    internal void Validate()
    {
        if (MostTries < 1 || !(Offset >= 0) || RotationRange is not (>= 0 and <= 180)
            || LeastInside is not (>= 0 and <= 1))
        {
            throw new ArgumentException(
                "the offset must be from 0, tries from 1, the rotation from 0 to 180 degrees and the share inside from "
                + $"0 to 1; got {this}");
        }
    }
}
