using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>A colour as light from 0 to 255 in the picture's own (sRGB) scale.</summary>
internal readonly record struct FigureColour(float Red, float Green, float Blue)
{
    // Skin from pale to dark in Lab: lightness, then red and yellow; the usual range of measured skins.
    private static readonly (double L, double A, double B)[] Skins =
        [(82, 9, 15), (76, 11, 18), (70, 13, 21), (62, 14, 23), (52, 14, 23), (42, 13, 20), (33, 10, 14)];

    private static readonly (double L, double A, double B)[] Hairs =
        [(14, 2, 2), (18, 4, 6), (27, 8, 13), (38, 11, 21), (52, 10, 30), (70, 5, 32), (66, 0, 3), (38, 28, 30)];

    /// <summary>From CIE Lab under D65; colours outside the picture's range are cut.</summary>
    public static FigureColour FromLab(double lightness, double a, double b)
    {
        double fy = (lightness + 16) / 116;
        double x = 0.95047 * Cubed(fy + (a / 500));
        double y = Cubed(fy);
        double z = 1.08883 * Cubed(fy - (b / 200));
        return new(
            Encode((3.2406 * x) - (1.5372 * y) - (0.4986 * z)),
            Encode((-0.9689 * x) + (1.8758 * y) + (0.0415 * z)),
            Encode((0.0557 * x) - (0.2040 * y) + (1.0570 * z)));
    }

    /// <summary>A colour of cloth: four of ten are near grey, as clothes are.</summary>
    public static FigureColour Cloth(RandomStream random)
    {
        double lightness = random.Uniform(15, 92);
        double chroma = random.Chance(0.4) ? random.Uniform(0, 9) : random.Uniform(18, 68);
        (double sin, double cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        return FromLab(lightness, chroma * cos, chroma * sin);
    }

    public static FigureColour Skin(RandomStream random) => Around(Skins, random, 3, 2);

    public static FigureColour Hair(RandomStream random) => Around(Hairs, random, 4, 2);

    /// <summary>Another colour not far from this one.</summary>
    public FigureColour Near(RandomStream random, double reach) => new(
        (float)Math.Clamp(Red + random.Uniform(-reach, reach), 0, 255),
        (float)Math.Clamp(Green + random.Uniform(-reach, reach), 0, 255),
        (float)Math.Clamp(Blue + random.Uniform(-reach, reach), 0, 255));

    public FigureColour Mixed(FigureColour other, float share) => new(
        Red + (share * (other.Red - Red)),
        Green + (share * (other.Green - Green)),
        Blue + (share * (other.Blue - Blue)));

    public double DistanceTo(FigureColour other) =>
        Math.Abs(Red - other.Red) + Math.Abs(Green - other.Green) + Math.Abs(Blue - other.Blue);

    /// <summary>Lit by a factor and packed, red in the highest of three bytes.</summary>
    public uint Pack(float light)
    {
        uint red = (uint)Math.Clamp((Red * light) + 0.5f, 0f, 255f);
        uint green = (uint)Math.Clamp((Green * light) + 0.5f, 0f, 255f);
        uint blue = (uint)Math.Clamp((Blue * light) + 0.5f, 0f, 255f);
        return (red << 16) | (green << 8) | blue;
    }

    private static FigureColour Around(
        (double L, double A, double B)[] means, RandomStream random, double lightness, double hue)
    {
        (double l, double a, double b) = means[random.NextInt(means.Length)];
        return FromLab(random.Near(l, lightness), random.Near(a, hue), random.Near(b, hue));
    }

    private static double Cubed(double f) => f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - (4.0 / 29));

    private static float Encode(double linear)
    {
        double light = Math.Clamp(linear, 0, 1);
        double coded = light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
        return (float)(255 * coded);
    }
}
