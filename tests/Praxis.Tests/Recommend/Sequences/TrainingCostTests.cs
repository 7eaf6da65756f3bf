using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class TrainingCostTests
{
    private const int ItemCount = 50;

    [Theory]
    [InlineData(HstuEncoder.Hstu)]
    [InlineData(HstuEncoder.HstuSoftmax)]
    [InlineData(HstuEncoder.Transformer)]
    [InlineData(HstuEncoder.TransformerPlus)]
    public void OfBatch_AnyEncoder_CountsEveryMultiplication(HstuEncoder encoder)
    {
        var options = new HstuOptions
        {
            Encoder = encoder,
            Width = 6,
            HeadCount = 3,
            LayerCount = 2,
            MaxLength = 9,
            NegativeCount = 4,
        };
        int[] lengths = [3, 1, 9];
        var batch = new SequenceBatch([0, 3, 4, 13], new int[13], new long[13], new long[13], new int[13]);
        long products = 0;
        foreach (int length in lengths)
        {
            products += options.LayerCount * LayerProducts(encoder, length, options.Width, options.HeadCount);
            for (int token = 0; token < length; token++)
            {
                for (int candidate = 0; candidate < 1 + options.NegativeCount; candidate++)
                {
                    products += options.Width;
                }
            }
        }

        Assert.Equal(6.0 * products, TrainingCost.OfBatch(options, batch, ItemCount));
    }

    [Fact]
    public void OfBatch_Losses_CountTheirCandidates()
    {
        var options = new HstuOptions { Width = 4, NegativeCount = 0 };
        var batch = new SequenceBatch([0, 3], new int[3], new long[3], new long[3], [7, 9, 7]);
        double whole = TrainingCost.OfBatch(options, batch, ItemCount);
        double inBatch = TrainingCost.OfBatch(options with { Loss = SequenceLoss.InBatch }, batch, ItemCount);
        Assert.Equal(6 * 3 * 4 * (ItemCount - 2), whole - inBatch);
    }

    // Loops as the definition of each product has them.
    private static long LayerProducts(HstuEncoder encoder, int length, int width, int heads)
    {
        int hidden = TransformerPlusModel.HiddenWidth(width);
        (int In, int Out)[] maps = encoder switch
        {
            HstuEncoder.Transformer =>
            [
                (width, width), (width, width), (width, width), (width, width),
                (width, 4 * width), (4 * width, width),
            ],
            HstuEncoder.TransformerPlus =>
            [
                (width, width), (width, width), (width, width), (width, width),
                (width, hidden), (width, hidden), (hidden, width),
            ],
            _ => [(width, width), (width, width), (width, width), (width, width), (width, width)],
        };
        long products = 0;
        for (int i = 0; i < length; i++)
        {
            foreach ((int inputs, int outputs) in maps)
            {
                products += (long)inputs * outputs;
            }

            for (int head = 0; head < heads; head++)
            {
                for (int j = 0; j <= i; j++)
                {
                    products += (width / heads) + (width / heads);
                }
            }
        }

        return products;
    }
}
