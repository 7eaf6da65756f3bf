using Praxis.Torch;

namespace Praxis.Tests.Torch;

public sealed class ConvolutionCheckTests
{
    // Where oneDNN computes wrong on this processor, it was turned off when libtorch was loaded.
    [Fact]
    public void Convolutions_OfThisProcess_AreThoseOfDoublePrecision() => Assert.True(ConvolutionCheck.AreRight());
}
