using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>What is behind the people: a picture's crop, or a drawn room or field, with shapes and bars in
/// it.</summary>
internal static class FigureBackdrop
{
    private const double PictureShare = 0.5;
    private const double BarShare = 0.3;

    /// <summary>Fills the ground: packed colours, [size, size], one a pixel.</summary>
    public static void Fill(RandomStream random, int size, IReadOnlyList<RgbImage> pictures, Span<uint> destination)
    {
        if (pictures.Count > 0 && random.Chance(PictureShare))
        {
            Crop(random, size, pictures[random.NextInt(pictures.Count)], destination);
            return;
        }

        FigureColour top = FigureColour.Cloth(random);
        FigureColour bottom = random.Chance(0.5) ? FigureColour.Cloth(random) : top.Near(random, 40);
        FigureColour third = random.Chance(0.5) ? FigureColour.Cloth(random) : top.Near(random, 50);
        bool hasFloor = random.Chance(0.45);
        double horizon = random.Uniform(0.5, 0.9) * size;
        FigureColour floor = FigureColour.Cloth(random);
        float strength = (float)random.Uniform(0.05, 0.9);
        float coarse = (float)(random.Uniform(2, 6) / size);
        float fine = (float)(random.Uniform(8, 26) / size);
        float fineShare = (float)random.Uniform(0, 0.5);
        float stretch = (float)Math.Exp(random.Uniform(-1, 1));
        uint grain = random.NextUInt32();
        (double sine, double cosine) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        var coarseNoise = new ValueNoise(size, coarse * stretch, coarse, grain);
        var fineNoise = new ValueNoise(size, fine * stretch, fine, grain ^ 0x5bd1e995u);
        Span<float> noise = stackalloc float[size];
        (float across, float down) = ((float)(sine / (1.5 * size)), (float)(cosine / (1.5 * size)));
        for (int y = 0; y < size; y++)
        {
            noise.Clear();
            coarseNoise.AddRow(y, strength * (1 - fineShare), noise);
            fineNoise.AddRow(y, strength * fineShare, noise);
            bool isFloor = hasFloor && y > horizon;
            FigureColour from = isFloor ? floor : top;
            float reach = isFloor ? 0.4f : 1;
            float ramp = 0.5f + ((y - (size / 2f)) * down) - (size / 2f * across);
            for (int x = 0; x < size; x++)
            {
                destination[(y * size) + x] =
                    from.Mixed(bottom, reach * (ramp + (x * across))).Mixed(third, noise[x]).Pack(1);
            }
        }
    }

    /// <summary>Shapes on a layer behind the people, and in 30 % of the pictures bars in the target's
    /// colours.</summary>
    public static void DrawClutter(
        RandomStream random, FigureLayer layer, FigureView view, FigureOutfit outfit)
    {
        int shapes = random.Chance(0.6) ? random.NextInt(6) : 0;
        for (int i = 0; i < shapes; i++)
        {
            double size = layer.Width * random.Uniform(0.03, 0.28);
            FigurePlate.Draw(
                layer,
                (random.Uniform(0, layer.Width), random.Uniform(0, layer.Height)),
                (size * random.Uniform(0.4, 1.3), size * random.Uniform(0.4, 1.3)),
                random.Chance(0.6) ? 0 : random.Uniform(0, 180),
                random.Chance(0.35),
                Cloth.Sample(random),
                view.Scale);
        }

        if (!random.Chance(BarShare))
        {
            return;
        }

        int bars = 1 + random.NextInt(4);
        for (int i = 0; i < bars; i++)
        {
            double length = view.Scale * random.Uniform(0.15, 0.45);
            double angle = random.Uniform(0, 2 * Math.PI);
            (double x, double y) = (random.Uniform(0, layer.Width), random.Uniform(0, layer.Height));
            float radius = (float)(view.Scale * random.Uniform(0.02, 0.05));
            var from = new ViewPoint((float)x, (float)y, 0);
            var to = new ViewPoint(
                (float)(x + (length * Math.Cos(angle))), (float)(y + (length * Math.Sin(angle))), 0);
            FigureSegment.Round(from, to, radius, radius * (float)random.Uniform(0.6, 1)).Draw(
                layer, view, 1, new FigureSurface { Cloth = Borrowed(random, outfit), Length = 0.3f, Radius = 0.04f });
        }
    }

    /// <summary>A cloth or the skin of an outfit.</summary>
    public static Cloth Borrowed(RandomStream random, FigureOutfit outfit) => random.NextInt(5) switch
    {
        0 => outfit.Legs[random.NextInt(2)],
        1 => outfit.Sleeves[random.NextInt(2)],
        2 => outfit.Shirt,
        3 => Cloth.Plain(outfit.Skin),
        _ => outfit.Hips,
    };

    /// <summary>Darkens the ground under the feet.</summary>
    public static void Shade(
        Span<uint> ground, int size, (double X, double Y) centre, (double X, double Y) half, double strength)
    {
        int top = (int)Math.Clamp(centre.Y - half.Y, 0, size);
        int bottom = (int)Math.Clamp(Math.Ceiling(centre.Y + half.Y), 0, size);
        int left = (int)Math.Clamp(centre.X - half.X, 0, size);
        int right = (int)Math.Clamp(Math.Ceiling(centre.X + half.X), 0, size);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                double u = (x + 0.5 - centre.X) / half.X;
                double v = (y + 0.5 - centre.Y) / half.Y;
                double rest = 1 - (u * u) - (v * v);
                if (rest > 0)
                {
                    uint packed = ground[(y * size) + x];
                    var colour = new FigureColour((packed >> 16) & 255, (packed >> 8) & 255, packed & 255);
                    ground[(y * size) + x] = colour.Pack((float)(1 - (strength * Math.Min(1, 2 * rest))));
                }
            }
        }
    }

    // A square of the picture, between a third of its shorter side and all of it, brought to size.
    private static void Crop(RandomStream random, int size, RgbImage picture, Span<uint> destination)
    {
        double side = Math.Min(picture.Width, picture.Height) * random.Uniform(0.33, 1);
        double left = random.Uniform(0, picture.Width - side);
        double top = random.Uniform(0, picture.Height - side);
        bool isMirrored = random.Chance(0.5);
        for (int y = 0; y < size; y++)
        {
            double sourceY = Math.Clamp(top + ((y + 0.5) * side / size) - 0.5, 0, picture.Height - 1);
            for (int x = 0; x < size; x++)
            {
                int column = isMirrored ? size - 1 - x : x;
                double sourceX = Math.Clamp(left + ((column + 0.5) * side / size) - 0.5, 0, picture.Width - 1);
                destination[(y * size) + x] = Bilinear(picture, sourceX, sourceY);
            }
        }
    }

    private static uint Bilinear(RgbImage picture, double x, double y)
    {
        int x0 = (int)x;
        int y0 = (int)y;
        int right = Math.Min(x0 + 1, picture.Width - 1);
        int below = Math.Min(y0 + 1, picture.Height - 1);
        float u = (float)(x - x0);
        float v = (float)(y - y0);
        FigureColour At(int column, int row)
        {
            int place = RgbImage.Channels * ((row * picture.Width) + column);
            return new(picture.Pixels[place], picture.Pixels[place + 1], picture.Pixels[place + 2]);
        }

        return At(x0, y0).Mixed(At(right, y0), u).Mixed(At(x0, below).Mixed(At(right, below), u), v).Pack(1);
    }
}
