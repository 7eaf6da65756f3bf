using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Parts;

public sealed class PartPreparationTests
{
    private static readonly PasteOptions Plain = new()
    {
        SmallestScale = 1,
        LargestScale = 1,
        ErosionSide = 1,
        BlurSide = 1,
    };

    public static TheoryData<string> Arms => ["parts", "cutout", "solid", "noise", "texture", "anchored"];

    [Theory]
    [InlineData(32, 32)]
    [InlineData(31, 40)]
    public void Prepare_Block_StandsInTheMiddleAtItsSize(int width, int height)
    {
        // Body diagonal 50, ratio .4: a block of 12 x 16 (diagonal 20) keeps its size.
        PasteCanvases canvases = Filled(new PartPreparation(Pool(4, 12, 16), Plain), width, height, 50);

        ReadOnlySpan<float> mask = canvases.MaskOf(0, 0);
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            sum += mask[i];
            x += mask[i] * ((i % width) + 0.5);
            y += mask[i] * ((i / width) + 0.5);
        }

        // An odd side puts edges on half pixels, which any share of the part fills.
        Assert.Equal((width % 2 == 0 ? 12 : 13) * 16, sum, 1e-3);
        Assert.Equal(width / 2.0, x / sum, 1e-6);
        Assert.Equal(height / 2.0, y / sum, 1e-6);
        Assert.Equal(4, canvases.Types[0]);
    }

    [Fact]
    public void Prepare_Colours_AreNormalisedAndZeroOutside()
    {
        PasteCanvases canvases = Filled(new PartPreparation(Pool(4, 12, 16), Plain), 32, 32, 50);

        float expected = (float)(((200 / 255.0) - 0.485) / 0.229);
        for (int i = 0; i < 32 * 32; i++)
        {
            Assert.Equal(canvases.MaskOf(0, 0)[i] > 0 ? expected : 0, canvases.ImageOf(0, 0)[i], 1e-5f);
        }
    }

    [Fact]
    public void Prepare_Edges_AreErodedAndBlurred()
    {
        PasteOptions eroded = Plain with { ErosionSide = 3 };
        ReadOnlySpan<float> hard = Filled(new PartPreparation(Pool(4, 12, 16), eroded), 32, 32, 50).MaskOf(0, 0);
        PasteOptions soft = eroded with { BlurSide = 3 };
        ReadOnlySpan<float> mask = Filled(new PartPreparation(Pool(4, 12, 16), soft), 32, 32, 50).MaskOf(0, 0);

        // 10 x 14 remain; a Gaussian of deviation .8 gives .2389, .5221, .2389.
        Assert.Equal(140, hard.ToArray().Sum(), 1e-3);
        Assert.Equal(140, mask.ToArray().Sum(), 1e-3);
        Assert.Equal(0.23899f, mask[(16 * 32) + 10], 1e-4f);
        Assert.Equal(0.76101f, mask[(16 * 32) + 11], 1e-4f);
        Assert.Equal(1, mask[(16 * 32) + 16], 1e-4f);
    }

    [Theory]
    [InlineData(25, 0.5)]
    [InlineData(100, 2)]
    public void Prepare_Body_SetsTheSize(double diagonal, double factor)
    {
        PasteCanvases canvases = Filled(new PartPreparation(Pool(4, 12, 16), Plain), 64, 64, diagonal);

        Assert.Equal(12 * 16 * factor * factor, canvases.Masks.Sum(), 1e-3);
    }

    [Fact]
    public void Prepare_ManyDraws_KeepRangesTypesAndCounts()
    {
        PasteOptions options = new() { PartCounts = [0, 2, 4] };
        var preparation = new PartPreparation(DrawnParts.Pool, options);
        var canvases = new PasteCanvases(1, preparation.PartCount, 48, 48);
        var random = new RandomStream(3, 1);
        var counts = new Dictionary<int, int>();
        var types = new HashSet<int>();
        for (int i = 0; i < 300; i++)
        {
            preparation.Prepare(random, new PasteTarget(50), canvases, 0);
            int count = canvases.Types.Count(type => type != PasteCanvases.NoType);
            counts[count] = counts.GetValueOrDefault(count) + 1;
            types.UnionWith(canvases.Types);
            for (int part = 0; part < count; part++)
            {
                PastePlacement placement = canvases.Placements[part];
                Assert.InRange(placement.Angle, -Math.PI / 2, Math.PI / 2);
                Assert.InRange(placement.X, -1.2, 1.2);
                Assert.InRange(placement.Y, -1.2, 1.2);
            }
        }

        Assert.Equal([0, 2, 4], counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 70, 130));
        Assert.Equal(DrawnParts.Pool.Types.Count + 1, types.Count);
    }

    [Theory]
    [MemberData(nameof(Arms))]
    public void Prepare_SameStream_GivesTheSameBytes(string arm)
    {
        IPastePreparation preparation = Arm(arm);
        PasteCanvases Canvases(ulong stream)
        {
            var canvases = new PasteCanvases(2, preparation.PartCount, 48, 48);
            preparation.Prepare(new RandomStream(9, stream), Target(), canvases, 1);
            return canvases;
        }

        PasteCanvases one = Canvases(1);
        PasteCanvases again = Canvases(1);
        PasteCanvases other = Canvases(2);

        Assert.Equal(one.Images, again.Images);
        Assert.Equal(one.Masks, again.Masks);
        Assert.Equal(one.Placements, again.Placements);
        Assert.NotEqual(one.Masks, other.Masks);
        // Only the second picture's places are filled.
        Assert.Equal(PasteCanvases.NoType, one.Types[0]);
        Assert.DoesNotContain(one.Masks.Take(one.Masks.Length / 2), share => share != 0);
        Assert.Contains(one.Masks, share => share > 0.5f);
    }

    [Theory]
    [MemberData(nameof(Arms))]
    public void Prepare_HalfBodyOrFewJoints_LeavesAllEmpty(string arm)
    {
        IPastePreparation preparation = Arm(arm, new PasteOptions { FewestLabelledJoints = 8 });
        var canvases = new PasteCanvases(1, preparation.PartCount, 48, 48);
        canvases.Masks[5] = 1;
        canvases.Types[0] = 3;

        preparation.Prepare(new RandomStream(1, 1), Target() with { IsHalfBody = true }, canvases, 0);
        Assert.All(canvases.Masks, share => Assert.Equal(0, share));
        Assert.All(canvases.Types, type => Assert.Equal(PasteCanvases.NoType, type));

        preparation.Prepare(new RandomStream(1, 1), Target() with { LabelledJoints = 7 }, canvases, 0);
        Assert.All(canvases.Types, type => Assert.Equal(PasteCanvases.NoType, type));
    }

    [Fact]
    public void Cutout_MeanColour_IsZeroOnceNormalised()
    {
        PasteCanvases canvases = Filled(new CutoutPatch(Pool(4, 12, 16), PatchFill.Mean, Plain), 32, 32, 50);

        Assert.All(canvases.Images, colour => Assert.InRange(colour, -0.02f, 0.02f));
        Assert.Equal(12 * 16, canvases.Masks.Sum(), 1e-3);
    }

    [Fact]
    public void Patches_OfASilhouette_HaveItsArea()
    {
        // A disc of diameter 20 fills π/4 of its box.
        var image = new RgbImage(20, 20);
        byte[] mask =
        [
            .. Enumerable.Range(0, 400).Select(i =>
                Math.Pow((i % 20) - 9.5, 2) + Math.Pow((i / 20) - 9.5, 2) < 100 ? (byte)1 : (byte)0),
        ];
        var disc = new BodyPart(BodyPartType.All[4], image, mask, new Joint[16], "disc");
        PasteCanvases canvases =
            Filled(new CutoutPatch(new PartPool([disc]), PatchFill.Noise, Plain), 48, 48, disc.Diagonal / 0.4);

        Assert.InRange(canvases.Masks.Sum(), 0.9 * disc.Area, 1.1 * disc.Area);
    }

    [Fact]
    public void Texture_Patch_ShowsThePicture()
    {
        var preparation = new TexturePatch(Pool(4, 12, 16), Plain);
        var texture = new RgbImage(40, 40);
        texture.Pixels.AsSpan().Fill(90);
        var canvases = new PasteCanvases(1, 1, 32, 32);
        preparation.Prepare(new RandomStream(2, 2), new PasteTarget(50) { Texture = texture }, canvases, 0);

        Assert.Equal((float)(((90 / 255.0) - 0.485) / 0.229), canvases.Images[(16 * 32) + 16], 1e-5f);
        Assert.Throws<ArgumentException>(
            () => preparation.Prepare(new RandomStream(2, 2), new PasteTarget(50), canvases, 0));
    }

    // What lies beyond the picture of a crop is black, and no texture.
    [Fact]
    public void Texture_Patch_IsCutFromTheAreaAlone()
    {
        var preparation = new TexturePatch(Pool(4, 12, 16), Plain);
        var texture = new RgbImage(40, 40);
        for (int y = 5; y < 25; y++)
        {
            texture.Pixels.AsSpan(3 * ((40 * y) + 30), 30).Fill(255);
        }

        var target = new PasteTarget(50) { Texture = texture, TextureArea = new PersonBox(30, 5, 10, 20) };
        var random = new RandomStream(2, 2);
        for (int draw = 0; draw < 20; draw++)
        {
            var canvases = new PasteCanvases(1, 1, 32, 32);
            preparation.Prepare(random, target, canvases, 0);
            Assert.Equal(10 * 16, canvases.Masks.Sum(), 1e-3);
            for (int i = 0; i < canvases.Masks.Length; i++)
            {
                Assert.True(canvases.Masks[i] == 0 || canvases.Images[i] > 2, $"{canvases.Images[i]}");
            }
        }

        Assert.Throws<ArgumentException>(() => preparation.Prepare(
            random, target with { TextureArea = new PersonBox(30, 5, 11, 20) }, new PasteCanvases(1, 1, 32, 32), 0));
    }

    [Fact]
    public void Constructor_ImpossibleOptions_AreRefused()
    {
        PartPool pool = Pool(4, 12, 16);

        Assert.Throws<ArgumentException>(() => new PartPreparation(new PartPool([])));
        Assert.Throws<ArgumentException>(() => new PartPreparation(pool, Plain with { PartCounts = [] }));
        Assert.Throws<ArgumentException>(() => new PartPreparation(pool, Plain with { SmallestScale = 2 }));
        Assert.Throws<ArgumentException>(() => new PartPreparation(pool, Plain with { BlurSide = 4 }));
        Assert.Throws<ArgumentException>(() => new PartPreparation(pool, Plain with { Deviation = [1, 1, 0] }));
        Assert.Throws<ArgumentException>(
            () => new PartPreparation(pool, Plain with { PartCounts = [3] })
                .Prepare(new RandomStream(1, 1), new PasteTarget(9), new PasteCanvases(1, 2, 8, 8), 0));
    }

    [Fact]
    public void Target_OfCrop_ScalesTheCanvassDiagonal() =>
        Assert.Equal(80 / 1.25 / 2, PasteTarget.OfCrop(48, 64, 2).BodyDiagonal, 1e-12);

    internal static PartPool Pool(int type, int width, int height) => new([DrawnParts.Block(type, width, height)]);

    private static PasteCanvases Filled(IPastePreparation preparation, int width, int height, double diagonal)
    {
        var canvases = new PasteCanvases(1, preparation.PartCount, width, height);
        preparation.Prepare(new RandomStream(1, 1), new PasteTarget(diagonal), canvases, 0);
        return canvases;
    }

    private static PasteTarget Target()
    {
        var texture = new RgbImage(48, 48);
        for (int i = 0; i < texture.Pixels.Length; i++)
        {
            texture.Pixels[i] = (byte)(37 * i);
        }

        return new PasteTarget(50)
        {
            Texture = texture,
            Joints = DrawnParts.Joints((i, _) => (10 + (2 * (i % 8)), 8 + (2 * i))),
        };
    }

    private static IPastePreparation Arm(string name, PasteOptions? options = null) => name switch
    {
        "parts" => new PartPreparation(DrawnParts.Pool, options),
        "cutout" => new CutoutPatch(DrawnParts.Pool, PatchFill.Mean, options),
        "solid" => new CutoutPatch(DrawnParts.Pool, PatchFill.Solid, options),
        "noise" => new CutoutPatch(DrawnParts.Pool, PatchFill.Noise, options),
        "texture" => new TexturePatch(DrawnParts.Pool, options),
        _ => new AnchoredPaste(DrawnParts.Pool, null, options),
    };
}
