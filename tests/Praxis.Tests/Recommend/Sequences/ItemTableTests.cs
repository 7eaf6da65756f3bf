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
    public void Gather_Items_GivesTheirRowsTimesTheRootOfTheWidth()
    {
        ItemTable table = Table([0f, 1f, 2f, 3f, 10f, 11f, 12f, 13f], width: 4, Similarity.Cosine);
        var rows = new float[12];

        table.Gather([1, 0, 1], rows);

        Assert.Equal([20f, 22f, 24f, 26f, 0f, 2f, 4f, 6f, 20f, 22f, 24f, 26f], rows);
        Assert.Equal((2, 4), (table.Count, table.Width));
    }

    private static ItemTable Table(float[] values, int width, Similarity similarity) =>
        new(new Parameter("items", [values.Length / width, width], values), similarity);
}
