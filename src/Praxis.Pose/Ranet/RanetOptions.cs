using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Options of the region-aware network.</summary>
public sealed record RanetOptions : IJointlyChecked
{
    /// <summary>Sizes and training: tiny, small, base, or paper, which takes days on a CPU.</summary>
    public PosePreset Preset { get; init; } = PosePreset.Tiny;

    /// <summary>Before the first hourglass: pyramid (FPS), plain, or plain-deeper, the control of about its
    /// size.</summary>
    public StemKind Stem { get; init; } = StemKind.Pyramid;

    /// <summary>Before the heat maps: gated (ERE), masked, guided, none, or a control: ungated, block.</summary>
    public RegionKind Region { get; init; } = RegionKind.Gated;

    /// <summary>Whether a last layer learns which joints are seen, which --fusion visibility-voting needs.</summary>
    public bool Visibility { get; init; } = true;

    /// <summary>What is pasted on training pictures: anchored (PDA), or none, random, cutout, patch.</summary>
    public RanetPasting Pasting { get; init; } = RanetPasting.Anchored;

    /// <summary>Parts pasted on a picture: numbers of which one is drawn for each, as 1 or 0,2,4.</summary>
    public string Parts { get; init; } = "0,1,2";

    /// <summary>Factor of a part's size.</summary>
    [Range(0.1, 10)]
    public double PartScale { get; init; } = 0.8;

    /// <summary>How far beside the joint an anchored part goes, in widths and heights of the body.</summary>
    [Range(0, 2)]
    public double AnchorOffset { get; init; } = 0.2;

    /// <summary>Largest turn of an anchored part to either side, in degrees.</summary>
    [Range(0, 180)]
    public double AnchorRotation { get; init; }

    /// <summary>Whether anchored parts go only near joints of their own, as a second left arm near the left
    /// arm.</summary>
    public bool SameTypeOnly { get; init; }

    /// <summary>How stacks and scales are joined: voting (CVF), visibility-voting, mean-map, median or last.</summary>
    public PoseFusion Fusion { get; init; } = PoseFusion.Voting;

    /// <summary>Scales of a crop at which people are looked at, separated by commas.</summary>
    public string Scales { get; init; } = "0.85,1,1.15";

    /// <summary>Epochs; 0 for those of the preset (20, 40, 60; paper: 250).</summary>
    [Range(0, 100_000)]
    public int Epochs { get; init; }

    /// <summary>People of a step; 0 for 16.</summary>
    [Range(0, 4096)]
    public int BatchSize { get; init; }

    /// <summary>Step length of Adam, which falls along half a cosine to a twentieth; 0 for 0.001.</summary>
    [Range(0, 1)]
    public double LearningRate { get; init; }

    /// <summary>How a place is read from a heat map: argmax, quarter, dark or soft-argmax.</summary>
    public HeatmapDecoding Decoding { get; init; } = HeatmapDecoding.Dark;

    /// <inheritdoc/>
    public void CheckJointly()
    {
        _ = NumberList.Of("--parts", Parts, 0, 16);
        _ = NumberList.Of("--scales", Scales, 0.5, 2.0);
        if (Fusion == PoseFusion.VisibilityVoting && !Visibility)
        {
            throw new InputException(
                "--fusion visibility-voting goes by the layer that --visibility false leaves out; take voting, or leave"
                + " --visibility out");
        }

        if (Region == RegionKind.Guided && Preset == PosePreset.Tiny)
        {
            throw new InputException(
                "--region guided looks at the stack before, and --preset tiny has one stack; take small or larger");
        }
    }

    /// <summary>Options that change nothing beside the others, and what they are of use to.</summary>
    internal IEnumerable<(string Flag, string Use)> Idle()
    {
        const string pasting = "another --pasting than none";
        const string anchored = "--pasting anchored";
        return
        [
            .. Pasting == RanetPasting.None ? ((string, string)[])[("parts", pasting), ("part-scale", pasting)] : [],
            .. Pasting == RanetPasting.Anchored
                ? ((string, string)[])[]
                : [("anchor-offset", anchored), ("anchor-rotation", anchored), ("same-type-only", anchored)],
            .. Fusion == PoseFusion.Last && Scales.Contains(',', StringComparison.Ordinal)
                ? ((string, string)[])[("scales", "another --fusion than last, which takes the scale nearest to 1")]
                : [],
        ];
    }

    internal PoseRecipe Recipe() => PoseRecipe.Of(Preset).With(Epochs, BatchSize, LearningRate, 0, 0) with
    {
        Stem = Stem,
        Region = Region,
        HasVisibility = Visibility,
        Arm = Enum.Parse<PastingArm>($"{Pasting}"),
        PartCounts = NumberList.Of("--parts", Parts, 0, 16),
        SmallestPart = PartScale,
        LargestPart = PartScale,
        Anchors = new AnchorOptions
        {
            Offset = AnchorOffset,
            RotationRange = AnchorRotation,
            SameTypeOnly = SameTypeOnly,
        },
        Fusion = Fusion,
        Scales = NumberList.Of("--scales", Scales, 0.5, 2.0),
        Decoding = Decoding,
    };
}

/// <summary>What ranet pastes on training pictures.</summary>
public enum RanetPasting
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Body parts near joints that they belong to: parsing-based data augmentation.</summary>
    Anchored,

    /// <summary>Body parts anywhere.</summary>
    Random,

    /// <summary>Rectangles of one colour.</summary>
    Cutout,

    /// <summary>Rectangles of texture.</summary>
    Patch,
}
