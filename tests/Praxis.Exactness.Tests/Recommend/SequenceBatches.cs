using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

/// <summary>Random jagged batches.</summary>
internal static class SequenceBatches
{
    internal static SequenceBatch Random(ulong seed, int[] lengths, int itemCount)
    {
        var random = new RandomStream(seed, 900);
        var offsets = new int[lengths.Length + 1];
        for (int b = 0; b < lengths.Length; b++)
        {
            offsets[b + 1] = offsets[b] + lengths[b];
        }

        int total = offsets[^1];
        var items = new int[total];
        var targets = new int[total];
        var times = new long[total];
        var nextTimes = new long[total];
        for (int b = 0; b < lengths.Length; b++)
        {
            long time = 1_300_000_000 + random.NextInt(1_000_000);
            for (int row = offsets[b]; row < offsets[b + 1]; row++)
            {
                items[row] = random.NextInt(itemCount);
                targets[row] = random.NextInt(itemCount);
                times[row] = time;

                // Gaps from nothing to years.
                time += random.NextInt(3) == 0 ? 0 : (long)Math.Exp(random.NextDouble() * 18);
                nextTimes[row] = time;
            }
        }

        return new SequenceBatch(offsets, items, times, nextTimes, targets);
    }

    internal static float[] Floats(ulong seed, int count, double scale)
    {
        var random = new RandomStream(seed, 901);
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)(scale * ((2 * random.NextDouble()) - 1));
        }

        return values;
    }
}
