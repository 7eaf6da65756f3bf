using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class ItemTableTests
{
    [Fact]
    public void Scales_Cosine_AreInverseLengthsWithAFloor()
    {
        ItemTable table = Table([3f, 4f, 0f, 0f, 0f, -2f], width: 2, Similarity.Cosine);

        Assert.Equal([0.2f, 1e6f, 0.5f], table.Scales(threadCount: 1));
    }

    [Fact]
    public void Scales_Dot_AreOne() => Assert.Equal([1f, 1f], Table([3f, 4f, 0f, 0f], 2, Similarity.Dot).Scales(2));

    [Fact]
    public void Scales_AnyThreadCount_AreTheSameBytes()
    {
        const int Width = 3;
        var random = new RandomStream(4, 0);
        float[] values = [.. Enumerable.Range(0, 2500 * Width).Select(_ => (float)(random.NextDouble() - 0.5))];
        ItemTable table = Table(values, Width, Similarity.Cosine);

        float[] one = table.Scales(1);

        Assert.Equal(one, table.Scales(2));
        Assert.Equal(one, table.Scales(5));
        Assert.All(Enumerable.Range(0, table.Count), item =>
        {
            double length = Math.Sqrt(values.AsSpan(item * Width, Width).ToArray().Sum(value => (double)value * value));
            Assert.Equal(1 / length, one[item], 1e-5 / length);
        });
    }

    [Fact]
    public void Gather_Items_CopiesTheirRowsInOrder()
    {
        ItemTable table = Table([0f, 1f, 10f, 11f, 20f, 21f], width: 2, Similarity.Cosine);
        var rows = new float[8];

        table.Gather([2, 0, 2, 1], rows);

        Assert.Equal([20f, 21f, 0f, 1f, 20f, 21f, 10f, 11f], rows);
        Assert.Equal((3, 2), (table.Count, table.Width));
    }

    private static ItemTable Table(float[] values, int width, Similarity similarity) =>
        new(new Parameter("items", [values.Length / width, width], values), similarity);
}
