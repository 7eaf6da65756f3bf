using Praxis.Pose;

namespace Praxis.Tests.Pose.Figures;

public sealed class BlockQuantiserTests
{
    [Fact]
    public void Apply_FineSteps_ChangesNothingByMoreThanOne()
    {
        byte[] pixels = Pixels();
        byte[] before = [.. pixels];

        new BlockQuantiser(16).Apply(pixels, 1e-4f);

        Assert.All(before.Zip(pixels), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1));
    }

    [Fact]
    public void Apply_CoarserSteps_LosesMore()
    {
        double Loss(float coarseness)
        {
            byte[] pixels = Pixels();
            byte[] before = [.. pixels];
            new BlockQuantiser(16).Apply(pixels, coarseness);
            return before.Zip(pixels).Average(pair => Math.Pow(pair.First - pair.Second, 2));
        }

        Assert.True(Loss(0.2f) < Loss(1) && Loss(1) < Loss(4));
    }

    [Fact]
    public void Apply_OneColour_KeepsItAllOver()
    {
        byte[] pixels = [.. Enumerable.Range(0, 16 * 16).SelectMany(_ => new byte[] { 120, 64, 200 })];

        new BlockQuantiser(16).Apply(pixels, 1);

        Assert.Single(pixels.Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2])).Distinct());
        Assert.InRange(pixels[0], 110, 130);
    }

    private static byte[] Pixels() =>
        [
            .. Enumerable.Range(0, 16 * 16 * 3)
                .Select(i => (byte)(128 + (60 * Math.Sin(i * 0.7)) + (40 * Math.Cos(i * 0.13)))),
        ];
}
