using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Draws poses: six ways to hold oneself, a fifth uniform within the limits of the joints.</summary>
internal static class FigurePoseSampler
{
    private const double UniformShare = 0.2;
    private const double UpsideDownShare = 0.05;

    /// <summary>A pose of the mixture and a view: any yaw, pitch within 15°, one of twenty upside down.</summary>
    public static FigurePose Sample(RandomStream random)
    {
        var pose = new FigurePose();
        Start(pose, random);
        if (random.Chance(UniformShare))
        {
            Anything(pose, random);
        }
        else
        {
            switch (random.NextInt(6))
            {
                case 0:
                    Stand(pose, random);
                    break;
                case 1:
                    Walk(pose, random);
                    break;
                case 2:
                    Reach(pose, random);
                    break;
                case 3:
                    Sit(pose, random);
                    break;
                case 4:
                    Jump(pose, random);
                    break;
                default:
                    Bend(pose, random);
                    break;
            }
        }

        pose.Yaw = random.Uniform(0, 360);
        pose.Pitch = random.Uniform(-15, 15);
        pose.Roll = random.Near(0, 5);
        if (random.Chance(UpsideDownShare))
        {
            pose.Roll += 180 + random.Near(0, 20);
        }

        return pose;
    }

    /// <summary>A pose with crossed legs, folded arms or both, seen from the back or a side.</summary>
    public static FigurePose SampleCrossed(RandomStream random)
    {
        var pose = new FigurePose();
        Start(pose, random);
        int way = random.NextInt(4);
        if (way == 0)
        {
            Walk(pose, random);
        }
        else
        {
            Stand(pose, random);
        }

        int ahead = random.NextInt(2);
        if (way is 1 or 3)
        {
            pose.HipAbduct[ahead] = random.Uniform(-17, -8);
            pose.HipAbduct[1 - ahead] = random.Uniform(-14, -5);
            pose.HipFlex[ahead] = random.Uniform(12, 30);
            pose.HipFlex[1 - ahead] = random.Uniform(-12, 4);
            pose.Knee[ahead] = random.Uniform(5, 30);
        }

        if (way is 2 or 3)
        {
            for (int side = 0; side < 2; side++)
            {
                pose.ShoulderFlex[side] = random.Uniform(15, 45);
                pose.ShoulderAbduct[side] = random.Uniform(-5, 15);
                pose.ShoulderTwist[side] = random.Uniform(55, 90);
                pose.Elbow[side] = random.Uniform(75, 115);
            }
        }

        pose.Yaw = random.NextInt(3) * 90 + 90 + random.Near(0, 15);
        pose.Pitch = random.Uniform(-15, 15);
        pose.Roll = random.Near(0, 5);
        return pose;
    }

    // Small movements that every pose begins with.
    private static void Start(FigurePose pose, RandomStream random)
    {
        pose.PelvisPitch = random.Near(2, 4);
        pose.PelvisRoll = random.Near(0, 3);
        pose.SpineFlex = random.Near(3, 6);
        pose.SpineSide = random.Near(0, 5);
        pose.SpineTwist = random.Near(0, 8);
        pose.HeadNod = random.Near(4, 10);
        pose.HeadTurn = random.Near(0, 25);
        pose.HeadTilt = random.Near(0, 7);
        for (int side = 0; side < 2; side++)
        {
            HangArm(pose, side, random);
            pose.HipFlex[side] = random.Near(2, 4);
            pose.HipAbduct[side] = 3 + Math.Abs(random.Near(0, 5));
            pose.HipTwist[side] = random.Near(-8, 8);
            pose.Knee[side] = Math.Abs(random.Near(0, 6));
            pose.Ankle[side] = random.Near(0, 6);
        }
    }

    private static void HangArm(FigurePose pose, int side, RandomStream random)
    {
        pose.ShoulderFlex[side] = random.Near(0, 9);
        pose.ShoulderAbduct[side] = 5 + Math.Abs(random.Near(0, 8));
        pose.ShoulderTwist[side] = random.Near(15, 20);
        pose.Elbow[side] = random.Uniform(4, 35);
    }

    private static void Stand(FigurePose pose, RandomStream random)
    {
        for (int side = 0; side < 2; side++)
        {
            double way = random.NextDouble();
            if (way < 0.2)
            {
                // Hand on the hip.
                pose.ShoulderFlex[side] = random.Near(-18, 6);
                pose.ShoulderAbduct[side] = random.Uniform(35, 55);
                pose.ShoulderTwist[side] = random.Uniform(60, 85);
                pose.Elbow[side] = random.Uniform(80, 105);
            }
            else if (way < 0.35)
            {
                // Forearm raised in front, as one who talks or holds something.
                pose.ShoulderFlex[side] = random.Uniform(5, 40);
                pose.ShoulderTwist[side] = random.Uniform(-10, 45);
                pose.Elbow[side] = random.Uniform(60, 140);
            }
        }

        if (random.Chance(0.3))
        {
            // Weight on one leg.
            int free = random.NextInt(2);
            pose.Knee[free] = random.Uniform(10, 35);
            pose.HipFlex[free] = random.Uniform(5, 22);
            pose.HipAbduct[free] = random.Uniform(4, 18);
            pose.PelvisRoll = free == FigurePose.Left ? random.Uniform(-7, 0) : random.Uniform(0, 7);
        }
    }

    private static void Walk(FigurePose pose, RandomStream random)
    {
        double phase = random.Uniform(0, 2 * Math.PI);
        double stride = random.Uniform(18, 48);
        bool isRunning = stride > 36;
        double elbow = isRunning ? random.Uniform(60, 105) : random.Uniform(8, 45);
        pose.SpineFlex = random.Uniform(0, isRunning ? 18 : 8);
        for (int side = 0; side < 2; side++)
        {
            double own = phase + (side * Math.PI);
            pose.HipFlex[side] = (stride * Math.Sin(own)) + 6;
            pose.Knee[side] = 6 + (Math.Max(0, Math.Cos(own - 0.5)) * stride * (isRunning ? 2.1 : 1.3));
            pose.HipAbduct[side] = random.Uniform(0, 5);
            pose.ShoulderFlex[side] = -stride * random.Uniform(0.7, 1.1) * Math.Sin(own);
            pose.Elbow[side] = elbow + random.Near(0, 8);
            pose.Ankle[side] = random.Near(5, 10);
        }
    }

    private static void Reach(FigurePose pose, RandomStream random)
    {
        Stand(pose, random);
        bool isBoth = random.Chance(0.4);
        int first = random.NextInt(2);
        for (int k = 0; k < (isBoth ? 2 : 1); k++)
        {
            int side = k == 0 ? first : 1 - first;
            if (random.Chance(0.55))
            {
                pose.ShoulderFlex[side] = random.Uniform(50, 170);
                pose.ShoulderAbduct[side] = random.Uniform(-8, 30);
            }
            else
            {
                pose.ShoulderFlex[side] = random.Near(5, 14);
                pose.ShoulderAbduct[side] = random.Uniform(55, 165);
            }

            pose.ShoulderTwist[side] = random.Uniform(-30, 40);
            pose.Elbow[side] = random.Chance(0.5) ? random.Uniform(2, 35) : random.Uniform(20, 110);
        }

        pose.SpineSide = random.Near(0, 9);
        pose.HeadNod = random.Near(-10, 12);
    }

    private static void Sit(FigurePose pose, RandomStream random)
    {
        pose.SpineFlex = random.Uniform(-4, 28);
        pose.PelvisPitch = random.Uniform(-14, 6);
        double spread = random.Uniform(2, 28);
        for (int side = 0; side < 2; side++)
        {
            pose.HipFlex[side] = random.Near(86, 9);
            pose.HipAbduct[side] = spread * random.Uniform(0.7, 1.2);
            pose.Knee[side] = random.Chance(0.8) ? random.Near(86, 14) : random.Uniform(15, 115);
            pose.HipTwist[side] = random.Near(0, 7);
            if (random.Chance(0.6))
            {
                pose.ShoulderFlex[side] = random.Uniform(18, 48);
                pose.ShoulderAbduct[side] = random.Uniform(0, 18);
                pose.ShoulderTwist[side] = random.Uniform(0, 45);
                pose.Elbow[side] = random.Uniform(35, 95);
            }
        }
    }

    private static void Jump(FigurePose pose, RandomStream random)
    {
        pose.SpineFlex = random.Near(5, 12);
        pose.PelvisPitch = random.Near(5, 10);
        double together = random.Chance(0.5) ? 1 : 0;
        double hip = random.Uniform(-15, 70);
        double knee = random.Uniform(10, 110);
        for (int side = 0; side < 2; side++)
        {
            pose.HipFlex[side] = together > 0 ? hip + random.Near(0, 6) : random.Uniform(-20, 75);
            pose.Knee[side] = together > 0 ? knee + random.Near(0, 8) : random.Uniform(8, 115);
            pose.HipAbduct[side] = random.Uniform(2, 38);
            pose.Ankle[side] = random.Uniform(0, 40);
            pose.ShoulderFlex[side] = random.Uniform(-30, 100);
            pose.ShoulderAbduct[side] = random.Uniform(20, 150);
            pose.ShoulderTwist[side] = random.Uniform(-30, 30);
            pose.Elbow[side] = random.Uniform(4, 90);
        }
    }

    private static void Bend(FigurePose pose, RandomStream random)
    {
        bool isSquat = random.Chance(0.4);
        pose.PelvisPitch = isSquat ? random.Uniform(10, 40) : random.Uniform(25, 75);
        pose.SpineFlex = random.Uniform(10, 45);
        pose.HeadNod = random.Uniform(-35, 15);
        double knee = isSquat ? random.Uniform(60, 130) : random.Uniform(2, 30);
        for (int side = 0; side < 2; side++)
        {
            // Feet stay under the body: the hip bends with the pelvis and with half of the knee.
            pose.Knee[side] = knee + random.Near(0, 6);
            pose.HipFlex[side] = pose.PelvisPitch + (pose.Knee[side] / 2) + random.Near(0, 6);
            pose.HipAbduct[side] = random.Uniform(3, isSquat ? 30 : 15);
            pose.Ankle[side] = -pose.Knee[side] / 3;
            pose.ShoulderFlex[side] = pose.PelvisPitch + pose.SpineFlex + random.Near(0, 18);
            pose.ShoulderAbduct[side] = random.Uniform(2, 25);
            pose.Elbow[side] = random.Uniform(4, 70);
        }
    }

    private static void Anything(FigurePose pose, RandomStream random)
    {
        pose.PelvisPitch = random.Uniform(-15, 45);
        pose.PelvisRoll = random.Uniform(-15, 15);
        pose.SpineFlex = random.Uniform(-12, 40);
        pose.SpineSide = random.Uniform(-20, 20);
        pose.SpineTwist = random.Uniform(-30, 30);
        pose.HeadNod = random.Uniform(-30, 35);
        pose.HeadTurn = random.Uniform(-60, 60);
        pose.HeadTilt = random.Uniform(-20, 20);
        for (int side = 0; side < 2; side++)
        {
            pose.ShoulderFlex[side] = random.Uniform(-40, 165);
            pose.ShoulderAbduct[side] = random.Uniform(-5, 120);
            pose.ShoulderTwist[side] = random.Uniform(-45, 75);
            pose.Elbow[side] = random.Uniform(2, 140);
            pose.HipFlex[side] = random.Uniform(-20, 105);
            pose.HipAbduct[side] = random.Uniform(-8, 45);
            pose.HipTwist[side] = random.Uniform(-25, 20);
            pose.Knee[side] = random.Uniform(2, 130);
            pose.Ankle[side] = random.Uniform(-15, 40);
        }
    }
}
