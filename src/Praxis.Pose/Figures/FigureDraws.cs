using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>The draws that figures and parts are made of.</summary>
internal static class FigureDraws
{
    public static double Uniform(this RandomStream random, double from, double to) =>
        from + ((to - from) * random.NextDouble());

    public static double Normal(this RandomStream random, double mean, double deviation) =>
        mean + (deviation * NormalDistribution.Sample(random));

    /// <summary>A normal number, drawn again while more than two deviations away.</summary>
    public static double Near(this RandomStream random, double mean, double deviation)
    {
        double draw;
        do
        {
            draw = NormalDistribution.Sample(random);
        }
        while (Math.Abs(draw) > 2);

        return mean + (deviation * draw);
    }

    public static bool Chance(this RandomStream random, double probability) => random.NextDouble() < probability;

    public static double Sign(this RandomStream random) => random.NextInt(2) == 0 ? -1 : 1;
}
