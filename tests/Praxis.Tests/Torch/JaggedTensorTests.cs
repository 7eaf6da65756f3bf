using Praxis.Torch;
using TorchSharp;

namespace Praxis.Tests.Torch;

public sealed class JaggedTensorTests
{
    [Fact]
    public void FromPadded_OfToPadded_IsTheSameRows()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor values = torch.arange(12, torch.ScalarType.Float32).reshape(6, 2);
        int[] offsets = [0, 1, 1, 4, 6];
        var jagged = new JaggedTensor(values, offsets);
        Assert.Equal(3, jagged.MaxLength);
        torch.Tensor padded = jagged.ToPadded(5);
        Assert.Equal([4, 5, 2], padded.shape);
        Assert.Equal(0f, padded[1].abs().sum().ToSingle());
        Assert.Equal(0f, padded[0, 1].abs().sum().ToSingle());
        Assert.Equal(6f, padded[2, 2, 0].ToSingle());
        Assert.Equal(0f, (JaggedTensor.FromPadded(padded, offsets).Values - values).abs().max().ToSingle());
    }

    [Theory]
    [InlineData(new[] { 1, 3 })]
    [InlineData(new[] { 0, 2 })]
    [InlineData(new[] { 0, 3, 2, 3 })]
    public void New_OffsetsThatDoNotFit_AreRefused(int[] offsets)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new JaggedTensor(torch.zeros(3, 2), offsets));
    }
}
