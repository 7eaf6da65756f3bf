using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Parts;

public sealed class PartCompositorTests
{
    private const int Side = 33;

    [Fact]
    public void Composite_NoPlacement_PastesInTheMiddle()
    {
        // T1: outputs of zero are the identity map.
        Assert.Equal((1.0, 0.0, 0.0, 0.0, 1.0, 0.0), PastePlacement.Of(0, 0, 0).Theta());
        PasteCanvases canvases = Canvases(1);
        Put(canvases, 0, 14, 14, 5, 5, 0.8f);
        float[] picture = Picture(0.1f);

        PartCompositor.Composite(picture, canvases, 0);

        for (int i = 0; i < picture.Length; i++)
        {
            float share = canvases.Masks[i % (Side * Side)];
            Assert.Equal((0.1f * (1 - share)) + (canvases.Images[i] * share), picture[i], 1e-6f);
        }
    }

    [Fact]
    public void Composite_PositiveShift_MovesLeftByHalfACanvas()
    {
        // T2: of 33 pixels -1 and 1 are 32 apart, so a shift of 1 is 16.
        PasteCanvases canvases = Canvases(1);
        Put(canvases, 0, 20, 10, 1, 1, 1);
        canvases.Placements[0] = new PastePlacement(0, 1, 0);
        float[] picture = Picture(0);

        PartCompositor.Composite(picture, canvases, 0);

        Assert.Equal((4, 10), Brightest(picture));
    }

    [Fact]
    public void Warp_QuarterTurn_SamplesFromAbove()
    {
        // T3: the output's (1, 0) reads the input's (0, -1).
        var source = new float[Side * Side];
        source[16] = 1;
        var output = new float[Side * Side];

        PartCompositor.Warp(source, Side, Side, new PastePlacement(Math.PI / 2, 0, 0), false, output);

        Assert.Equal(1, output[(16 * Side) + 32], 1e-6f);
        Assert.Equal(1, output.Sum(), 1e-5f);
    }

    [Fact]
    public void Composite_EmptyPlacesOrMasks_ChangeNoBit()
    {
        // T4, as far as it needs no network.
        PasteCanvases canvases = Canvases(2);
        canvases.Types[0] = 3;
        canvases.Images.AsSpan().Fill(7);
        float[] picture = Picture(0.3f);

        PartCompositor.Composite(picture, canvases, 0);

        Assert.Equal(Picture(0.3f), picture);
    }

    [Fact]
    public void Composite_Types_TakeTheirOwnPlacement()
    {
        // T7: each place has its own angle and shifts.
        PasteCanvases canvases = Canvases(2);
        Put(canvases, 0, 16, 16, 1, 1, 1);
        Put(canvases, 1, 16, 16, 1, 1, 0.5f);
        canvases.Placements[0] = PastePlacement.Centred(0, 0.5, 0);
        canvases.Placements[1] = PastePlacement.Centred(1.1, 0, -0.5);
        float[] picture = Picture(0);

        PartCompositor.Composite(picture, canvases, 0);

        Assert.Equal(1, picture[(16 * Side) + 24], 1e-5f);
        Assert.Equal(0.5f, picture[(8 * Side) + 16], 1e-5f);
    }

    [Fact]
    public void Composite_Order_LaterCoversEarlier()
    {
        // T8.
        PasteCanvases canvases = Canvases(2);
        Put(canvases, 0, 10, 10, 9, 9, 0.2f);
        Put(canvases, 1, 14, 14, 9, 9, 0.9f);
        float[] picture = Picture(0);

        PartCompositor.Composite(picture, canvases, 0);

        Assert.Equal(0.2f, picture[(11 * Side) + 11], 1e-6f);
        Assert.Equal(0.9f, picture[(16 * Side) + 16], 1e-6f);
        Assert.Equal(0.9f, picture[(20 * Side) + 20], 1e-6f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Composite_TurnOnATallCanvas_KeepsSquaresWhereAsked(bool keepsShape)
    {
        // T9: a square of 40 at 192 x 256, turned by 45 degrees, is as wide as it is high.
        var canvases = new PasteCanvases(1, 1, 192, 256);
        canvases.Types[0] = 0;
        Span<float> mask = canvases.MaskOf(0, 0);
        for (int y = 108; y < 148; y++)
        {
            mask.Slice((y * 192) + 76, 40).Fill(1);
        }

        var output = new float[192 * 256];
        PartCompositor.Warp(mask, 192, 256, new PastePlacement(Math.PI / 4, 0, 0), keepsShape, output);

        int[] hit = [.. Enumerable.Range(0, output.Length).Where(i => output[i] > 0.5f)];
        double width = hit.Max(i => i % 192) - hit.Min(i => i % 192) + 1;
        double height = hit.Max(i => i / 192) - hit.Min(i => i / 192) + 1;
        Assert.Equal(keepsShape, Math.Abs(width - height) <= 2);
        Assert.Equal(keepsShape, Math.Abs(width - (40 * Math.Sqrt(2))) <= 3);
    }

    [Theory]
    [InlineData(0, 0.3, -0.4, 1)]
    [InlineData(0.7, -0.5, 0.2, 1)]
    [InlineData(-1.2, 0.1, 0.6, 0.75)]
    public void Centred_Place_ReadsTheMiddle(double angle, double x, double y, double aspect)
    {
        (double a, double b, double c, double d, double e, double f) =
            PastePlacement.Centred(angle, x, y, aspect).Theta(aspect);

        Assert.Equal(0, (a * x) + (b * y) + c, 1e-12);
        Assert.Equal(0, (d * x) + (e * y) + f, 1e-12);
        (double middleX, double middleY) = PastePlacement.Centred(angle, x, y).Middle;
        Assert.Equal((x, y), (Math.Round(middleX, 12), Math.Round(middleY, 12)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(180)]
    public void Anchored_Paste_PutsTheAnchorBesideTheJoint(double rotation)
    {
        // A left arm of 9 x 21 whose shoulder is near its top; the body's box is 40 x 60.
        BodyPart block = DrawnParts.Block(0, 9, 21);
        Joint[] own = [.. block.Joints];
        own[13] = new Joint(4.5, 2.5, JointState.Visible);
        own[14] = own[15] = default;
        var part = new BodyPart(block.Type, block.Image, block.Mask, own, "arm");
        Joint[] body = [.. DrawnParts.Joints((i, _) => (28 + (40 * (i % 2)), 18 + (4 * i)))];
        body[14] = body[15] = default;
        var anchors = new AnchorOptions { RotationRange = rotation };
        var options = new PasteOptions { SmallestScale = 0.8, LargestScale = 0.8 };
        var preparation = new AnchoredPaste(new PartPool([part]), anchors, options);
        double scale = 0.8 * 0.3 * Math.Sqrt((40 * 40) + (52 * 52)) / Math.Sqrt((9 * 9) + (21 * 21));
        var canvases = new PasteCanvases(1, 1, 96, 96);
        for (ulong stream = 0; stream < 20; stream++)
        {
            preparation.Prepare(new RandomStream(4, stream), new PasteTarget(50) { Joints = body }, canvases, 0);

            // Where the canvas's anchor comes out: invert the sampling map at it.
            (double a, double b, double c, double d, double e, double f) = canvases.Placements[0].Theta();
            double x = (2 * ((48 + (scale * (4.5 - 4.5))) - 0.5) / 95) - 1 - c;
            double y = (2 * ((48 + (scale * (2.5 - 10.5))) - 0.5) / 95) - 1 - f;
            double outX = (((a * x) + (d * y) + 1) * 95 / 2) + 0.5;
            double outY = (((b * x) + (e * y) + 1) * 95 / 2) + 0.5;
            Assert.Equal(0.2 * 40, Math.Abs(outX - body[13].X), 1e-6);
            Assert.Equal(0.2 * 52, Math.Abs(outY - body[13].Y), 1e-6);
        }
    }

    [Fact]
    public void Anchored_PersonWithoutTheJoint_IsPastedAnywhereOrNotAtAll()
    {
        Joint[] body = [.. DrawnParts.Joints((i, _) => (20 + (3 * i), 20 + (3 * i)))];
        body[13] = body[14] = body[15] = default;
        var pool = new PartPool([DrawnParts.Block(0, 9, 21)]);
        var canvases = new PasteCanvases(1, 4, 96, 96);
        var target = new PasteTarget(50) { Joints = body };

        var four = new PasteOptions { PartCounts = [4] };
        new AnchoredPaste(pool, null, four).Prepare(new RandomStream(1, 1), target, canvases, 0);
        Assert.All(canvases.Types, type => Assert.Equal(0, type));

        new AnchoredPaste(pool, new AnchorOptions { SameTypeOnly = true }, four)
            .Prepare(new RandomStream(1, 1), target, canvases, 0);
        Assert.All(canvases.Types, type => Assert.Equal(PasteCanvases.NoType, type));
    }

    [Fact]
    public void Anchored_NothingFits_LeavesPlacesEmpty()
    {
        // All joints far off the picture.
        Joint[] body = DrawnParts.Joints((i, _) => (500 + i, 500 + i));
        var canvases = new PasteCanvases(1, 4, 96, 96);

        new AnchoredPaste(new PartPool([DrawnParts.Block(0, 9, 21)]), null, new PasteOptions { PartCounts = [4] })
            .Prepare(new RandomStream(1, 1), new PasteTarget(50) { Joints = body }, canvases, 0);

        Assert.All(canvases.Types, type => Assert.Equal(PasteCanvases.NoType, type));
        Assert.Throws<ArgumentException>(() => new AnchoredPaste(DrawnParts.Pool)
            .Prepare(new RandomStream(1, 1), new PasteTarget(50), canvases, 0));
        Assert.Throws<ArgumentException>(() => new AnchoredPaste(DrawnParts.Pool, new AnchorOptions { Offset = -1 }));
    }

    [Fact]
    public void Anchored_CountsOfParts_AreDrawnAsOthersDrawThem()
    {
        var preparation = new AnchoredPaste(DrawnParts.Pool, null, new PasteOptions { PartCounts = [0, 1, 2] });
        var target = new PasteTarget(50)
        {
            Joints = DrawnParts.Joints((i, _) => (28 + (40 * (i % 2)), 18 + (4 * i))),
        };
        var canvases = new PasteCanvases(1, 2, 96, 96);
        var seen = new int[3];
        for (ulong stream = 0; stream < 300; stream++)
        {
            preparation.Prepare(new RandomStream(4, stream), target, canvases, 0);
            seen[canvases.Types.Count(static type => type != PasteCanvases.NoType)]++;
        }

        Assert.All(seen, count => Assert.InRange(count, 70, 130));
    }

    [Fact]
    public void Anchored_Sizes_AreThoseAskedFor()
    {
        int Area(double scale)
        {
            var options = new PasteOptions { SmallestScale = scale, LargestScale = scale };
            var target = new PasteTarget(50)
            {
                Joints = DrawnParts.Joints((i, _) => (28 + (40 * (i % 2)), 18 + (4 * i))),
            };
            var canvases = new PasteCanvases(1, 1, 96, 96);
            new AnchoredPaste(new PartPool([DrawnParts.Block(0, 9, 21)]), null, options)
                .Prepare(new RandomStream(4, 1), target, canvases, 0);
            int covered = 0;
            foreach (float value in canvases.MaskOf(0, 0))
            {
                covered += value > 0.5f ? 1 : 0;
            }

            return covered;
        }

        // Edges grow by the part's own pixels, whatever the factor.
        Assert.InRange(Area(2.4), 5 * Area(0.7), 12 * Area(0.7));
    }

    private static PasteCanvases Canvases(int parts) => new(1, parts, Side, Side);

    private static void Put(PasteCanvases canvases, int part, int x, int y, int width, int height, float colour)
    {
        canvases.Types[part] = part;
        for (int row = y; row < y + height; row++)
        {
            canvases.MaskOf(0, part).Slice((row * Side) + x, width).Fill(1);
            for (int channel = 0; channel < 3; channel++)
            {
                canvases.ImageOf(0, part).Slice((channel * Side * Side) + (row * Side) + x, width).Fill(colour);
            }
        }
    }

    private static float[] Picture(float grey)
    {
        var picture = new float[3 * Side * Side];
        picture.AsSpan().Fill(grey);
        return picture;
    }

    private static (int X, int Y) Brightest(float[] picture)
    {
        int place = Array.IndexOf(picture, picture.Max());
        return (place % Side, place / Side);
    }
}
