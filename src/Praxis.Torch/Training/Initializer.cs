using Praxis.Numerics;

namespace Praxis.Torch;

/// <summary>First values of parameters, drawn from a stream of our own so that they are the same everywhere.</summary>
public static class Initializer
{
    /// <summary>Normal values.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="count">How many.</param>
    /// <param name="deviation">Standard deviation.</param>
    /// <param name="cut">Values beyond this many deviations are drawn again.</param>
    /// <returns>The values.</returns>
    public static float[] Normal(
        RandomStream random, long count, double deviation, double cut = double.PositiveInfinity)
    {
        var values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            double draw;
            do
            {
                draw = NextNormal(random);
            }
            while (Math.Abs(draw) > cut);
            values[i] = (float)(deviation * draw);
        }

        return values;
    }

    /// <summary>Uniform values in [-bound, bound).</summary>
    /// <param name="random">The stream.</param>
    /// <param name="count">How many.</param>
    /// <param name="bound">Largest absolute value.</param>
    /// <returns>The values.</returns>
    public static float[] Uniform(RandomStream random, long count, double bound)
    {
        var values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(bound * ((2 * random.NextDouble()) - 1));
        }

        return values;
    }

    /// <summary>Bound of Glorot's uniform values.</summary>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <returns>The square root of 6 / (inputs + outputs).</returns>
    /// <remarks>Glorot and Bengio (2010), eq. (16).</remarks>
    public static double XavierBound(int inputs, int outputs) => Math.Sqrt(6.0 / (inputs + outputs));

    // Box and Muller (1958); one of the pair is used, so that each value costs a fixed four words.
    private static double NextNormal(RandomStream random)
    {
        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * random.NextDouble());
    }
}
