namespace Praxis.Pose;

/// <summary>A body in a pose, seen: places and axes in the view, in body heights, the pelvis at the origin.</summary>
internal sealed class FigureSkeleton
{
    private const double WaistShare = 0.36;

    public FigureSkeleton(FigureBody body, FigurePose pose)
    {
        Body = body;
        // The camera's turn of the picture comes last, then its pitch, then the person's yaw.
        Pelvis = SpatialFrame.Identity.TurnZ(pose.Roll).TurnX(pose.Pitch).TurnY(pose.Yaw)
            .TurnX(pose.PelvisPitch).TurnZ(pose.PelvisRoll);
        Chest = Pelvis.TurnX(pose.SpineFlex).TurnZ(pose.SpineSide).TurnY(pose.SpineTwist);
        Head = Chest.TurnY(pose.HeadTurn).TurnX(pose.HeadNod - (0.6 * pose.SpineFlex)).TurnZ(pose.HeadTilt);
        Waist = Pelvis.Place(0, WaistShare * body.Torso, 0);
        Thorax = Waist + Chest.Place(0, (1 - WaistShare) * body.Torso, 0);
        Neck = Thorax + Chest.Place(0, 0.35 * body.NeckLength, 0);
        HeadBase =
            Thorax + (body.NeckLength * SpatialVector.Between(Chest.Up, Head.Up, 0.5)) + Chest.Place(0, 0, 0.008);
        HeadTop = HeadBase + Head.Place(0, body.HeadLength, 0);
        for (int side = 0; side < 2; side++)
        {
            double outwards = side == FigurePose.Left ? 1 : -1;
            Arm(side, outwards, pose);
            Leg(side, outwards, pose);
        }
    }

    public FigureBody Body { get; }

    public SpatialFrame Pelvis { get; }

    public SpatialFrame Chest { get; }

    public SpatialFrame Head { get; }

    public SpatialVector Waist { get; }

    public SpatialVector Thorax { get; }

    /// <summary>LSP's neck: a little above the line of the shoulders.</summary>
    public SpatialVector Neck { get; }

    public SpatialVector HeadBase { get; }

    public SpatialVector HeadTop { get; }

    // Right, then left, as in FigurePose.
    public SpatialVector[] Shoulder { get; } = new SpatialVector[2];

    public SpatialVector[] Elbow { get; } = new SpatialVector[2];

    public SpatialVector[] Wrist { get; } = new SpatialVector[2];

    public SpatialVector[] Fingers { get; } = new SpatialVector[2];

    public SpatialVector[] Hip { get; } = new SpatialVector[2];

    public SpatialVector[] Knee { get; } = new SpatialVector[2];

    public SpatialVector[] Ankle { get; } = new SpatialVector[2];

    public SpatialVector[] Heel { get; } = new SpatialVector[2];

    public SpatialVector[] Toes { get; } = new SpatialVector[2];

    /// <summary>The 14 joints in the order of LSP.</summary>
    public SpatialVector[] Joints() =>
    [
        Ankle[0], Knee[0], Hip[0], Hip[1], Knee[1], Ankle[1],
        Wrist[0], Elbow[0], Shoulder[0], Shoulder[1], Elbow[1], Wrist[1],
        Neck, HeadTop,
    ];

    private void Arm(int side, double outwards, FigurePose pose)
    {
        double raised = Math.Max(Math.Abs(pose.ShoulderFlex[side]), Math.Abs(pose.ShoulderAbduct[side]));
        double shrug = 0.03 * Math.Max(0, raised - 60) / 120;
        Shoulder[side] = Thorax + Chest.Place(outwards * Body.ShoulderHalf, shrug - 0.012, 0);
        SpatialFrame upper = Chest.TurnZ(outwards * pose.ShoulderAbduct[side]).TurnX(-pose.ShoulderFlex[side])
            .TurnY(-outwards * pose.ShoulderTwist[side]);
        SpatialFrame lower = upper.TurnX(-pose.Elbow[side]);
        Elbow[side] = Shoulder[side] + upper.Place(0, -Body.UpperArm, 0);
        Wrist[side] = Elbow[side] + lower.Place(0, -Body.Forearm, 0);
        Fingers[side] = Wrist[side] + lower.Place(0, -Body.Hand, 0.25 * Body.Hand);
    }

    private void Leg(int side, double outwards, FigurePose pose)
    {
        Hip[side] = Pelvis.Place(outwards * Body.HipHalf, 0, 0);
        SpatialFrame upper = Pelvis.TurnZ(outwards * pose.HipAbduct[side]).TurnX(-pose.HipFlex[side])
            .TurnY(-outwards * pose.HipTwist[side]);
        SpatialFrame lower = upper.TurnX(pose.Knee[side]);
        SpatialFrame foot = lower.TurnX(pose.Ankle[side]);
        Knee[side] = Hip[side] + upper.Place(0, -Body.Thigh, 0);
        Ankle[side] = Knee[side] + lower.Place(0, -Body.Shin, 0);
        Heel[side] = Ankle[side] + foot.Place(0, -0.022, -0.012);
        Toes[side] = Ankle[side] + foot.Place(0, -0.028, 0.8 * Body.Foot);
    }
}
