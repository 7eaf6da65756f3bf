namespace Praxis.Pose;

/// <summary>The head: an ellipsoid whose front shows a face and whose top and back show hair.</summary>
internal static class FigureHead
{
    private const double WidthShare = 0.36;
    private const double DepthShare = 0.43;
    private static readonly FigureColour Dark = new(30, 24, 24);
    private static readonly FigureColour White = new(225, 222, 218);
    private static readonly FigureColour Lip = new(170, 70, 75);
    private static readonly FigureColour Glass = new(22, 22, 28);

    /// <summary>Half the head's width, height and depth, in body heights.</summary>
    public static SpatialVector Radii(FigureSkeleton skeleton)
    {
        double half = skeleton.Body.HeadLength / 2;
        return new(2 * WidthShare * half, half, 2 * DepthShare * half);
    }

    /// <summary>The middle of the head.</summary>
    public static SpatialVector Centre(FigureSkeleton skeleton) =>
        SpatialVector.Between(skeleton.HeadBase, skeleton.HeadTop, 0.5);

    /// <summary>Draws the head; <paramref name="grow"/> above 1 makes room for a cap of hair or a hat.</summary>
    public static void Draw(
        FigureLayer layer, FigureView view, FigureSkeleton skeleton, FigureOutfit outfit, double grow, bool isHead)
    {
        SpatialVector radii = (grow * view.Scale) * Radii(skeleton);
        ViewPoint centre = view.Project(Centre(skeleton));
        SpatialFrame frame = skeleton.Head;
        // l = g0 + z h are unit-sphere coordinates along the head's axes; |l| = 1 gives the depth z.
        var h = new SpatialVector(frame.Left.Z / radii.X, frame.Up.Z / radii.Y, frame.Front.Z / radii.Z);
        double a = SpatialVector.Dot(h, h);
        float reach = (float)Math.Max(radii.X, Math.Max(radii.Y, radii.Z));
        (int left, int top, int right, int bottom) =
            layer.Touch(centre.X - reach, centre.Y - reach, centre.X + reach, centre.Y + reach);
        for (int y = top; y < bottom; y++)
        {
            double vy = centre.Y - (y + 0.5);
            for (int x = left; x < right; x++)
            {
                double vx = x + 0.5 - centre.X;
                var g = new SpatialVector(
                    ((frame.Left.X * vx) + (frame.Left.Y * vy)) / radii.X,
                    ((frame.Up.X * vx) + (frame.Up.Y * vy)) / radii.Y,
                    ((frame.Front.X * vx) + (frame.Front.Y * vy)) / radii.Z);
                double b = SpatialVector.Dot(g, h);
                double root = (b * b) - (a * (SpatialVector.Dot(g, g) - 1));
                if (root <= 0)
                {
                    continue;
                }

                double z = (Math.Sqrt(root) - b) / a;
                int sample = (y * layer.Width) + x;
                SpatialVector place = g + (z * h);
                FigurePart part = isHead ? Skull(outfit, place, out FigureColour colour)
                    : Cap(outfit, place, out colour);
                if (part != FigurePart.None && layer.IsNearer(sample, (float)(centre.Z + z)))
                {
                    SpatialVector normal = frame.Place(place.X / radii.X, place.Y / radii.Y, place.Z / radii.Z);
                    double length = normal.Length;
                    float light = view.Shade(
                        (float)(normal.X / length), (float)(normal.Y / length), (float)(normal.Z / length));
                    layer.Set(sample, (float)(centre.Z + z), (byte)part, colour.Pack(light));
                }
            }
        }
    }

    /// <summary>The cap over the skull: a hat where one is worn, else hair.</summary>
    private static FigurePart Cap(FigureOutfit outfit, SpatialVector place, out FigureColour colour)
    {
        if (outfit.Hat is not null && place.Y > 0.42 - (0.18 * place.Z))
        {
            colour = outfit.Hat.At((float)place.Y * 0.06f, (float)place.X * 0.06f);
            return FigurePart.Hat;
        }

        colour = outfit.Hair;
        return !outfit.IsBald && IsHair(place) ? FigurePart.Hair : FigurePart.None;
    }

    private static FigurePart Skull(FigureOutfit outfit, SpatialVector place, out FigureColour colour)
    {
        colour = outfit.Skin;
        if (place.Z < 0.25 || Math.Abs(place.X) > 0.86)
        {
            return !outfit.IsBald && IsHair(place) ? Hair(outfit, out colour) : FigurePart.Head;
        }

        double side = Math.Abs(place.X);
        if (outfit.HasSunglasses && Math.Abs(place.Y - 0.14) < (side < 0.1 ? 0.06 : 0.19))
        {
            colour = Glass;
            return FigurePart.Sunglasses;
        }

        if (side is > 0.2 and < 0.58 && Math.Abs(place.Y - 0.14) < 0.1)
        {
            colour = side is > 0.3 and < 0.48 ? Dark : White;
        }
        else if (side is > 0.18 and < 0.62 && place.Y is > 0.3 and < 0.4)
        {
            colour = outfit.Hair;
        }
        else if (side < 0.32 && place.Y is > -0.58 and < -0.43)
        {
            colour = Lip;
        }
        else if (side < 0.11 && place.Y is > -0.25 and < 0.08)
        {
            colour = outfit.Skin.Mixed(Dark, 0.22f);
        }
        else if (outfit.HasBeard && place.Y < -0.36)
        {
            colour = outfit.Hair;
        }

        return FigurePart.Face;
    }

    private static FigurePart Hair(FigureOutfit outfit, out FigureColour colour)
    {
        colour = outfit.Hair;
        return FigurePart.Hair;
    }

    // The line of the hair runs from the forehead over the ears to the nape.
    private static bool IsHair(SpatialVector place) => place.Y > (place.Z > 0 ? 0.1 + (0.55 * place.Z) : -0.5)
        && (place.Z > 0.3 || place.Y > -0.5 + (0.75 * Math.Max(0, place.Z + 0.4)));
}
