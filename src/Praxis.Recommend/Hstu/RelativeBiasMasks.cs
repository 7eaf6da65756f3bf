using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Relative attention bias as dense masks for softmax attention, one for each bucket of users.</summary>
/// <remarks>Dense: a bucket of B users and length L takes B L² floats in each layer. Pointwise attention needs none of
/// this.</remarks>
internal sealed class RelativeBiasMasks
{
    private readonly LengthBuckets _buckets;
    private readonly torch.Tensor[] _distances;
    private readonly torch.Tensor[] _times;
    private readonly int _normaliser;

    /// <summary>Finds the indices into both tables.</summary>
    /// <param name="batch">The tokens.</param>
    /// <param name="buckets">How their users are grouped.</param>
    /// <param name="normaliser">N, the length of the table of positions.</param>
    /// <param name="hasTime">Whether there is a table of times.</param>
    internal RelativeBiasMasks(SequenceBatch batch, LengthBuckets buckets, int normaliser, bool hasTime)
    {
        _buckets = buckets;
        _normaliser = normaliser;
        _distances = [.. buckets.Buckets.Select(bucket => torch.tensor(Distances(bucket.Length, normaliser)))];
        _times = new torch.Tensor[hasTime ? buckets.Buckets.Length : 0];
        int row = 0;
        for (int i = 0; i < _times.Length; i++)
        {
            _times[i] = torch.tensor(Times(batch, buckets, i, row));
            row += checked((int)buckets.Sizes[i]);
        }
    }

    /// <summary>The masks of a layer; autograd passes through.</summary>
    /// <param name="position">Position bias p, [N], or null.</param>
    /// <param name="time">Time bias w, [129], or null.</param>
    /// <returns>[B or 1, 1, L, L] for each bucket, minus infinity above the diagonal.</returns>
    internal torch.Tensor[] Make(torch.Tensor? position, torch.Tensor? time)
    {
        // The entry behind the table hides what comes after a row.
        torch.Tensor hidden = torch.tensor(new[] { float.NegativeInfinity });
        torch.Tensor table = torch.cat([position ?? torch.zeros(_normaliser), hidden]);
        var masks = new torch.Tensor[_distances.Length];
        for (int i = 0; i < masks.Length; i++)
        {
            (int users, int length) = _buckets.Buckets[i];
            masks[i] = table.index_select(0, _distances[i]).reshape(1, 1, length, length);
            if (time is not null)
            {
                torch.Tensor times = time.index_select(0, _times[i]).reshape(users, 1, length, length);
                masks[i] = masks[i].Plus(times);
            }
        }

        return masks;
    }

    private static long[] Distances(int length, int normaliser)
    {
        var indices = new long[length * length];
        for (int i = 0; i < length; i++)
        {
            for (int j = 0; j < length; j++)
            {
                indices[(i * length) + j] = j <= i ? normaliser - 1 + j - i : normaliser;
            }
        }

        return indices;
    }

    // Pairs with padding, and pairs above the diagonal, take bucket 0: they are hidden anyway.
    private static long[] Times(SequenceBatch batch, LengthBuckets buckets, int index, int firstRow)
    {
        (int users, int length) = buckets.Buckets[index];
        var indices = new long[checked(users * length * length)];
        for (int user = 0; user < users; user++)
        {
            int first = firstRow + (user * length);
            for (int i = 0; i < length && buckets.Tokens[first + i] >= 0; i++)
            {
                long next = batch.NextTimes[buckets.Tokens[first + i]];
                int start = ((user * length) + i) * length;
                for (int j = 0; j <= i; j++)
                {
                    indices[start + j] = TimeBuckets.Of(next - batch.Times[buckets.Tokens[first + j]]);
                }
            }
        }

        return indices;
    }
}
