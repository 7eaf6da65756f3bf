namespace Praxis.Numerics;

/// <summary>Random orders.</summary>
public static class Permutation
{
    /// <summary>A uniformly drawn order.</summary>
    /// <param name="count">How many, from 0.</param>
    /// <param name="random">The stream.</param>
    /// <returns>The numbers from 0 to count − 1.</returns>
    public static int[] Of(int count, RandomStream random)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        Shuffle<int>(order, random);
        return order;
    }

    /// <summary>Puts values in a uniformly drawn order (Fisher and Yates).</summary>
    /// <typeparam name="T">Of the values.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="random">The stream; one draw less than there are values is taken.</param>
    public static void Shuffle<T>(Span<T> values, RandomStream random)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }
}
