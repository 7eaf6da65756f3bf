using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Praxis.Numerics;

// Philox4x32-10. One block is four words x0..x3 that go through ten rounds of
//   x0' = high(M1 x2) ^ x1 ^ k0,  x1' = low(M1 x2),  x2' = high(M0 x0) ^ x3 ^ k1,  x3' = low(M0 x0),
// the key growing by W0 and W1 a round. The vector forms hold one block a 64-bit lane, a word in its low half; the
// lanes are numbered so that unpacking inside 128 bits puts the blocks in their order.
internal static class PhiloxKernel
{
    public const int WordsPerBlock = 4;
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    public static void Block(ulong seed, ulong stream, ulong block, Span<uint> words)
    {
        uint x0 = (uint)block;
        uint x1 = (uint)(block >> 32);
        uint x2 = (uint)stream;
        uint x3 = (uint)(stream >> 32);
        uint k0 = (uint)seed;
        uint k1 = (uint)(seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * x0;
            ulong product1 = (ulong)Multiplier1 * x2;
            x0 = (uint)(product1 >> 32) ^ x1 ^ k0;
            x1 = (uint)product1;
            x2 = (uint)(product0 >> 32) ^ x3 ^ k1;
            x3 = (uint)product0;
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }

        words[3] = x3;
        words[2] = x2;
        words[1] = x1;
        words[0] = x0;
    }

    public static void Blocks(ulong seed, ulong stream, ulong block, Span<uint> words)
    {
        int done = Avx512F.IsSupported ? Blocks512(seed, stream, block, words)
            : Avx2.IsSupported ? Blocks256(seed, stream, block, words)
            : 0;
        BlocksScalar(seed, stream, block + (ulong)(done / WordsPerBlock), words[done..]);
    }

    public static void BlocksScalar(ulong seed, ulong stream, ulong block, Span<uint> words)
    {
        for (int place = 0; place < words.Length; place += WordsPerBlock)
        {
            Block(seed, stream, block++, words.Slice(place, WordsPerBlock));
        }
    }

    // Eight blocks a turn; returns the words written, a multiple of 32.
    public static int Blocks512(ulong seed, ulong stream, ulong block, Span<uint> words)
    {
        const int Step = 8 * WordsPerBlock;
        Vector512<ulong> low = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> lanes = Vector512.Create(0UL, 4, 1, 5, 2, 6, 3, 7);
        Vector512<uint> multiplier0 = Vector512.Create((ulong)Multiplier0).AsUInt32();
        Vector512<uint> multiplier1 = Vector512.Create((ulong)Multiplier1).AsUInt32();
        int place = 0;
        for (; place + Step <= words.Length; place += Step, block += 8)
        {
            Vector512<ulong> blocks = Vector512.Create(block) + lanes;
            Vector512<ulong> x0 = blocks & low;
            Vector512<ulong> x1 = blocks >>> 32;
            Vector512<ulong> x2 = Vector512.Create((ulong)(uint)stream);
            Vector512<ulong> x3 = Vector512.Create(stream >> 32);
            uint k0 = (uint)seed;
            uint k1 = (uint)(seed >> 32);
            for (int round = 0; round < Rounds; round++)
            {
                Vector512<ulong> product0 = Avx512F.Multiply(x0.AsUInt32(), multiplier0);
                Vector512<ulong> product1 = Avx512F.Multiply(x2.AsUInt32(), multiplier1);
                x0 = (product1 >>> 32) ^ x1 ^ Vector512.Create((ulong)k0);
                x1 = product1 & low;
                x2 = (product0 >>> 32) ^ x3 ^ Vector512.Create((ulong)k1);
                x3 = product0 & low;
                k0 = unchecked(k0 + Weyl0);
                k1 = unchecked(k1 + Weyl1);
            }

            Vector512<ulong> first = x0 | (x1 << 32);
            Vector512<ulong> second = x2 | (x3 << 32);
            Span<ulong> pairs = MemoryMarshal.Cast<uint, ulong>(words.Slice(place, Step));
            Avx512F.UnpackLow(first, second).CopyTo(pairs);
            Avx512F.UnpackHigh(first, second).CopyTo(pairs[8..]);
        }

        return place;
    }

    // Four blocks a turn; returns the words written, a multiple of 16.
    public static int Blocks256(ulong seed, ulong stream, ulong block, Span<uint> words)
    {
        const int Step = 4 * WordsPerBlock;
        Vector256<ulong> low = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> lanes = Vector256.Create(0UL, 2, 1, 3);
        Vector256<uint> multiplier0 = Vector256.Create((ulong)Multiplier0).AsUInt32();
        Vector256<uint> multiplier1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        int place = 0;
        for (; place + Step <= words.Length; place += Step, block += 4)
        {
            Vector256<ulong> blocks = Vector256.Create(block) + lanes;
            Vector256<ulong> x0 = blocks & low;
            Vector256<ulong> x1 = blocks >>> 32;
            Vector256<ulong> x2 = Vector256.Create((ulong)(uint)stream);
            Vector256<ulong> x3 = Vector256.Create(stream >> 32);
            uint k0 = (uint)seed;
            uint k1 = (uint)(seed >> 32);
            for (int round = 0; round < Rounds; round++)
            {
                Vector256<ulong> product0 = Avx2.Multiply(x0.AsUInt32(), multiplier0);
                Vector256<ulong> product1 = Avx2.Multiply(x2.AsUInt32(), multiplier1);
                x0 = (product1 >>> 32) ^ x1 ^ Vector256.Create((ulong)k0);
                x1 = product1 & low;
                x2 = (product0 >>> 32) ^ x3 ^ Vector256.Create((ulong)k1);
                x3 = product0 & low;
                k0 = unchecked(k0 + Weyl0);
                k1 = unchecked(k1 + Weyl1);
            }

            Vector256<ulong> first = x0 | (x1 << 32);
            Vector256<ulong> second = x2 | (x3 << 32);
            Span<ulong> pairs = MemoryMarshal.Cast<uint, ulong>(words.Slice(place, Step));
            Avx2.UnpackLow(first, second).CopyTo(pairs);
            Avx2.UnpackHigh(first, second).CopyTo(pairs[4..]);
        }

        return place;
    }
}
