using Praxis.Recommend;
using TorchSharp;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class DropoutTests
{
    private const int Rows = 500;
    private const int Width = 24;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void Apply_Share_IsTheRateWithinFourStandardErrors(double rate)
    {
        float[] values = Masked(new Dropout(11, 7, 0), Rows, rate, slot: 2);

        double count = Rows * Width;
        double share = values.Count(value => value == 0) / count;
        Assert.InRange(Math.Abs(share - rate), 0, 4 * Math.Sqrt(rate * (1 - rate) / count));
        float kept = (float)(1 / (1 - rate));
        Assert.All(values.Where(value => value != 0), value => Assert.Equal(kept, value));
    }

    [Fact]
    public void Apply_RateZero_IsTheIdentity()
    {
        using torch.Tensor ones = torch.ones(3, Width);

        Assert.Same(ones, new Dropout(1, 2, 3).Apply(ones, 0, slot: 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(250)]
    [InlineData(499)]
    public void Apply_InShards_GivesTheMaskOfTheWhole(int cut)
    {
        float[] whole = Masked(new Dropout(5, 9, 0), Rows, 0.3, slot: 1);

        float[] first = Masked(new Dropout(5, 9, 0), cut, 0.3, slot: 1);
        float[] second = Masked(new Dropout(5, 9, cut), Rows - cut, 0.3, slot: 1);

        Assert.Equal(whole, first.Concat(second));
    }

    [Fact]
    public void Apply_RowsInAnotherOrder_CarryTheMasksOfTheirTokens()
    {
        var dropout = new Dropout(5, 9, 30);
        float[] inOrder = Masked(dropout, 4, 0.3, slot: 1);
        using torch.Tensor ones = torch.ones(5, Width);
        using torch.Tensor masked = dropout.Apply(ones, 0.3, slot: 1, [2, 3, -1, 0, 1]);
        float[] rows = masked.data<float>().ToArray();

        Assert.Equal(inOrder[(2 * Width)..], rows[..(2 * Width)]);
        Assert.Equal(inOrder[..(2 * Width)], rows[(3 * Width)..]);
    }

    [Fact]
    public void Apply_AnotherSeedStepOrPlace_GivesAnIndependentMask()
    {
        const double Rate = 0.5;
        float[] first = Masked(new Dropout(5, 9, 0), Rows, Rate, slot: 1);
        float[][] others =
        [
            Masked(new Dropout(6, 9, 0), Rows, Rate, slot: 1),
            Masked(new Dropout(5, 10, 0), Rows, Rate, slot: 1),
            Masked(new Dropout(5, 9, 0), Rows, Rate, slot: 2),
        ];

        // Two independent fair masks agree at half of their places.
        double error = 4 * Math.Sqrt(0.25 / (Rows * Width));
        Assert.All(others, other =>
        {
            double agreeing = first.Zip(other).Count(pair => pair.First == pair.Second) / (double)(Rows * Width);
            Assert.InRange(agreeing, 0.5 - error, 0.5 + error);
        });
    }

    [Fact]
    public void Apply_Gradient_IsTheMask()
    {
        using torch.Tensor values = torch.ones(10, Width, requires_grad: true);
        using torch.Tensor dropped = new Dropout(5, 9, 0).Apply(values, 0.4, slot: 1);

        IList<torch.Tensor> gradients = torch.autograd.grad([dropped], [values], [torch.ones(10, Width)]);

        Assert.Equal(dropped.data<float>().ToArray(), gradients[0].data<float>().ToArray());
    }

    private static float[] Masked(Dropout dropout, int rows, double rate, uint slot)
    {
        using torch.Tensor ones = torch.ones(rows, Width);
        using torch.Tensor masked = dropout.Apply(ones, rate, slot);
        return masked.data<float>().ToArray();
    }
}
