using Praxis.Torch;

namespace Praxis.Tests.Torch;

public sealed class ConvolutionCheckTests
{
    // Where oneDNN computes wrong on this processor, it is turned off before the first convolution.
    [Fact]
    public void Convolutions_OfThisProcess_AreThoseOfDoublePrecision()
    {
        TorchRuntime.EnsureConvolutions();
        Assert.True(ConvolutionCheck.AreRight());
    }
}
