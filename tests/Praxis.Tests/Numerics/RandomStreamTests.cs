using System.Runtime.Intrinsics.X86;
using CsCheck;
using Praxis.Numerics;

namespace Praxis.Tests.Numerics;

public sealed class RandomStreamTests
{
    // The known answers of the Random123 distribution, philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0UL, 0UL, 0UL, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(
        ulong.MaxValue,
        ulong.MaxValue,
        ulong.MaxValue,
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(
        0x299f31d0a4093822UL,
        0x0370734413198a2eUL,
        0x85a308d3243f6a88UL,
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Block_KnownCounterAndKey_GivesKnownWords(ulong seed, ulong stream, ulong block, uint[] expected)
    {
        var words = new uint[4];
        PhiloxKernel.Block(seed, stream, block, words);
        Assert.Equal(expected, words);
    }

    [Fact]
    public void NextUInt32_FromStart_GivesTheWordsOfAt()
    {
        var stream = new RandomStream(7, 3);
        for (ulong i = 0; i < 100; i++)
        {
            Assert.Equal(RandomStream.At(7, 3, i), stream.NextUInt32());
        }
    }

    [Fact]
    public void Fill_AnyPlaceAndLength_EqualsAt() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong[0, ulong.MaxValue / 8], Gen.Int[0, 200])
            .Sample((seed, stream, first, length) =>
            {
                var words = new uint[length];
                RandomStream.Fill(seed, stream, first, words);
                for (int i = 0; i < length; i++)
                {
                    Assert.Equal(RandomStream.At(seed, stream, first + (ulong)i), words[i]);
                }
            });

    [Fact]
    public void Blocks_EveryVectorWidth_EqualsScalar()
    {
        var expected = new uint[64];
        PhiloxKernel.BlocksScalar(5, 9, uint.MaxValue - 6, expected);
        var found = new uint[64];
        if (Avx512F.IsSupported)
        {
            Assert.Equal(64, PhiloxKernel.Blocks512(5, 9, uint.MaxValue - 6, found));
            Assert.Equal(expected, found);
        }

        Array.Clear(found);
        if (Avx2.IsSupported)
        {
            Assert.Equal(64, PhiloxKernel.Blocks256(5, 9, uint.MaxValue - 6, found));
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void NextInt_SmallBound_IsUniform()
    {
        var stream = new RandomStream(1, 0);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[stream.NextInt(7)]++;
        }

        // Chi squared with 6 degrees of freedom exceeds 27.9 once in 10⁴.
        Assert.True(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000) < 27.9);
    }

    [Fact]
    public void NextInt_BoundBelowOne_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1, 0).NextInt(0));

    [Fact]
    public void NextDouble_ManyDraws_StaysInUnitIntervalWithMeanHalf()
    {
        var stream = new RandomStream(2, 5);
        double sum = 0;
        for (int i = 0; i < 10_000; i++)
        {
            double value = stream.NextDouble();
            Assert.InRange(value, 0, 0.9999999999999999);
            sum += value;
        }

        // Four standard errors of a mean of 10,000 uniform numbers.
        Assert.InRange(sum / 10_000, 0.5 - 0.0116, 0.5 + 0.0116);
    }
}
