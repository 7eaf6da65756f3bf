using Praxis.Numerics;
using Praxis.Pose;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Tests.Pose.Networks;

/// <summary>The warp that gradients go through, against what is known of it and the reference on the CPU.</summary>
public sealed class PartWarpTests
{
    // T1 at zero, and its T3: a = +90 degrees.
    [Theory]
    [InlineData(0f, 0f, 0f, new[] { 1.0, 0, 0, 0, 1, 0 })]
    [InlineData(.5f, 0f, 0f, new[] { 0.0, 1, 0, -1, 0, 0 })]
    [InlineData(0f, .25f, -.5f, new[] { 1.0, 0, .6, 0, 1, -1.2 })]
    public void Theta_OfAPlacement_IsTheSamplingMap(float angle, float x, float y, double[] expected)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        float[] theta = PartWarp.Theta(torch.tensor(new[] { angle, x, y }, [1, 1, 3]), 1).contiguous().Floats()
            .ToArray();
        Assert.All(expected.Zip(theta), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(expected.Zip(theta).Count(), theta.Length);
    }

    // T2: a shift of tx = +1 is half of the canvas to the left.
    [Theory]
    [InlineData(1, 0, 2, 6)]
    [InlineData(-1, 0, 10, 6)]
    [InlineData(0, 1, 6, 2)]
    [InlineData(0, -1, 6, 10)]
    public void Composite_Shifted_MovesThePartAgainstTheSign(double tx, double ty, int column, int row)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (torch.Tensor pictures, torch.Tensor parts, torch.Tensor masks) = Spot(13, 13, 6, 6);
        float[] moved = PartWarp.Composite(pictures, parts, masks, Theta(0, tx / 3 * 2, ty / 3 * 2)).Floats().ToArray();
        int brightest = Array.IndexOf(moved, moved.Max());
        Assert.Equal((column, row), (brightest % 13, brightest / 13));
    }

    // T3: by a = +90 degrees the output's (1, 0) shows the canvas's (0, -1).
    [Fact]
    public void Composite_TurnedByAQuarter_ShowsTheTopAtTheRight()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (torch.Tensor pictures, torch.Tensor parts, torch.Tensor masks) = Spot(9, 9, 4, 0);
        float[] turned = PartWarp.Composite(pictures, parts, masks, Theta(Math.PI / 2, 0, 0)).Floats().ToArray();
        Assert.Equal(1, turned[(4 * 9) + 8], 1e-4);
        Assert.Equal(0, turned[4], 1e-4);
    }

    // T4: without a mask nothing changes to the bit, and nothing reaches the placement.
    [Fact]
    public void Composite_MaskOfZero_LeavesPictureAndPlacementAlone()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var random = new RandomStream(4, 0);
        torch.Tensor pictures = Drawn(random, 2, 3, 12, 16);
        torch.Tensor placements = torch.tensor(new[] { .1f, .2f, -.1f, -.3f, 0, .4f }, [2, 1, 3]).requires_grad_();
        torch.Tensor pasted = PartWarp.Composite(
            pictures, Drawn(random, 2, 1, 3, 12, 16), torch.zeros([2, 1, 1, 12, 16]), PartWarp.Theta(placements, 1));
        Assert.Equal(pictures.Floats().ToArray(), pasted.detach().Floats().ToArray());
        pasted.square().sum().backward();
        Assert.All(placements.grad!.Floats().ToArray(), static value => Assert.Equal(0, value));
    }

    // T8: later parts cover earlier ones.
    [Fact]
    public void Composite_TwoParts_TheLaterCovers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor parts = torch.cat([torch.full([1, 1, 3, 5, 5], 1f), torch.full([1, 1, 3, 5, 5], 2f)], 1);
        torch.Tensor masks = torch.ones([1, 2, 1, 5, 5]);
        torch.Tensor both = PartWarp.Composite(
            torch.zeros(1, 3, 5, 5), parts, masks, PartWarp.Theta(torch.zeros(1, 2, 3), 1));
        Assert.All(both.Floats().ToArray(), static value => Assert.Equal(2, value));
        masks[0, 1] = .25f;
        both = PartWarp.Composite(torch.zeros(1, 3, 5, 5), parts, masks, PartWarp.Theta(torch.zeros(1, 2, 3), 1));
        Assert.All(both.Floats().ToArray(), static value => Assert.Equal((.75f * 1) + (.25f * 2), value, 1e-6));
    }

    // T9: with the flag a square stays square at 192 x 256; without it is sheared as by the authors.
    [Theory]
    [InlineData(true, 40, 40)]
    [InlineData(false, 30, 53)]
    public void Composite_QuarterTurnOfASquareOnATallCanvas_KeepsItWithTheFlagAlone(bool keeps, int wide, int tall)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor parts = torch.zeros([1, 1, 3, 256, 192]);
        torch.Tensor masks = torch.zeros([1, 1, 1, 256, 192]);
        parts.narrow(3, 108, 40).narrow(4, 76, 40).fill_(1f);
        masks.narrow(3, 108, 40).narrow(4, 76, 40).fill_(1f);
        float[] turned = PartWarp.Composite(
            torch.zeros(1, 3, 256, 192),
            parts,
            masks,
            PartWarp.Theta(torch.tensor(new[] { .5f, 0, 0 }, [1, 1, 3]), keeps ? 256 / 192.0 : 1)).Floats().ToArray();
        int[] lit = [.. Enumerable.Range(0, 256 * 192).Where(i => turned[i] > 0.5)];
        Assert.InRange(lit.Max(static i => i % 192) - lit.Min(static i => i % 192) + 1, wide - 1, wide + 1);
        Assert.InRange(lit.Max(static i => i / 192) - lit.Min(static i => i / 192) + 1, tall - 1, tall + 1);
    }

    [Theory]
    [InlineData(1, 16, 16, 1, false)]
    [InlineData(2, 24, 16, 2, false)]
    [InlineData(3, 24, 16, 3, true)]
    [InlineData(4, 9, 31, 2, true)]
    [InlineData(5, 2, 7, 1, false)]
    public void Composite_DrawnShapes_EqualsTheReference(ulong seed, int height, int width, int count, bool keeps)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var random = new RandomStream(seed, 0);
        const int Batch = 3;
        torch.Tensor pictures = Drawn(random, Batch, 3, height, width);
        var canvases = new PasteCanvases(Batch, count, width, height);
        for (int place = 0; place < Batch * count; place++)
        {
            canvases.Types[place] = place % 25;
            canvases.Placements[place] = PastePlacement.Random(random);
        }

        Fill(random, canvases.Masks, 0, 1);
        Fill(random, canvases.Images, -2, 2);
        float[] placements =
        [
            .. canvases.Placements.SelectMany(static one => (float[])
            [
                (float)(one.Angle / PastePlacement.AnglePerOutput),
                (float)(one.X / PastePlacement.ShiftPerOutput),
                (float)(one.Y / PastePlacement.ShiftPerOutput),
            ]),
        ];
        float[] fast = PartWarp.Composite(
            pictures,
            torch.tensor(canvases.Images, [Batch, count, 3, height, width]),
            torch.tensor(canvases.Masks, [Batch, count, 1, height, width]),
            PartWarp.Theta(
                torch.tensor(placements, [Batch, count, 3]), keeps ? (double)height / width : 1)).Floats().ToArray();
        for (int sample = 0; sample < Batch; sample++)
        {
            int length = 3 * height * width;
            float[] reference = pictures.Floats().Slice(sample * length, length).ToArray();
            PartCompositor.Composite(reference, canvases, sample, keeps);
            Assert.All(
                reference.Zip(fast.Skip(sample * length)),
                static pair => Assert.Equal(pair.First, pair.Second, 2e-4));
        }
    }

    // T5 for the warp alone, in double precision: a smooth loss of smooth pictures.
    [Theory]
    [InlineData(.13, -.07, .11, 1)]
    [InlineData(-.31, .2, -.15, 1)]
    [InlineData(.07, .02, -.03, 1.5)]
    public void Composite_Gradient_AgreesWithDifferences(double angle, double x, double y, double aspect)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (torch.Tensor part, torch.Tensor mask) = Hill(24, 16);
        torch.Tensor weights = Ramp(24, 16);
        double[] at = [angle, x, y];
        torch.Tensor placements = torch.tensor(at, [1, 1, 3]).requires_grad_();
        Loss(placements).backward();
        double[] gradient = placements.grad!.data<double>().ToArray();
        for (int i = 0; i < 3; i++)
        {
            const double Step = 1e-5;
            double slope = (Loss(Moved(i, Step)).item<double>() - Loss(Moved(i, -Step)).item<double>()) / (2 * Step);
            Assert.Equal(slope, gradient[i], 0.01 * Math.Abs(slope));
            Assert.True(Math.Abs(slope) > 1e-4, $"slope {i} is {slope}");
        }

        torch.Tensor Moved(int number, double step)
        {
            double[] moved = [.. at];
            moved[number] += step;
            return torch.tensor(moved, [1, 1, 3]);
        }

        torch.Tensor Loss(torch.Tensor placement) => (PartWarp.Composite(
            torch.zeros([1, 3, 24, 16], torch.float64), part, mask, PartWarp.Theta(placement, aspect)) * weights)
            .square().sum();
    }

    internal static torch.Tensor Drawn(RandomStream random, params long[] shape)
    {
        torch.Tensor tensor = torch.empty(shape);
        Fill(random, tensor.Floats(), -2, 2);
        return tensor;
    }

    private static void Fill(RandomStream random, Span<float> values, double least, double most)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.Uniform(least, most);
        }
    }

    // θ from radians and normalised shifts.
    private static torch.Tensor Theta(double angle, double tx, double ty) => PartWarp.Theta(
        torch.tensor(
            new[]
            {
                (float)(angle / PastePlacement.AnglePerOutput),
                (float)(tx / PastePlacement.ShiftPerOutput),
                (float)(ty / PastePlacement.ShiftPerOutput),
            },
            [1, 1, 3]),
        1);

    // One bright pixel on a black picture; only the first channel is looked at.
    private static (torch.Tensor Pictures, torch.Tensor Parts, torch.Tensor Masks) Spot(
        int width, int height, int column, int row)
    {
        torch.Tensor spot = torch.zeros([1, 1, 1, height, width]);
        spot[0, 0, 0, row, column] = 1f;
        return (torch.zeros(1, 3, height, width), spot.expand(1, 1, 3, height, width).contiguous(), spot);
    }

    private static (torch.Tensor Part, torch.Tensor Mask) Hill(int height, int width)
    {
        torch.Tensor y = torch.linspace(-1, 1, height, torch.float64).reshape(height, 1);
        torch.Tensor x = torch.linspace(-1, 1, width, torch.float64).reshape(1, width);
        torch.Tensor hill = (-4 * ((x - .1).square() + (2 * (y + .2).square()) + (x * y))).exp()
            .reshape(1, 1, 1, height, width);
        return (hill.expand(1, 1, 3, height, width).contiguous(), hill);
    }

    private static torch.Tensor Ramp(int height, int width) =>
        torch.linspace(0.5, 2, height * width, torch.float64).reshape(1, 1, height, width)
            + torch.linspace(0, 1, width, torch.float64).reshape(1, 1, 1, width);
}
