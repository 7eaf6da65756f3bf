namespace Praxis.Numerics;

/// <summary>One of 2⁶⁴ independent streams of random numbers under a seed; same seed and stream, same
/// numbers.</summary>
/// <remarks>
/// Philox4x32-10 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011): the key is the seed, the
/// low half of the counter is the block, the high half the stream, so word i of a stream can be had without those
/// before it. A stream belongs to a piece of work, never to a thread. Not safe for several threads at once; the
/// static members are. The numbers are the same on every machine and at any vector width.
/// </remarks>
public sealed class RandomStream
{
    private readonly ulong _seed;
    private readonly ulong _stream;
    private readonly uint[] _words;
    private ulong _index;

    /// <summary>Begins a stream at its first word.</summary>
    /// <param name="seed">The seed, as in <c>FitContext.Seed</c>.</param>
    /// <param name="stream">The number of the stream.</param>
    /// <param name="wordsAtOnce">Words made in one go, a power of two from 4: more where a stream is long; the words
    /// are the same.</param>
    /// <exception cref="ArgumentException">The number of words is no power of two, or below 4.</exception>
    public RandomStream(ulong seed, ulong stream, int wordsAtOnce = PhiloxKernel.WordsPerBlock)
    {
        if (wordsAtOnce < PhiloxKernel.WordsPerBlock || !int.IsPow2(wordsAtOnce))
        {
            throw new ArgumentException($"must be a power of two from 4; got {wordsAtOnce}", nameof(wordsAtOnce));
        }

        _seed = seed;
        _stream = stream;
        _words = new uint[wordsAtOnce];
    }

    /// <summary>How many words were taken; setting it goes to that place of the stream.</summary>
    public ulong Position
    {
        get => _index;
        set
        {
            _index = value;
            Make(value / (ulong)_words.Length);
        }
    }

    /// <summary>The word at a place of a stream, without any state.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The number of the stream.</param>
    /// <param name="index">The place, from 0; what the n-th <see cref="NextUInt32"/> gives stands at n − 1.</param>
    /// <returns>A uniform 32-bit word.</returns>
    public static uint At(ulong seed, ulong stream, ulong index)
    {
        Span<uint> words = stackalloc uint[PhiloxKernel.WordsPerBlock];
        PhiloxKernel.Block(seed, stream, index / PhiloxKernel.WordsPerBlock, words);
        return words[(int)(index % PhiloxKernel.WordsPerBlock)];
    }

    /// <summary>Consecutive words of a stream, without any state; equal to <see cref="At"/> word for word.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The number of the stream.</param>
    /// <param name="firstIndex">The place of the first word, from 0.</param>
    /// <param name="destination">Receives the words.</param>
    public static void Fill(ulong seed, ulong stream, ulong firstIndex, Span<uint> destination)
    {
        Span<uint> words = stackalloc uint[PhiloxKernel.WordsPerBlock];
        ulong block = firstIndex / PhiloxKernel.WordsPerBlock;
        int skipped = (int)(firstIndex % PhiloxKernel.WordsPerBlock);
        if (skipped > 0)
        {
            PhiloxKernel.Block(seed, stream, block++, words);
            int count = Math.Min(PhiloxKernel.WordsPerBlock - skipped, destination.Length);
            words.Slice(skipped, count).CopyTo(destination);
            destination = destination[count..];
        }

        int whole = destination.Length / PhiloxKernel.WordsPerBlock;
        PhiloxKernel.Blocks(seed, stream, block, destination[..(whole * PhiloxKernel.WordsPerBlock)]);
        destination = destination[(whole * PhiloxKernel.WordsPerBlock)..];
        if (destination.Length > 0)
        {
            PhiloxKernel.Block(seed, stream, block + (ulong)whole, words);
            words[..destination.Length].CopyTo(destination);
        }
    }

    /// <summary>The next word.</summary>
    /// <returns>Uniform over all 32-bit words.</returns>
    public uint NextUInt32()
    {
        int place = (int)_index & (_words.Length - 1);
        if (place == 0)
        {
            Make(_index / (ulong)_words.Length);
        }

        _index++;
        return _words[place];
    }

    /// <summary>The next number in [0, 1), from two words.</summary>
    /// <returns>A uniform multiple of 2⁻⁵³.</returns>
    public double NextDouble()
    {
        ulong high = NextUInt32() >> 5;
        ulong low = NextUInt32() >> 6;
        return ((high << 26) | low) * (1.0 / (1UL << 53));
    }

    /// <summary>The next integer in [0, bound), without bias.</summary>
    /// <param name="bound">How many integers there are to choose from; at least 1.</param>
    /// <returns>A uniform integer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    /// <remarks>Lemire, "Fast random integer generation in an interval" (2019), algorithm 5; one word nearly
    /// always.</remarks>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        uint range = (uint)bound;
        ulong product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            uint threshold = unchecked(0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * range;
            }
        }

        return (int)(product >> 32);
    }

    private void Make(ulong buffer) => PhiloxKernel.Blocks(
        _seed, _stream, buffer * (ulong)(_words.Length / PhiloxKernel.WordsPerBlock), _words);
}
