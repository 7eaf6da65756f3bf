using System.Numerics;

namespace Praxis.Recommend;

/// <summary>A set of row numbers that gives each member its place in ascending order.</summary>
/// <remarks>
/// One bit for each row and a count for each word of bits: adding is an atomic or, so threads may add in any order,
/// and a place is a count plus the bits below. Numbering costs a pass over rows / 64 words, parts of a millisecond for
/// ten million rows; all else depends on the members only.
/// </remarks>
internal sealed class RowSet
{
    private const int WordBits = 64;
    private readonly ulong[] _words;
    private readonly int[] _countBefore;

    internal RowSet(int rowCount)
    {
        _words = new ulong[((long)rowCount + WordBits - 1) / WordBits];
        _countBefore = new int[_words.Length];
    }

    /// <summary>Members in ascending order, after <see cref="Number"/>.</summary>
    internal int Count { get; private set; }

    /// <summary>Empties the set.</summary>
    internal void Clear() => Array.Clear(_words);

    /// <summary>Adds rows; safe to call from several threads at once.</summary>
    internal void Add(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            ref ulong word = ref _words[row / WordBits];
            ulong bit = 1UL << (row % WordBits);
            if ((Volatile.Read(ref word) & bit) == 0)
            {
                Interlocked.Or(ref word, bit);
            }
        }
    }

    /// <summary>Numbers the members in ascending order.</summary>
    internal void Number()
    {
        int count = 0;
        for (int i = 0; i < _words.Length; i++)
        {
            _countBefore[i] = count;
            count += BitOperations.PopCount(_words[i]);
        }

        Count = count;
    }

    /// <summary>The place of a member.</summary>
    internal int PlaceOf(int row)
    {
        ulong below = _words[row / WordBits] & ((1UL << (row % WordBits)) - 1);
        return _countBefore[row / WordBits] + BitOperations.PopCount(below);
    }

    /// <summary>Writes the members in ascending order: [members].</summary>
    internal void CopyTo(Span<int> rows)
    {
        int place = 0;
        for (int i = 0; place < Count; i++)
        {
            for (ulong word = _words[i]; word != 0; word &= word - 1)
            {
                rows[place++] = (i * WordBits) + BitOperations.TrailingZeroCount(word);
            }
        }
    }
}
