namespace Praxis.Pose;

/// <summary>Sizes and parts of a pose network.</summary>
internal sealed record PoseNetworkShape
{
    /// <summary>J, the joints.</summary>
    internal required int Joints { get; init; }

    /// <summary>Height of the picture, divisible by 4 · 2^depth.</summary>
    internal required int Height { get; init; }

    /// <summary>Width of the picture, divisible by 4 · 2^depth.</summary>
    internal required int Width { get; init; }

    /// <summary>Hourglasses one after the other.</summary>
    internal int Stacks { get; init; } = 1;

    /// <summary>Channels of features, divisible by 8.</summary>
    internal int Channels { get; init; } = 64;

    /// <summary>Halvings of an hourglass.</summary>
    internal int Depth { get; init; } = 3;

    /// <summary>What comes before the first hourglass.</summary>
    internal StemKind Stem { get; init; }

    /// <summary>What stands before the heat maps of each stack.</summary>
    internal RegionKind Region { get; init; }

    /// <summary>Whether a last layer tells the visible joints from the hidden ones.</summary>
    internal bool HasVisibility { get; init; }

    /// <summary>Height of the heat maps.</summary>
    internal int MapHeight => Height / 4;

    /// <summary>Width of the heat maps.</summary>
    internal int MapWidth => Width / 4;
}

/// <summary>What comes before the first hourglass.</summary>
public enum StemKind
{
    /// <summary>The stem of the stacked hourglass.</summary>
    Plain,

    /// <summary>A feature pyramid (FPS of RANet; a reconstruction).</summary>
    Pyramid,

    /// <summary>The plain stem with further residual blocks: the control of about the pyramid's size.</summary>
    PlainDeeper,
}

/// <summary>What stands before the heat maps of each stack.</summary>
public enum RegionKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Maps of regions at three dilations, each with a gate of its own for every channel (ERE of RANet; a
    /// reconstruction).</summary>
    Gated,

    /// <summary>One spatial mask times a squeeze-and-excitation gate.</summary>
    Masked,

    /// <summary>What the heat maps of the stack before point at; nothing in the first stack.</summary>
    Guided,

    /// <summary>Control of <see cref="Gated"/>: its maps with all gates at 1.</summary>
    Ungated,

    /// <summary>Control of about half its size: one more residual block.</summary>
    Block,
}
