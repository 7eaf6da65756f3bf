namespace Praxis.Pose;

/// <summary>Sizes of a pose network.</summary>
public enum PosePreset
{
    /// <summary>64 x 64 pixels, one stack of 64 channels: 0.18 million weights.</summary>
    Tiny,

    /// <summary>96 x 96 pixels, two stacks of 64 channels: 0.34 million weights.</summary>
    Small,

    /// <summary>128 x 128 pixels, two stacks of 128 channels: 1.7 million weights.</summary>
    Base,

    /// <summary>256 x 256 pixels, eight stacks of 256 channels, as published; days on a CPU.</summary>
    Paper,
}
