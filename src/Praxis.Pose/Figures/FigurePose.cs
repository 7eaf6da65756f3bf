namespace Praxis.Pose;

/// <summary>Angles of a person's joints and the way it is looked at, in degrees.</summary>
/// <remarks>Lists of two hold right, then left. Positive is to the front, outwards (abduction), or bent.</remarks>
internal sealed class FigurePose
{
    public const int Right = 0;
    public const int Left = 1;

    /// <summary>Turn about the vertical: 0 faces the viewer, 180 shows the back.</summary>
    public double Yaw { get; set; }

    /// <summary>How far the viewer looks down.</summary>
    public double Pitch { get; set; }

    /// <summary>Turn of the picture.</summary>
    public double Roll { get; set; }

    public double PelvisPitch { get; set; }

    public double PelvisRoll { get; set; }

    public double SpineFlex { get; set; }

    public double SpineSide { get; set; }

    public double SpineTwist { get; set; }

    public double HeadNod { get; set; }

    public double HeadTurn { get; set; }

    public double HeadTilt { get; set; }

    public double[] ShoulderFlex { get; } = new double[2];

    public double[] ShoulderAbduct { get; } = new double[2];

    /// <summary>Turn of the upper arm about itself; positive brings the forearm inwards.</summary>
    public double[] ShoulderTwist { get; } = new double[2];

    public double[] Elbow { get; } = new double[2];

    public double[] HipFlex { get; } = new double[2];

    public double[] HipAbduct { get; } = new double[2];

    /// <summary>Turn of the thigh about itself; positive brings the foot inwards when the knee is straight.</summary>
    public double[] HipTwist { get; } = new double[2];

    public double[] Knee { get; } = new double[2];

    /// <summary>Positive points the toes.</summary>
    public double[] Ankle { get; } = new double[2];
}
