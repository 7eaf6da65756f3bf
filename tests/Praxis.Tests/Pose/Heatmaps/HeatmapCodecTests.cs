using CsCheck;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Heatmaps;

public sealed class HeatmapCodecTests
{
    private static readonly Gen<(int Width, int Height, int Stride, double Sigma, double X, double Y)> Cases =
        Gen.Select(
            Gen.Int[5, 70], Gen.Int[5, 70], Gen.Int[1, 4], Gen.Double[0.8, 3], Gen.Double[0, 1], Gen.Double[0, 1])
            .Select(t => (t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6));

    [Theory]
    [InlineData(HeatmapDecoding.Argmax, 0.5)]
    [InlineData(HeatmapDecoding.Quarter, 0.5)]
    [InlineData(HeatmapDecoding.Dark, 0.5)]
    [InlineData(HeatmapDecoding.SoftArgmax, 0.5)]
    public void Decode_OfEncoded_IsWithinHalfABin(HeatmapDecoding decoding, double bins) => Cases.Sample(
        c =>
        {
            (double x, double y) = Error(c, decoding, HeatmapTarget.Unbiased, margin: 0);
            return x <= bins + 1e-6 && y <= bins + 1e-6;
        },
        iter: 3000);

    [Fact]
    public void Dark_AwayFromTheBorder_IsBetterThanATenthOfABin() => Cases
        .Where(c => c.Width > (8 * c.Sigma) + 6 && c.Height > (8 * c.Sigma) + 6)
        .Sample(
            c =>
            {
                (double x, double y) = Error(
                    c, HeatmapDecoding.Dark, HeatmapTarget.Unbiased, margin: (4 * c.Sigma) + 2);
                return x < 0.1 && y < 0.1;
            },
            iter: 3000);

    [Fact]
    public void Quarter_OnAverage_IsBetterThanArgmax()
    {
        double argmax = 0;
        double quarter = 0;
        for (int i = 0; i < 100; i++)
        {
            var c = (Width: 20, Height: 20, Stride: 4, Sigma: 2.0, X: 0.4 + (i / 1000.0), Y: 0.5);
            argmax += Error(c, HeatmapDecoding.Argmax, HeatmapTarget.Unbiased, 0).X;
            quarter += Error(c, HeatmapDecoding.Quarter, HeatmapTarget.Unbiased, 0).X;
        }

        Assert.InRange(argmax / 100, 0.2, 0.3);
        Assert.InRange(quarter / 100, 0.1, 0.15);
    }

    // int(x / 4 + 0.5) with x from 0 at the first pixel's centre: 37 / 4 + .5 = 9.75, 6 / 4 + .5 = 2.
    [Fact]
    public void Rounded_AsTheAuthorsCode_StandsOnABin()
    {
        var codec = new HeatmapCodec(256, 256, 64, 64, target: HeatmapTarget.Rounded);
        var maps = new float[64 * 64];
        var weights = new float[1];

        codec.Encode([new Joint(37.5, 6.5, JointState.Visible)], maps, weights);

        Assert.Equal((1f, 1f), (maps[(2 * 64) + 9], weights[0]));
        Assert.Equal((float)Math.Exp(-1 / 8.0), maps[(2 * 64) + 10], 6);
        Assert.Equal(0, maps[(2 * 64) + 16]);
        Assert.True(maps[(2 * 64) + 15] > 0);
        DetectedJoint found = codec.Decode(maps, HeatmapDecoding.Argmax)[0];
        Assert.Equal((36.5, 8.5, 1f), (found.X, found.Y, found.Score));
    }

    [Theory]
    [InlineData(-5.9, 1)]
    [InlineData(-6.1, 0)]
    [InlineData(21.9, 1)]
    [InlineData(22.1, 0)]
    [InlineData(double.NaN, 0)]
    public void Encode_GaussianOutside_HasNoWeight(double bin, float weight)
    {
        var codec = new HeatmapCodec(17, 17, 17, 17, sigma: 2);
        var weights = new float[1];

        codec.Encode([new Joint(bin + 0.5, 8, JointState.Visible)], new float[17 * 17], weights);

        Assert.Equal(weight, weights[0]);
    }

    [Fact]
    public void Encode_Missing_IsEmptyWithoutWeight()
    {
        var codec = new HeatmapCodec(16, 16, 8, 8);
        float[] maps = [.. Enumerable.Repeat(7f, 64)];
        float[] weights = [7];

        codec.Encode([new Joint(8, 8, JointState.Missing)], maps, weights);

        Assert.All(maps, value => Assert.Equal(0, value));
        Assert.Equal([0f], weights);
        DetectedJoint found = codec.Decode(maps, HeatmapDecoding.Dark)[0];
        Assert.Equal((1.0, 1.0, 0f), (found.X, found.Y, found.Score));
    }

    [Theory]
    [InlineData(HeatmapDecoding.Argmax)]
    [InlineData(HeatmapDecoding.Quarter)]
    [InlineData(HeatmapDecoding.Dark)]
    [InlineData(HeatmapDecoding.SoftArgmax)]
    public void Decode_OddMaps_StaysFiniteAndNearThePeak(HeatmapDecoding decoding)
    {
        var codec = new HeatmapCodec(9, 9, 9, 9);
        float[][] maps = [new float[81], [.. Enumerable.Repeat(1f, 81)], new float[81], new float[81]];
        maps[2][40] = 1e-30f;
        maps[3][4] = 1e30f;
        Assert.All(maps, map =>
        {
            DetectedJoint found = codec.Decode(map, decoding)[0];
            Assert.InRange(found.X, 0, 9);
            Assert.InRange(found.Y, 0, 9);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Merge_OfTheMirror_IsTheSameMapOrOneShifted(bool isShifted)
    {
        var skeleton = new PoseSkeleton("two", ["left_a", "right_a"], []);
        float[] maps = [.. Enumerable.Range(0, 2 * 3 * 4).Select(i => (float)i)];
        var mirrored = new float[maps.Length];
        for (int i = 0; i < maps.Length; i++)
        {
            mirrored[((1 - (i / 12)) * 12) + (i % 12 / 4 * 4) + 3 - (i % 4)] = maps[i];
        }

        float[] merged = [.. maps];
        HeatmapFlip.Merge(merged, mirrored, 4, 3, skeleton, isShifted);

        // The map grows by one a column: moved right by one it is one less but in the column that is kept.
        Assert.Equal(maps.Select((value, i) => isShifted && i % 4 > 0 ? value - 0.5f : value), merged);
    }

    private static (double X, double Y) Error(
        (int Width, int Height, int Stride, double Sigma, double X, double Y) c,
        HeatmapDecoding decoding,
        HeatmapTarget target,
        double margin)
    {
        var codec = new HeatmapCodec(c.Width * c.Stride, c.Height * c.Stride, c.Width, c.Height, c.Sigma, target);
        double x = c.Stride * (0.5 + margin + (c.X * (c.Width - 1 - (2 * margin))));
        double y = c.Stride * (0.5 + margin + (c.Y * (c.Height - 1 - (2 * margin))));
        var maps = new float[c.Width * c.Height];
        codec.Encode([new Joint(x, y, JointState.Visible)], maps, new float[1]);
        DetectedJoint found = codec.Decode(maps, decoding)[0];
        return (Math.Abs(found.X - x) / c.Stride, Math.Abs(found.Y - y) / c.Stride);
    }
}
