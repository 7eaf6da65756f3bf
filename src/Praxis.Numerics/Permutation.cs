namespace Praxis.Numerics;

/// <summary>Random orders.</summary>
public static class Permutation
{
    /// <summary>A uniformly drawn order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">The stream; count − 1 draws are taken.</param>
    /// <returns>The numbers from 0 to count − 1 (Fisher and Yates).</returns>
    public static int[] Of(int count, RandomStream random)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        for (int i = count - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
