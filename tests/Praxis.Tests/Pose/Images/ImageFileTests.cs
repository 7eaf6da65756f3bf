using Praxis.Pose;
using SkiaSharp;

namespace Praxis.Tests.Pose.Images;

public sealed class ImageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Png_WrittenAndRead_IsTheSame()
    {
        RgbImage image = Gradient(31, 17);
        ImageFile.WritePng(_folder["a.png"], image);

        RgbImage back = ImageFile.Read(_folder["a.png"]);

        Assert.Equal((31, 17), (back.Width, back.Height));
        Assert.Equal(image.Pixels, back.Pixels);
        Assert.Equal((31, 17), ImageFile.SizeOf(_folder["a.png"]));
    }

    [Fact]
    public void Jpeg_WrittenAndRead_IsNearlyTheSame()
    {
        RgbImage image = Gradient(64, 48);
        ImageFile.WriteJpeg(_folder["a.jpg"], image, 95);

        RgbImage back = ImageFile.Read(_folder["a.jpg"]);

        Assert.InRange(back.Pixels.Zip(image.Pixels, (x, y) => Math.Abs(x - y)).Average(), 0, 4);
    }

    [Fact]
    public void Png_OnePixel_IsRead()
    {
        ImageFile.WritePng(_folder["a.png"], new RgbImage(1, 1, [1, 2, 3]));

        Assert.Equal([1, 2, 3], ImageFile.Read(_folder["a.png"]).Pixels);
    }

    [Fact]
    public void Jpeg_OfTwelveMegapixels_IsRead()
    {
        ImageFile.WriteJpeg(_folder["a.jpg"], new RgbImage(4000, 3000), 50);

        RgbImage back = ImageFile.Read(_folder["a.jpg"]);

        Assert.Equal((4000, 3000), (back.Width, back.Height));
    }

    [Fact]
    public void WebP_IsRead()
    {
        using SKBitmap bitmap = ImageFile.ToBitmap(Gradient(20, 10));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Webp, 95);
        _folder.Write("a.webp", data.ToArray());

        Assert.Equal(20, ImageFile.Read(_folder["a.webp"]).Width);
    }

    // Uncompressed, 24 bits, rows from the bottom, blue first, padded to four bytes.
    [Fact]
    public void Bmp_IsRead()
    {
        byte[] bytes =
        [
            .. "BM"u8, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0,
            .. new byte[24], 3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 12, 11, 10, 0, 0,
        ];

        Assert.Equal(
            [7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6], ImageFile.Read(_folder.Write("a.bmp", bytes)).Pixels);
    }

    [Fact]
    public void Png_Transparent_IsOverBlack()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(2, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.SetPixel(0, 0, new SKColor(200, 100, 50, 0));
        bitmap.SetPixel(1, 0, new SKColor(200, 100, 50, 128));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        Assert.Equal([0, 0, 0, 100, 50, 25], ImageFile.Read(_folder.Write("a.png", data.ToArray())).Pixels);
    }

    [Fact]
    public void Png_Grey_IsThreeEqualChannels()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(2, 1, SKColorType.Gray8, SKAlphaType.Opaque));
        bitmap.GetPixelSpan()[0] = 7;
        bitmap.GetPixelSpan()[1] = 200;
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        Assert.Equal([7, 7, 7, 200, 200, 200], ImageFile.Read(_folder.Write("a.png", data.ToArray())).Pixels);
    }

    // 16 bits: 0x8080 of 0xFFFF is 128 of 255. And a palette of two colours.
    [Fact]
    public void Png_Of16BitsAndOfAPalette_AreEightBitColours()
    {
        byte[] deep = PngBytes.Of(1, 1, 16, 2, [0, 0x80, 0x80, 0xFF, 0xFF, 0, 0]);
        byte[] palette = PngBytes.Of(2, 1, 8, 3, [0, 1, 0], palette: [9, 8, 7, 200, 100, 50]);

        Assert.Equal([128, 255, 0], ImageFile.Read(_folder.Write("a.png", deep)).Pixels);
        Assert.Equal([200, 100, 50, 9, 8, 7], ImageFile.Read(_folder.Write("b.png", palette)).Pixels);
    }

    // A picture of 24 x 16 whose upper left quarter is red in the file; the eight orientations move it.
    [Theory]
    [InlineData(1, 24, 16, 0, 0)]
    [InlineData(2, 24, 16, 1, 0)]
    [InlineData(3, 24, 16, 1, 1)]
    [InlineData(4, 24, 16, 0, 1)]
    [InlineData(5, 16, 24, 0, 0)]
    [InlineData(6, 16, 24, 1, 0)]
    [InlineData(7, 16, 24, 1, 1)]
    [InlineData(8, 16, 24, 0, 1)]
    public void Jpeg_Orientation_IsApplied(int orientation, int width, int height, int right, int down)
    {
        var image = new RgbImage(24, 16);
        for (int i = 0; i < 24 * 16; i++)
        {
            image.Pixels[3 * i] = (byte)(i % 24 < 12 && i / 24 < 8 ? 255 : 0);
        }

        ImageFile.WriteJpeg(_folder["a.jpg"], image, 100);
        byte[] jpeg = File.ReadAllBytes(_folder["a.jpg"]);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1,
            0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        RgbImage seen = ImageFile.Read(_folder.Write("b.jpg", [.. jpeg[..2], .. exif, .. jpeg[2..]]));

        Assert.Equal((width, height), (seen.Width, seen.Height));
        Assert.Equal((width, height), ImageFile.SizeOf(_folder["b.jpg"]));
        for (int corner = 0; corner < 4; corner++)
        {
            int x = (corner % 2 * width / 2) + (width / 4);
            int y = (corner / 2 * height / 2) + (height / 4);
            bool isRed = seen.Pixels[3 * ((y * width) + x)] > 128;
            Assert.Equal((corner % 2, corner / 2) == (right, down), isRed);
        }
    }

    [Fact]
    public void Read_BadFiles_AreOneLineEach()
    {
        RgbImage image = Gradient(200, 200);
        ImageFile.WriteJpeg(_folder["good.jpg"], image);
        ImageFile.WritePng(_folder["good.png"], image);
        _folder.Write("empty.jpg", "");
        _folder.Write("text.jpg", "this is no picture at all");
        _folder.Write("cut.jpg", File.ReadAllBytes(_folder["good.jpg"])[..^1000]);
        _folder.Write("cut.png", File.ReadAllBytes(_folder["good.png"])[..^500]);
        _folder.Write("large.png", PngBytes.Of(20_000, 20_000, 8, 2, [0]));

        Assert.Equal("empty.jpg: the file is empty; copy the picture again", Error("empty.jpg"));
        Assert.Equal("text.jpg: is no picture that is read; save it as JPEG, PNG, BMP or WebP",
            Error("text.jpg"));
        Assert.Equal("cut.jpg: is cut off; copy the picture again", Error("cut.jpg"));
        Assert.Equal("cut.png: is cut off; copy the picture again", Error("cut.png"));
        Assert.Equal("large.png: has 20000 x 20000 pixels, and at most 100000000 are read; make it smaller",
            Error("large.png"));
        Assert.StartsWith("none.jpg: cannot be read", Error("none.jpg"), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_Lists_PicturesInOrder()
    {
        _folder.Write("b/2.PNG", "x");
        _folder.Write("a.jpg", "x");
        _folder.Write("notes.txt", "x");

        Assert.Equal(
            ["a.jpg", "2.PNG"], ImageFolder.List(_folder.Path).Select(path => Path.GetFileName(path)));
        Assert.Equal("b/3: no such file or folder; check the path of the pictures",
            _folder.Error(() => ImageFolder.List(_folder["b/3"])));
    }

    [Fact]
    public void Overlay_OfAPerson_ColoursItsSides()
    {
        var skeleton = new PoseSkeleton("two", ["left_a", "left_b", "right_a", "right_b"], [(0, 1), (2, 3)]);
        Joint[] joints =
        [
            new(40, 20, JointState.Visible), new(40, 180, JointState.Visible), new(160, 20, JointState.Visible),
            new(160, 180, JointState.Missing),
        ];

        RgbImage drawn = SkeletonOverlay.Draw(new RgbImage(200, 200), skeleton, [joints]);

        Assert.Equal([86, 180, 233], drawn.Pixels.AsSpan(3 * ((100 * 200) + 40), 3).ToArray());
        Assert.Equal([230, 159, 0], drawn.Pixels.AsSpan(3 * ((20 * 200) + 160), 3).ToArray());
        Assert.Equal([0, 0, 0], drawn.Pixels.AsSpan(3 * ((100 * 200) + 160), 3).ToArray());
    }

    [Fact]
    public void Overlay_OddPlaces_IsDrawnWithoutFault()
    {
        DetectedJoint[] joints =
            [.. Enumerable.Range(0, 14).Select(i => new DetectedJoint(i == 0 ? double.NaN : 1e9 * i, -5, i / 14f))];

        SkeletonOverlay.Draw(new RgbImage(10, 10), PoseSkeleton.Lsp, [joints]);
    }

    private string Error(string name) => _folder.Error(() => ImageFile.Read(_folder[name]));

    private static RgbImage Gradient(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)((i * 7 / 3 % width) + (i / 3 / width) + (i % 3 * 40));
        }

        return image;
    }
}
