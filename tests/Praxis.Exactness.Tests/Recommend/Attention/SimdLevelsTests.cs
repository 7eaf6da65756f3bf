using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class SimdLevelsTests
{
    [Fact]
    public void Parse_Scalar_IsScalar() => Assert.Equal(SimdLevel.Scalar, SimdLevels.Parse("scalar"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Parse_Nothing_IsTheBestOfTheMachine(string? value)
    {
        SimdLevel best = Enum.GetValues<SimdLevel>().Where(SimdLevels.IsSupported).Max();
        Assert.Equal(best, SimdLevels.Parse(value));
    }

    [Theory]
    [InlineData("AVX512")]
    [InlineData("sse")]
    [InlineData("2")]
    public void Parse_UnknownLevel_NamesTheChoices(string value)
    {
        EnvironmentException error = Assert.Throws<EnvironmentException>(() => SimdLevels.Parse(value));
        Assert.Equal($"PRAXIS_SIMD: \"{value}\" is not one of avx512, avx2, scalar", error.Message);
    }

    [Theory]
    [InlineData("avx512", SimdLevel.Avx512)]
    [InlineData("avx2", SimdLevel.Avx2)]
    public void Parse_VectorLevel_IsTakenOrRefused(string value, object level)
    {
        if (SimdLevels.IsSupported((SimdLevel)level))
        {
            Assert.Equal((SimdLevel)level, SimdLevels.Parse(value));
        }
        else
        {
            Assert.Throws<EnvironmentException>(() => SimdLevels.Parse(value));
        }
    }
}
