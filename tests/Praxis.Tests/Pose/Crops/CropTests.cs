using CsCheck;
using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Crops;

public sealed class CropTests
{
    private static readonly Gen<CropTransform> Transforms = Gen.Select(
        Gen.Double[-50, 500], Gen.Double[-50, 500], Gen.Double[1, 400], Gen.Int[1, 80], Gen.Int[1, 80],
        Gen.Double[-180, 180], Gen.Bool)
        .Select(t => new CropTransform((t.Item1, t.Item2), t.Item3, t.Item4, t.Item5, t.Item6, t.Item7));

    [Fact]
    public void RandomCrop_OfCocosJoints_IsCocos()
    {
        Assert.Same(RandomCrop.Coco, RandomCrop.For(PoseSkeleton.Coco));
        Assert.Same(RandomCrop.Mpii, RandomCrop.For(PoseSkeleton.Lsp));
        Assert.Equal((2.2, 2.4), (RandomCrop.Mpii.Reach, RandomCrop.Coco.Reach));
    }

    [Fact]
    public void ToCrop_OfToPicture_IsThePoint() => Gen.Select(
        Transforms, Gen.Double[-9, 99], Gen.Double[-9, 99]).Sample((crop, x, y) =>
        {
            (double pictureX, double pictureY) = crop.ToPicture(x, y);
            (double backX, double backY) = crop.ToCrop(pictureX, pictureY);
            return Math.Abs(backX - x) < 1e-7 && Math.Abs(backY - y) < 1e-7;
        });

    // The three point pairs of the authors' code: the centre, the point half the width above it turned by the angle,
    // and the corner of the right angle that both make.
    [Fact]
    public void ToPicture_TurnedByThirty_MapsTheAuthorsPoints()
    {
        var crop = new CropTransform((100, 60), 50, 64, 96, rotation: 30);
        (double sine, double cosine) = Math.SinCos(Math.PI / 6);

        AssertNear((100, 60), crop.ToPicture(32, 48));
        AssertNear((100 + (25 * sine), 60 - (25 * cosine)), crop.ToPicture(32, 48 - 32));
        AssertNear((100 - (25 * cosine), 60 - (25 * sine)), crop.ToPicture(0, 48));
    }

    // The authors mirror the picture, x to W − x, and then crop about the mirrored centre.
    [Fact]
    public void Mirrored_IsTheCropOfTheMirroredPicture() => Gen.Select(
        Transforms, Gen.Double[0, 80], Gen.Double[0, 80]).Sample((crop, x, y) =>
        {
            const double width = 333;
            double wide = crop.Scale * crop.Width;
            var ofMirror = new CropTransform(
                (width - crop.Centre.X, crop.Centre.Y), wide, crop.Width, crop.Height, crop.Rotation);
            var mirrored = new CropTransform(
                crop.Centre, wide, crop.Width, crop.Height, crop.Rotation, isMirrored: true);
            (double expectedX, double expectedY) = ofMirror.ToPicture(x, y);
            (double actualX, double actualY) = mirrored.ToPicture(x, y);
            return Math.Abs(width - expectedX - actualX) < 1e-7 && Math.Abs(expectedY - actualY) < 1e-7;
        });

    [Theory]
    [InlineData(40, 20, 64, 64, 50)]
    [InlineData(20, 40, 64, 64, 50)]
    [InlineData(20, 40, 48, 64, 37.5)]
    [InlineData(40, 20, 48, 64, 50)]
    [InlineData(0, 0, 48, 64, 1.25)]
    public void Of_Box_IsWidenedToTheShapeAndPadded(double wide, double high, int width, int height, double expected)
    {
        CropTransform crop = CropTransform.Of(new PersonBox(10, 20, wide, high), width, height);

        Assert.Equal(expected, crop.Scale * width, 10);
        Assert.Equal((10 + (wide / 2), 20 + (high / 2)), crop.Centre);
    }

    [Fact]
    public void Joints_OfAMirroredCrop_ChangeSidesAndComeBack()
    {
        var skeleton = new PoseSkeleton("three", ["left_a", "right_a", "b"], []);
        var crop = new CropTransform((50, 50), 100, 100, 100, isMirrored: true);
        Joint[] joints =
            [new(10, 20, JointState.Visible), new(70, 30, JointState.Hidden), default];

        Joint[] mapped = crop.ToCrop(joints, skeleton);

        Assert.Equal([new Joint(30, 30, JointState.Hidden), new Joint(90, 20, JointState.Visible), default], mapped);
        Assert.Equal(
            [(10.0, 20.0), (70.0, 30.0)],
            crop.ToPicture([.. mapped.Select(joint => new DetectedJoint(joint.X, joint.Y, 1))], skeleton)
                .Take(2).Select(joint => (joint.X, joint.Y)));
    }

    [Fact]
    public void Sample_Identity_IsThePicture()
    {
        RgbImage image = Noise(7, 5);
        var crop = new CropTransform((3.5, 2.5), 7, 7, 5);

        Assert.Equal(image.Pixels, CropSampler.ToImage(image, crop).Pixels);
    }

    [Fact]
    public void Sample_Mirrored_IsThePictureBackwards()
    {
        RgbImage image = Noise(7, 5);
        RgbImage mirrored = CropSampler.ToImage(image, new CropTransform((3.5, 2.5), 7, 7, 5, isMirrored: true));

        for (int i = 0; i < mirrored.Pixels.Length; i++)
        {
            int column = i / 3 % 7;
            Assert.Equal(image.Pixels[i + (3 * (6 - (2 * column)))], mirrored.Pixels[i]);
        }
    }

    [Fact]
    public void Sample_HalfAPixelAside_IsTheMeanAndHalfBlackAtTheBorder()
    {
        var image = new RgbImage(2, 1, [100, 100, 100, 200, 200, 200]);
        var crop = new CropTransform((0.5, 0.5), 2, 2, 1);

        Assert.Equal([50, 50, 50, 150, 150, 150], CropSampler.ToImage(image, crop).Pixels);
    }

    [Fact]
    public void Sample_AnyCrop_IsThatOfAPlainReference() => Gen.Select(
        Transforms, Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[1, 3]).Sample(
        (crop, width, height, samples) =>
        {
            RgbImage image = Noise(width, height);
            var actual = new float[3 * crop.Width * crop.Height];
            CropSampler.Sample(image, crop, PixelNormalisation.ImageNet, actual, samples);
            double[] expected = Reference(image, crop, samples);
            return actual.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
        },
        iter: 200);

    [Fact]
    public void Draw_ManyTimes_HasTheRulesShares()
    {
        CropChange[] changes =
            [.. Enumerable.Range(0, 20_000).Select(i => RandomCrop.Mpii.Draw(new RandomStream(1, (ulong)i)))];

        Assert.All(changes, change => Assert.InRange(change.Scale, 0.75, 1.25));
        Assert.All(changes, change => Assert.InRange(change.Rotation, -60, 60));
        Assert.InRange(changes.Average(change => change.IsMirrored ? 1.0 : 0), 0.48, 0.52);
        Assert.InRange(changes.Average(change => change.Rotation != 0 ? 1.0 : 0), 0.58, 0.62);
        // 2 (1 - Phi(1)) = .317 of the scales are clipped.
        Assert.InRange(changes.Average(change => change.Scale is 0.75 or 1.25 ? 1.0 : 0), 0.30, 0.33);
        Assert.InRange(changes.Average(change => change.Scale), 0.99, 1.01);
    }

    [Fact]
    public void DrawBox_HalfBody_IsOneHalfWithItsMargin()
    {
        var joints = new Joint[16];
        for (int i = 0; i < 16; i++)
        {
            joints[i] = new Joint(i, i < 7 ? 100 + i : i, JointState.Visible);
        }

        var person = new Person(joints, new PersonBox(0, 0, 200, 200));
        RandomCrop options = RandomCrop.Mpii with { HalfBodyShare = 1 };
        PersonBox[] boxes =
        [
            .. Enumerable.Range(0, 50).Select(i =>
                options.DrawBox(person, PoseSkeleton.Mpii, new RandomStream(1, (ulong)i))).Distinct(),
        ];

        Assert.Equal(2, boxes.Length);
        Assert.Contains(boxes, box => box.Centre == (3, 103) && Math.Abs(box.Width - (6 * 1.2)) < 1e-12);
        Assert.Contains(boxes, box => box.Centre == (11, 11) && Math.Abs(box.Width - (8 * 1.2)) < 1e-12);
        Assert.Equal(person.Box, RandomCrop.Mpii.DrawBox(person, PoseSkeleton.Mpii, new RandomStream(1, 1)));
    }

    private static RgbImage Noise(int width, int height)
    {
        var random = new RandomStream(3, 4);
        return new RgbImage(
            width, height, [.. Enumerable.Range(0, 3 * width * height).Select(_ => (byte)random.NextInt(256))]);
    }

    // The sum of all pixels, each weighted by the tent over its centre.
    private static double[] Reference(RgbImage image, CropTransform crop, int samples)
    {
        double[] mean = [0.485, 0.456, 0.406];
        double[] deviation = [0.229, 0.224, 0.225];
        var result = new double[3 * crop.Width * crop.Height];
        for (int i = 0; i < result.Length; i++)
        {
            int channel = i / (crop.Width * crop.Height);
            int row = i / crop.Width % crop.Height;
            int column = i % crop.Width;
            double sum = 0;
            for (int part = 0; part < samples * samples; part++)
            {
                (double x, double y) = crop.ToPicture(
                    column + (((part % samples) + 0.5) / samples), row + (((part / samples) + 0.5) / samples));
                for (int k = (int)Math.Floor(y - 0.5); k <= Math.Floor(y - 0.5) + 1; k++)
                {
                    for (int l = (int)Math.Floor(x - 0.5); l <= Math.Floor(x - 0.5) + 1; l++)
                    {
                        double tent = Math.Max(0, 1 - Math.Abs(x - l - 0.5)) * Math.Max(0, 1 - Math.Abs(y - k - 0.5));
                        bool isInside = k >= 0 && l >= 0 && k < image.Height && l < image.Width;
                        sum += isInside ? tent * image.Pixels[(((k * image.Width) + l) * 3) + channel] : 0;
                    }
                }
            }

            result[i] = ((sum / (255 * samples * samples)) - mean[channel]) / deviation[channel];
        }

        return result;
    }

    private static void AssertNear((double X, double Y) expected, (double X, double Y) actual)
    {
        Assert.Equal(expected.X, actual.X, 10);
        Assert.Equal(expected.Y, actual.Y, 10);
    }
}
