namespace Praxis.Motion;

/// <summary>MT19937 as NumPy seeds it, from which both benchmarks draw the starts of their test windows.</summary>
/// <remarks>Matsumoto and Nishimura (1998), Mersenne Twister, with <c>init_genrand</c>. Only the benchmark's windows
/// are drawn from it; all other randomness is that of <c>Praxis.Numerics</c>.</remarks>
public sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Shift = 397;
    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    /// <summary>Begins the stream of a seed.</summary>
    /// <param name="seed">Any number; the benchmarks take 1234567890.</param>
    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < Length; i++)
        {
            _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }
    }

    /// <summary>The next 32 bits.</summary>
    /// <returns>Uniform in [0, 2^32).</returns>
    public uint NextUInt32()
    {
        if (_next == Length)
        {
            Turn();
        }

        uint value = _state[_next++];
        value ^= value >> 11;
        value ^= (value << 7) & 0x9D2C5680;
        value ^= (value << 15) & 0xEFC60000;
        return value ^ (value >> 18);
    }

    /// <summary>The next integer of a range.</summary>
    /// <param name="low">Least value.</param>
    /// <param name="high">One above the greatest value; above <paramref name="low"/>.</param>
    /// <returns>Uniform in [low, high).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    /// <remarks>NumPy's masked rejection: 32 bits are masked to the least 2^b - 1 that covers the range and drawn anew
    /// while they lie beyond it; a range of one value draws nothing.</remarks>
    public int NextInteger(int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(low, high);
        uint range = (uint)((long)high - 1 - low);
        if (range == 0)
        {
            return low;
        }

        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(range);
        uint value;
        do
        {
            value = NextUInt32() & mask;
        }
        while (value > range);

        return (int)(low + value);
    }

    private void Turn()
    {
        for (int i = 0; i < Length; i++)
        {
            uint joined = (_state[i] & 0x80000000) | (_state[(i + 1) % Length] & 0x7FFFFFFF);
            uint twisted = (joined >> 1) ^ ((joined & 1) == 0 ? 0 : 0x9908B0DF);
            _state[i] = _state[(i + Shift) % Length] ^ twisted;
        }

        _next = 0;
    }
}
