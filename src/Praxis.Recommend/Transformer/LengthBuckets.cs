using TorchSharp;

namespace Praxis.Recommend;

/// <summary>The users of a jagged batch ordered by length and padded in buckets of about equal lengths: R rows for T
/// tokens.</summary>
/// <remarks>
/// A user joins a bucket whose longest is at most an eighth, or eight tokens, longer, so about one row in sixteen is
/// padding. The whole network runs on padded rows; attention then needs no gathering and no mask but the causal one,
/// for padding lies behind each user's end. A batch of one user is not copied at all.
/// </remarks>
internal sealed class LengthBuckets
{
    private const int LeastSlack = 8;
    private readonly bool _isIdentity;
    private readonly long[] _sources;
    private readonly long[] _rows;

    internal LengthBuckets(int[] offsets)
    {
        int userCount = offsets.Length - 1;
        int[] order = [.. Enumerable.Range(0, userCount).OrderByDescending(user => offsets[user + 1] - offsets[user])];
        Buckets = Cut(order, offsets);
        Sizes = [.. Buckets.Select(bucket => (long)bucket.UserCount * bucket.Length)];
        _sources = new long[Sizes.Sum()];
        _rows = new long[offsets[^1]];
        Places = new long[_sources.Length];
        Tokens = new int[_sources.Length];
        Array.Fill(_sources, offsets[^1]);
        Array.Fill(Tokens, -1);
        int next = 0;
        int row = 0;
        foreach (Bucket bucket in Buckets)
        {
            for (int member = 0; member < bucket.UserCount; member++)
            {
                int user = order[next++];
                for (int place = 0; place < bucket.Length; place++, row++)
                {
                    Places[row] = place;
                    if (offsets[user] + place < offsets[user + 1])
                    {
                        Tokens[row] = offsets[user] + place;
                        _sources[row] = Tokens[row];
                        _rows[Tokens[row]] = row;
                    }
                }
            }
        }

        _isIdentity = _sources.Length == _rows.Length && IsAscending(_rows);
    }

    /// <summary>The buckets, one after another in the rows.</summary>
    internal Bucket[] Buckets { get; }

    /// <summary>Rows of each bucket.</summary>
    internal long[] Sizes { get; }

    /// <summary>Place of each row in its history: [R].</summary>
    internal long[] Places { get; }

    /// <summary>Token of each row, or -1 where it is padding: [R].</summary>
    internal int[] Tokens { get; }

    /// <summary>Tokens to rows; autograd passes through.</summary>
    /// <param name="values">[T, D].</param>
    /// <returns>[R, D], zeros at padding.</returns>
    internal torch.Tensor Pad(torch.Tensor values) => _isIdentity
        ? values
        : torch.cat([values, torch.zeros(1, values.shape[1])]).index_select(0, torch.tensor(_sources));

    /// <summary>Rows back to tokens; autograd passes through.</summary>
    /// <param name="rows">[R, D].</param>
    /// <returns>[T, D].</returns>
    internal torch.Tensor Unpad(torch.Tensor rows) =>
        _isIdentity ? rows : rows.index_select(0, torch.tensor(_rows));

    private static Bucket[] Cut(int[] order, int[] offsets)
    {
        var buckets = new List<Bucket>();
        int first = 0;
        while (first < order.Length)
        {
            int longest = Length(order[first]);
            int least = longest - Math.Max(LeastSlack, longest / 8);
            int end = first + 1;
            while (end < order.Length && Length(order[end]) >= least)
            {
                end++;
            }

            buckets.Add(new Bucket(end - first, longest));
            first = end;
        }

        return [.. buckets];

        int Length(int user) => offsets[user + 1] - offsets[user];
    }

    private static bool IsAscending(long[] rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] != i)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Users padded to one length.</summary>
    /// <param name="UserCount">How many.</param>
    /// <param name="Length">Tokens of the longest.</param>
    internal readonly record struct Bucket(int UserCount, int Length);
}
