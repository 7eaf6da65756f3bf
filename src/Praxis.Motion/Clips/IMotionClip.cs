namespace Praxis.Motion;

/// <summary>A recorded motion: rotations of a skeleton, or positions of joints.</summary>
public interface IMotionClip
{
    /// <summary>Seconds from one frame to the next, above 0.</summary>
    double FrameSeconds { get; }

    /// <summary>Number of frames, at least 1.</summary>
    int FrameCount { get; }

    /// <summary>Name of each joint: [joints].</summary>
    IReadOnlyList<string> JointNames { get; }

    /// <summary>Where each joint is.</summary>
    /// <returns>Positions in the clip's unit.</returns>
    PositionClip ToPositions();
}
