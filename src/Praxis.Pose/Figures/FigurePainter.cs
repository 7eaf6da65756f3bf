namespace Praxis.Pose;

/// <summary>Draws a dressed person on a layer.</summary>
internal sealed class FigurePainter(
    FigureLayer layer, FigureView view, FigureSkeleton skeleton, FigureOutfit outfit, uint parts = uint.MaxValue)
{
    private const double UpperArmRadius = 0.031;
    private const double ElbowRadius = 0.025;
    private const double WristRadius = 0.019;
    private const double HandRadius = 0.021;
    private const double ThighRadius = 0.056;
    private const double KneeRadius = 0.039;
    private const double AnkleRadius = 0.024;
    private const double ChestHalf = 0.092;
    private const double WaistHalf = 0.077;
    private const double HipsHalf = 0.094;
    private readonly double _girth = skeleton.Body.Girth;

    /// <summary>All that the subset of parts has; nearer surfaces cover farther ones in any order.</summary>
    public void Draw()
    {
        for (int side = 0; side < 2; side++)
        {
            Leg(side);
            Arm(side);
        }

        Trunk();
        Skirts();
        Head();
    }

    private bool Has(FigurePart part) => (parts & (1u << (int)part)) != 0;

    private void Leg(int side)
    {
        FigureBody body = skeleton.Body;
        FigurePart first = side == FigurePose.Left ? FigurePart.LeftThigh : FigurePart.RightThigh;
        double loose = outfit.LegEnd >= 1 ? 1.1 : 1;
        Limb(first, skeleton.Hip[side], skeleton.Knee[side], ThighRadius * loose, KneeRadius * loose,
            outfit.Legs[side], outfit.LegEnd, body.Thigh, 0);
        Limb(first + 2, skeleton.Knee[side], skeleton.Ankle[side], KneeRadius * loose, AnkleRadius * loose,
            outfit.Legs[side], outfit.LegEnd - 1, body.Shin, body.Thigh);
        Limb(first + 4, skeleton.Heel[side], skeleton.Toes[side], 0.024, 0.017, outfit.Shoes[side], 2, body.Foot, 0);
    }

    private void Arm(int side)
    {
        FigureBody body = skeleton.Body;
        FigurePart first = side == FigurePose.Left ? FigurePart.LeftUpperArm : FigurePart.RightUpperArm;
        double loose = outfit.SleeveEnd >= 1 ? 1.15 : 1;
        Limb(first, skeleton.Shoulder[side], skeleton.Elbow[side], UpperArmRadius * loose, ElbowRadius * loose,
            outfit.Sleeves[side], outfit.SleeveEnd, body.UpperArm, 0);
        Limb(first + 2, skeleton.Elbow[side], skeleton.Wrist[side], ElbowRadius * loose, WristRadius * loose,
            outfit.Sleeves[side], outfit.SleeveEnd - 1, body.Forearm, body.UpperArm);
        Limb(first + 4, skeleton.Wrist[side], skeleton.Fingers[side], HandRadius, 0.8 * HandRadius,
            Cloth.Plain(outfit.Hands[side]), 2, body.Hand, 0);
    }

    private void Limb(
        FigurePart part,
        SpatialVector from,
        SpatialVector to,
        double fromRadius,
        double toRadius,
        Cloth cloth,
        double end,
        double length,
        double offset)
    {
        if (!Has(part))
        {
            return;
        }

        double scale = _girth * view.Scale;
        FigureSegment.Round(
            view.Project(from), view.Project(to), (float)(scale * fromRadius), (float)(scale * toRadius))
            .Draw(layer, view, (byte)part, new FigureSurface
            {
                Cloth = cloth,
                Bare = outfit.Skin,
                End = end <= 0 ? -1 : end >= 1 ? 2 : (float)end,
                Length = (float)length,
                Radius = (float)fromRadius,
                Offset = (float)offset,
            });
    }

    private void Trunk()
    {
        FigureBody body = skeleton.Body;
        double torso = body.Torso;
        SpatialFrame chest = skeleton.Chest;
        Cloth shirt = outfit.Garments.HasFlag(FigureGarments.Coat) ? outfit.Coat : outfit.Shirt;
        double waistDepth = 0.056 * (1 + body.Belly);
        double chestDepth = 0.06 * (1 + body.Bust);
        if (Has(FigurePart.Hips))
        {
            Cloth hips = outfit.Garments.HasFlag(FigureGarments.Dress) ? outfit.Shirt : outfit.Hips;
            Loft(FigurePart.Hips, skeleton.Pelvis.Place(0, -0.03, 0), skeleton.Waist, skeleton.Pelvis,
                (HipsHalf, 0.068), (WaistHalf * 1.04, waistDepth), Dressed(hips, torso * 0.4, 0));
        }

        if (!Has(FigurePart.Torso))
        {
            return;
        }

        SpatialVector breast = SpatialVector.Between(skeleton.Waist, skeleton.Thorax, 0.62);
        Loft(FigurePart.Torso, skeleton.Waist - chest.Place(0, 0.01, 0), breast, chest,
            (WaistHalf, waistDepth), (ChestHalf, chestDepth), Dressed(shirt, torso * 0.4, 0, isFront: true));
        Loft(FigurePart.Torso, breast, skeleton.Thorax - chest.Place(0, 0.022, 0), chest,
            (ChestHalf, chestDepth), (body.ShoulderHalf * 0.9, 0.042), Dressed(shirt, torso * 0.25, torso * 0.4, true));
        // Muscles between neck and shoulders.
        for (int side = 0; side < 2; side++)
        {
            Limb(FigurePart.Torso, skeleton.Neck, SpatialVector.Between(skeleton.Thorax, skeleton.Shoulder[side], 0.92),
                0.03, 0.034, shirt, 2, body.ShoulderHalf, 0);
        }
    }

    private FigureSurface Dressed(Cloth cloth, double length, double offset, bool isFront = false) => new()
    {
        Cloth = cloth,
        Bare = outfit.Skin,
        Length = (float)length,
        Radius = (float)ChestHalf,
        Offset = (float)offset,
        Front = isFront ? 0 : float.NaN,
        Logo = isFront && offset == 0 ? outfit.Logo : 0,
        LogoColour = outfit.LogoColour,
        Beneath = outfit.Garments.HasFlag(FigureGarments.Coat) ? outfit.Shirt : null,
    };

    // A piece of trunk, whose sections are ellipses of the frame's left and front.
    private void Loft(
        FigurePart part,
        SpatialVector from,
        SpatialVector to,
        SpatialFrame frame,
        (double Half, double Depth) first,
        (double Half, double Depth) last,
        FigureSurface surface)
    {
        ViewPoint start = view.Project(from);
        ViewPoint end = view.Project(to);
        double dx = end.X - start.X;
        double dy = start.Y - end.Y;
        double length = Math.Sqrt((dx * dx) + (dy * dy));
        (double ax, double ay) = length < 0.5 ? (0, -1) : (dx / length, dy / length);
        // In the view, y up: the axis is (ax, ay), and what a segment calls across grows along (ay, -ax).
        double scale = _girth * view.Scale;
        double Extent(double half, double depth, double x, double y, double z)
        {
            var way = new SpatialVector(x, y, z);
            double side = half * SpatialVector.Dot(frame.Left, way);
            double front = depth * SpatialVector.Dot(frame.Front, way);
            return scale * Math.Sqrt((side * side) + (front * front));
        }

        double middle = Extent((first.Half + last.Half) / 2, (first.Depth + last.Depth) / 2, ay, -ax, 0);
        double facing = SpatialVector.Dot(frame.Front, new SpatialVector(ay, -ax, 0));
        bool isFrontSeen = !float.IsNaN(surface.Front) && frame.Front.Z > 0.15;
        double front = scale * (first.Depth + last.Depth) / 2 * facing / middle;
        var segment = new FigureSegment(start, end)
        {
            FromWidth = (float)Extent(first.Half, first.Depth, ay, -ax, 0),
            ToWidth = (float)Extent(last.Half, last.Depth, ay, -ax, 0),
            FromBulge = (float)Extent(first.Half, first.Depth, 0, 0, 1),
            ToBulge = (float)Extent(last.Half, last.Depth, 0, 0, 1),
            FromReach = (float)Math.Max(0.022 * scale, Extent(first.Half, first.Depth, ax, ay, 0)),
            ToReach = (float)Math.Max(0.022 * scale, Extent(last.Half, last.Depth, ax, ay, 0)),
        };
        segment.Draw(layer, view, (byte)part, isFrontSeen ? Fronted(surface, (float)front) : Backed(surface));
    }

    private static FigureSurface Backed(FigureSurface surface) => new()
    {
        Cloth = surface.Cloth,
        Bare = surface.Bare,
        Length = surface.Length,
        Radius = surface.Radius,
        Offset = surface.Offset,
    };

    private static FigureSurface Fronted(FigureSurface surface, float front) => new()
    {
        Cloth = surface.Cloth,
        Bare = surface.Bare,
        Length = surface.Length,
        Radius = surface.Radius,
        Offset = surface.Offset,
        Front = front,
        Logo = surface.Logo,
        LogoColour = surface.LogoColour,
        Beneath = surface.Beneath,
    };

    private void Skirts()
    {
        if (Has(FigurePart.Skirt) && (outfit.Garments & (FigureGarments.Skirt | FigureGarments.Dress)) != 0)
        {
            Skirt(FigurePart.Skirt, outfit.Skirt, outfit.SkirtLength, 0.016);
        }

        if (Has(FigurePart.CoatTail) && outfit.Garments.HasFlag(FigureGarments.Coat))
        {
            Skirt(FigurePart.CoatTail, outfit.Coat, outfit.CoatLength, 0.012);
        }
    }

    // Cloth around both thighs: as wide as they are apart, cut off flat.
    private void Skirt(FigurePart part, Cloth cloth, double length, double flare)
    {
        double onThigh = Math.Min(1, length);
        double onShin = Math.Max(0, length - 1);
        SpatialVector Hem(int side) =>
            SpatialVector.Between(skeleton.Hip[side], skeleton.Knee[side], onThigh)
            + (onShin * (skeleton.Ankle[side] - skeleton.Knee[side]));
        ViewPoint top = view.Project(skeleton.Pelvis.Place(0, 0.035, 0));
        ViewPoint right = view.Project(Hem(FigurePose.Right));
        ViewPoint left = view.Project(Hem(FigurePose.Left));
        ViewPoint hem = ViewPoint.Between(right, left, 0.5f);
        float dx = hem.X - top.X;
        float dy = hem.Y - top.Y;
        float reach = Math.Max(0.5f, MathF.Sqrt((dx * dx) + (dy * dy)));
        float apart = Math.Abs(((left.X - right.X) * -dy) + ((left.Y - right.Y) * dx)) / (2 * reach);
        float scale = (float)(_girth * view.Scale);
        float radius = scale * (float)(ThighRadius - (onThigh * (ThighRadius - KneeRadius)) + flare);
        float waist = scale * (float)Section(skeleton.Pelvis, dx / reach, dy / reach);
        new FigureSegment(top, hem)
        {
            FromWidth = waist,
            ToWidth = apart + radius,
            // In a side view the near thigh begins half the hips before the middle.
            FromBulge = scale * (float)Math.Max(
                0.078, (skeleton.Body.HipHalf * Math.Abs(skeleton.Pelvis.Left.Z)) + ThighRadius + flare),
            ToBulge = (Math.Abs(left.Z - right.Z) / 2) + radius,
            FromReach = scale * 0.02f,
        }.Draw(layer, view, (byte)part, new FigureSurface
        {
            Cloth = cloth,
            Bare = outfit.Skin,
            Length = (float)(length * skeleton.Body.Thigh),
            Radius = (float)HipsHalf,
        });
    }

    // Half the hips' width across a direction of the picture.
    private static double Section(SpatialFrame frame, double ax, double ay)
    {
        var way = new SpatialVector(-ay, -ax, 0);
        double side = (HipsHalf + 0.004) * SpatialVector.Dot(frame.Left, way);
        double front = 0.073 * SpatialVector.Dot(frame.Front, way);
        return Math.Sqrt((side * side) + (front * front));
    }

    private void Head()
    {
        double length = skeleton.Body.HeadLength;
        SpatialVector centre = FigureHead.Centre(skeleton);
        SpatialFrame head = skeleton.Head;
        if (Has(FigurePart.Neck))
        {
            Limb(FigurePart.Neck, skeleton.Thorax, skeleton.HeadBase + head.Place(0, 0.01, -0.008), 0.029, 0.027,
                Cloth.Plain(outfit.Skin), 2, 0.05, 0);
        }

        if (Has(FigurePart.Scarf) && outfit.Scarf is not null)
        {
            SpatialFrame chest = skeleton.Chest;
            Limb(FigurePart.Scarf, skeleton.Thorax + chest.Place(0, 0.012, 0.004), skeleton.HeadBase, 0.046, 0.037,
                outfit.Scarf, 2, 0.05, 0);
            Limb(FigurePart.Scarf, skeleton.Thorax + chest.Place(0.02, 0, 0.045),
                skeleton.Thorax + chest.Place(0.028, -0.13, 0.068), 0.016, 0.019, outfit.Scarf, 2, 0.13, 0);
        }

        if (!Has(FigurePart.Head))
        {
            return;
        }

        FigureHead.Draw(layer, view, skeleton, outfit, 1, isHead: true);
        FigureHead.Draw(layer, view, skeleton, outfit, outfit.HairLength > 0 ? 1.12 : 1.06, isHead: false);
        if (outfit.HairLength > 0)
        {
            Limb(FigurePart.Hair, centre + head.Place(0, 0.1 * length, -0.2 * length),
                centre + head.Place(0, -(0.45 + outfit.HairLength) * length, -0.32 * length), 0.36 * length,
                0.25 * length, Cloth.Plain(outfit.Hair), 2, 0.1, 0);
        }

        if (outfit.Hat is not null)
        {
            Limb(FigurePart.Hat, centre + head.Place(0, 0.24 * length, 0.2 * length),
                centre + head.Place(0, 0.2 * length, 0.6 * length),
                0.22 * length,
                0.16 * length,
                outfit.Hat,
                2,
                0.1,
                0);
        }
    }
}
