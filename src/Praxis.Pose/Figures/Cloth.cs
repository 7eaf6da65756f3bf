using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>A cloth: two colours and how they alternate over a surface.</summary>
/// <remarks>Places on the surface are in body heights: <c>along</c> the bone, <c>around</c> it.</remarks>
internal sealed record Cloth(ClothPattern Pattern, FigureColour Ground, FigureColour Second, float Period, uint Grain)
{
    public static Cloth Plain(FigureColour colour) => new(ClothPattern.Plain, colour, colour, 1, 0);

    /// <summary>A cloth: half are plain.</summary>
    public static Cloth Sample(RandomStream random)
    {
        FigureColour ground = FigureColour.Cloth(random);
        FigureColour second = FigureColour.Cloth(random);
        var pattern = random.Chance(0.5) ? ClothPattern.Plain : (ClothPattern)(1 + random.NextInt(5));
        float period = (float)random.Uniform(0.025, 0.075);
        return new(pattern, ground, second, period, random.NextUInt32());
    }

    public FigureColour At(float along, float around)
    {
        float a = along / Period;
        float b = around / Period;
        switch (Pattern)
        {
            case ClothPattern.Plain:
                return Ground;
            case ClothPattern.StripesAlong:
                return IsOdd(b) ? Second : Ground;
            case ClothPattern.StripesAcross:
                return IsOdd(a) ? Second : Ground;
            case ClothPattern.Checks:
                return IsOdd(a) == IsOdd(b) ? Ground : Second;
            case ClothPattern.Dots:
                float u = a - MathF.Floor(a) - 0.5f;
                float v = b - MathF.Floor(b) - 0.5f;
                return (u * u) + (v * v) < 0.09f ? Second : Ground;
            default:
                return Ground.Mixed(Second, ValueNoise.At(1.4f * a, 1.4f * b, Grain));
        }
    }

    private static bool IsOdd(float place) => ((int)MathF.Floor(place) & 1) != 0;
}
