using Praxis.Pose;
using Praxis.Tests.Pose.Figures;

namespace Praxis.Tests.Pose.Parts;

public sealed class PartPoolBuilderTests
{
    private const int Side = 60;

    [Fact]
    public void Types_Table_IsThatOfTheAuthors()
    {
        Assert.Equal(Enumerable.Range(0, 25), BodyPartType.All.Select(type => type.Index));
        Assert.Equal(25, BodyPartType.All.Select(type => type.Name).Distinct().Count());
        Assert.Equal([13, 14, 15], BodyPartType.Find("Left-Arm")!.AnchorJoints);
        Assert.Equal(
            ["left_shoulder", "left_elbow", "left_wrist"],
            BodyPartType.All[0].AnchorJoints.Select(joint => PoseSkeleton.Mpii.Joints[joint]));
        Assert.Equal(
            ["right_ankle", "right_knee"],
            BodyPartType.Find("right-shoe")!.AnchorJoints.Select(joint => PoseSkeleton.Mpii.Joints[joint]));
        Assert.Equal(0.9, BodyPartType.All[BodyPartType.WholePerson].DiagonalRatio);
        Assert.Null(BodyPartType.Find("tail"));
    }

    [Fact]
    public void Add_Figures_GivesPartsOfNearlyAllTypesWithTheirJoints()
    {
        PartPool pool = DrawnParts.Pool;

        // Socks are not drawn; what few people wear may be missing among fifty.
        Assert.InRange(pool.Types.Count, 18, 24);
        Assert.DoesNotContain(pool.Types, type => type.Name == "socks");
        Assert.All(pool.Parts, part =>
        {
            Assert.InRange(part.Area, 20, Side * Side * 4);
            Assert.Contains(part.Type.AnchorJoints, part.HasJoint);
            Assert.StartsWith("train/", part.Source, StringComparison.Ordinal);
        });
        Assert.NotEmpty(pool.Rejections);
    }

    [Fact]
    public void Add_FiguresPart_HasThePicturesPixels()
    {
        FigureSample sample = DrawnFigures.Of(FigureSplit.Train)[0];
        var builder = new PartPoolBuilder(PartCleaning.Figures);
        builder.Add(sample);
        BodyPart whole = builder.Build().Of(BodyPartType.WholePerson)[0];

        // The box's place by a joint that both know.
        int left = (int)Math.Round(sample.Joints[13].X - whole.Joints[9].X);
        int top = (int)Math.Round(sample.Joints[13].Y - whole.Joints[9].Y);
        for (int i = 0; i < whole.Mask.Length; i++)
        {
            int pixel = ((top + (i / whole.Image.Width)) * 96) + left + (i % whole.Image.Width);
            for (int channel = 0; channel < 3; channel++)
            {
                Assert.Equal(
                    whole.Mask[i] == 1 ? sample.Image.Pixels[(3 * pixel) + channel] : 0,
                    whole.Image.Pixels[(3 * i) + channel]);
            }

            Assert.True(whole.Mask[i] == 0 || sample.IsTarget(pixel));
        }
    }

    [Fact]
    public void Add_FigureToTestOn_IsRefused() => Assert.Throws<ArgumentException>(
        () => new PartPoolBuilder(PartCleaning.Figures).Add(DrawnFigures.Of(FigureSplit.Clean)[0]));

    [Theory]
    [InlineData("area: 360 pixels, below 400", 20, 20, 18, 20)]
    [InlineData("side: 11 pixels, below 12", 5, 5, 50, 11)]
    [InlineData("border: 26 % of the contour, above 25 %", 0, 20, 20, 20)]
    [InlineData("", 20, 20, 20, 20)]
    public void Judge_Box_SaysWhatIsWrong(string reason, int x, int y, int width, int height) =>
        Assert.Equal(reason, Reason(new PartCleaning(), Box(x, y, width, height), 128));

    [Fact]
    public void Judge_LongBox_SaysTheAspect() => Assert.Equal(
        "aspect: 10, above 8",
        Reason(new PartCleaning { ShortestSide = 2, SmallestArea = 10 }, Box(5, 5, 50, 5), 128));

    [Fact]
    public void Judge_TwoPieces_KeepsTheLargestOrSaysSo()
    {
        byte[] even = Box(2, 2, 24, 24);
        byte[] other = Box(32, 32, 22, 22);
        byte[] crumb = Box(50, 2, 3, 3);

        Assert.Equal(
            "components: the largest holds 54 %, below 85 %", Reason(new PartCleaning(), Union(even, other), 128));
        (BodyPart? part, _) = Judge(new PartCleaning(), Union(even, crumb), 128);
        Assert.Equal((24, 24 * 24), (part!.Image.Width, part.Area));
    }

    [Theory]
    [InlineData(2, "brightness: 0.008, below 0.03")]
    [InlineData(255, "brightness: 1, above 0.97")]
    public void Judge_Shadow_SaysTheBrightness(byte grey, string reason) =>
        Assert.Equal(reason, Reason(new PartCleaning(), Box(10, 10, 30, 30), grey));

    [Fact]
    public void Judge_PureRed_SaysTheSaturation()
    {
        var picture = new RgbImage(Side, Side);
        for (int i = 0; i < picture.Pixels.Length; i += 3)
        {
            picture.Pixels[i] = 200;
        }

        (_, string reason) = new PartCleaner(new PartCleaning())
            .Judge(BodyPartType.All[0], picture, Box(10, 10, 30, 30), Middle(), "x");

        Assert.Equal("saturation: 1, above 0.98", reason);
    }

    [Fact]
    public void Judge_NoJoint_SaysSoUnlessNoneIsNeeded()
    {
        var picture = new RgbImage(Side, Side);
        picture.Pixels.AsSpan().Fill(128);
        var missing = new Joint[16];
        BodyPartType arm = BodyPartType.All[0];

        Assert.Equal(
            "joints: none of its own is annotated in it",
            new PartCleaner(new PartCleaning()).Judge(arm, picture, Box(10, 10, 30, 30), missing, "x").Reason);
        Assert.NotNull(new PartCleaner(new PartCleaning { NeedsJoint = false })
            .Judge(arm, picture, Box(10, 10, 30, 30), missing, "x").Part);
    }

    [Fact]
    public void Add_LipMap_MergesLabels()
    {
        // A column of head, shirt, legs and shoes, each 20 wide and 20 high but the hat's 10.
        var labels = new int[40 * 110];
        void Paint(string name, int x, int y, int width, int height)
        {
            for (int row = y; row < y + height; row++)
            {
                labels.AsSpan((row * 40) + x, width).Fill(ParsingMap.LipNames.ToList().IndexOf(name));
            }
        }

        Paint("hat", 5, 5, 30, 14);
        Paint("face", 5, 19, 30, 16);
        Paint("upper-clothes", 5, 35, 30, 25);
        Paint("left-leg", 20, 60, 15, 30);
        Paint("left-shoe", 20, 90, 15, 12);
        var picture = new RgbImage(40, 110);
        picture.Pixels.AsSpan().Fill(100);
        var builder = new PartPoolBuilder(new PartCleaning { NeedsJoint = false, SmallestArea = 100 });
        builder.Add(picture, new ParsingMap(40, 110, labels, ParsingMap.LipNames), PartScheme.Lip, null, "made up");
        PartPool pool = builder.Build();

        Assert.Equal(30 * 30, pool.Of(14)[0].Area);
        Assert.Equal(15 * 42, pool.Of(7)[0].Area);
        Assert.Equal(15 * 30, pool.Of(2)[0].Area);
        Assert.Equal((30 * 55) + (15 * 42), pool.Of(9)[0].Area);
        Assert.Empty(pool.Of(0));
        Assert.Empty(pool.Rejections);
    }

    [Fact]
    public void ToLip_Clothing_PlacesSkinAndShoesByTheBody()
    {
        string[] names = ["null", "hair", "skin", "shirt", "shorts", "shoes", "bag"];
        string[] rows =
        [
            "....hh....",
            "....ss....",
            "....ss....",
            "s..tttt..s",
            "s..tttt..s",
            "s..tttt..s",
            "...pppp..b",
            "...p..p...",
            "...s..s...",
            "...s..s...",
            "...o..o...",
        ];
        int[] labels =
            [.. rows.SelectMany(row => row.Select(letter => ".hstpob".IndexOf(letter, StringComparison.Ordinal)))];

        ParsingMap lip = ClothingParsing.ToLip(new ParsingMap(10, rows.Length, labels, names));

        string At(int row, int column) => lip.Names[lip.Labels[(row * 10) + column]];
        Assert.Equal("hair", At(0, 4));
        Assert.Equal("face", At(2, 5));
        Assert.Equal("right-arm", At(4, 0));
        Assert.Equal("left-arm", At(4, 9));
        Assert.Equal("right-leg", At(9, 3));
        Assert.Equal("left-leg", At(8, 6));
        Assert.Equal("right-shoe", At(10, 3));
        Assert.Equal("left-shoe", At(10, 6));
        Assert.Equal("pants", At(6, 4));
        Assert.Equal("background", At(6, 9));
    }

    [Fact]
    public void Assign_Mask_GivesPixelsToTheNearestBone()
    {
        // Upright: shoulders at 20, hips at 40, the torso 20 long; all bones straight down from their joints.
        Joint[] joints = DrawnParts.Joints((i, _) => i switch
        {
            0 => (24, 80),
            1 => (24, 60),
            2 => (26, 40),
            3 => (34, 40),
            4 => (36, 60),
            5 => (36, 80),
            6 => (30, 40),
            7 => (30, 20),
            8 => (30, 16),
            9 => (30, 6),
            10 => (14, 48),
            11 => (14, 34),
            12 => (20, 20),
            13 => (40, 20),
            14 => (46, 34),
            _ => (46, 48),
        });
        var mask = new byte[60 * 90];
        mask.AsSpan().Fill(1);

        ParsingMap map = BoneParsing.Assign(60, mask, joints)!;

        string At(int x, int y) => map.Names[map.Labels[(y * 60) + x]];
        Assert.Equal("head", At(30, 10));
        Assert.Equal("torso", At(30, 30));
        Assert.Equal("right-forearm", At(14, 42));
        Assert.Equal("left-upper-arm", At(43, 27));
        Assert.Equal("right-shin", At(24, 70));
        Assert.Equal("left-thigh", At(35, 50));
        Assert.Equal("background", At(2, 85));
        Assert.Null(BoneParsing.Assign(60, mask, new Joint[16]));
    }

    private static IReadOnlyList<Joint> ToMpii(FigureSample sample) =>
        PoseMapping.Between(PoseSkeleton.Lsp, PoseSkeleton.Mpii).Apply(sample.Joints);

    [Fact]
    public void Add_PersonMask_GivesPartsAndRejectsWithoutATorso()
    {
        FigureSample sample = DrawnFigures.Of(FigureSplit.Clean)[0];
        var builder = new PartPoolBuilder(PartCleaning.Figures);
        builder.Add(sample.Image, sample.TargetMask(), ToMpii(sample), "person");
        builder.Add(sample.Image, sample.TargetMask(), new Joint[16], "nobody");
        PartPool pool = builder.Build();

        Assert.Single(pool.Of(BodyPartType.WholePerson));
        Assert.Contains(
            new PartRejection("all", "nobody", "joints: thorax and pelvis give no torso length"), pool.Rejections);
    }

    [Fact]
    public void Map_FalseLabel_IsRefused() => Assert.Throws<ArgumentException>(
        () => new ParsingMap(1, 2, [0, 20], ParsingMap.LipNames));

    private static string Reason(PartCleaning rules, byte[] mask, byte grey) => Judge(rules, mask, grey).Reason;

    private static (BodyPart? Part, string Reason) Judge(PartCleaning rules, byte[] mask, byte grey)
    {
        var picture = new RgbImage(Side, Side);
        picture.Pixels.AsSpan().Fill(grey);
        return new PartCleaner(rules).Judge(BodyPartType.All[9], picture, mask, Middle(), "x");
    }

    private static Joint[] Middle() => DrawnParts.Joints((_, _) => (25, 25));

    private static byte[] Box(int x, int y, int width, int height)
    {
        var mask = new byte[Side * Side];
        for (int row = y; row < y + height; row++)
        {
            mask.AsSpan((row * Side) + x, width).Fill(1);
        }

        return mask;
    }

    private static byte[] Union(byte[] a, byte[] b) => [.. a.Zip(b, (x, y) => (byte)(x | y))];
}
