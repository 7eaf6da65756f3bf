using System.Numerics;

namespace Praxis.Recommend;

/// <summary>Buckets of time differences: b = clamp(floor(ln(max(1, |Δt|)) / 0.301), 0, 128), Δt in seconds.</summary>
/// <remarks>
/// arXiv 2402.17152 and its public code: the divisor is 0.301 under a natural logarithm, so a bucket is 1.351 times as
/// wide as the one before. The logarithm is replaced by exact integer thresholds, found through the leading bits.
/// </remarks>
internal static class TimeBuckets
{
    /// <summary>Number of buckets.</summary>
    internal const int Count = 129;

    private const double Divisor = 0.301;
    private static readonly ulong[] LeastDistances = MakeThresholds();
    private static readonly byte[] FirstGuess = MakeFirstGuess();

    /// <summary>Least difference of each bucket, in seconds; the greatest number for buckets that no difference
    /// reaches.</summary>
    internal static ReadOnlySpan<ulong> Thresholds => LeastDistances;

    /// <summary>The bucket by the formula, for tests and tables.</summary>
    internal static int ByFormula(long difference)
    {
        double distance = Math.Max(1.0, Magnitude(difference));
        return (int)Math.Clamp(Math.Floor(Math.Log(distance) / Divisor), 0, Count - 1);
    }

    /// <summary>The bucket of a difference in seconds.</summary>
    internal static int Of(long difference)
    {
        ulong distance = Math.Max(1UL, Magnitude(difference));
        int bucket = FirstGuess[Cell(distance)];
        return distance >= LeastDistances[bucket + 1] ? bucket + 1 : bucket;
    }

    private static ulong Magnitude(long difference) => difference < 0 ? (ulong)-difference : (ulong)difference;

    // A cell holds the numbers with the same leading bit and the same two bits after it: never more than one threshold,
    // because a cell's ends differ by at most a factor 1.25 and thresholds by 1.351.
    private static int Cell(ulong distance)
    {
        int leading = BitOperations.Log2(distance);
        int next = leading >= 2 ? (int)(distance >> (leading - 2)) & 3 : (int)(distance << (2 - leading)) & 3;
        return (leading << 2) | next;
    }

    private static ulong[] MakeThresholds()
    {
        // thresholds[b] is the least integer whose bucket is at least b.
        var thresholds = new ulong[Count + 1];
        Array.Fill(thresholds, ulong.MaxValue);
        thresholds[0] = 0;
        for (int bucket = 1; bucket < Count; bucket++)
        {
            double edge = Math.Exp(Divisor * bucket);
            if (edge > long.MaxValue / 2)
            {
                break;
            }

            ulong least = (ulong)Math.Max(1.0, Math.Floor(edge) - 2);
            while (Math.Floor(Math.Log(least) / Divisor) < bucket)
            {
                least++;
            }

            thresholds[bucket] = least;
        }

        return thresholds;
    }

    private static byte[] MakeFirstGuess()
    {
        var guess = new byte[64 << 2];
        for (int leading = 0; leading < 64; leading++)
        {
            for (int next = 0; next < 4; next++)
            {
                ulong least = leading >= 2
                    ? (4UL | (uint)next) << (leading - 2)
                    : (4UL | (uint)next) >> (2 - leading);
                int bucket = 0;
                while (bucket + 1 < Count && least >= LeastDistances[bucket + 1])
                {
                    bucket++;
                }

                guess[(leading << 2) | next] = (byte)bucket;
            }
        }

        return guess;
    }
}
