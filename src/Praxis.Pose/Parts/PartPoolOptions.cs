using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>From what a pool of body parts is cut, and which parts are good enough.</summary>
public sealed record PartPoolOptions : IJointlyChecked
{
    /// <summary>Folder of label maps named as the pictures: LIP's PNG of label numbers, or CCP's mat files with
    /// label_list.mat beside or above them.</summary>
    public string Parsing { get; init; } = "";

    /// <summary>Folder of PNG masks named as the pictures, instead of label maps; with joints: each pixel goes to the
    /// nearest bone. Where several people are annotated, pixel k is the k-th person's.</summary>
    public string Masks { get; init; } = "";

    /// <summary>Annotations with the joints of the people, in any format of poses; empty for parts without
    /// joints, which cannot be pasted near a joint.</summary>
    public string Joints { get; init; } = "";

    /// <summary>Parts of a type that are enough; 0 for all.</summary>
    [Range(0, 1_000_000)]
    public int Most { get; init; }

    /// <summary>Fewest pixels of a part.</summary>
    [Range(1, 1_000_000)]
    public int SmallestArea { get; init; } = 400;

    /// <summary>Shortest side of a part's box in pixels.</summary>
    [Range(1, 10_000)]
    public int ShortestSide { get; init; } = 12;

    /// <inheritdoc/>
    public void CheckJointly()
    {
        if (Parsing.Length > 0 && Masks.Length > 0)
        {
            throw new InputException("--parsing and --masks were both given; give one of them");
        }

        if (Masks.Length > 0 && Joints.Length == 0)
        {
            throw new InputException("--masks needs --joints: annotations with the joints of the people");
        }
    }
}
