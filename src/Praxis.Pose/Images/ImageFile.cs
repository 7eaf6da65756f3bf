using System.Security.Cryptography;
using Praxis.Core;
using SkiaSharp;

namespace Praxis.Pose;

/// <summary>Reads and writes pictures.</summary>
public static class ImageFile
{
    /// <summary>The most pixels of a picture that is read: 100 million.</summary>
    public const long MostPixels = 100_000_000;

    private const long MostBytes = 1 << 29;

    // Enough for the marks before the size, a small picture and colour tables among them.
    private const long HeaderBytes = 1 << 20;
    private const int FingerprintBytes = 16;

    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    /// <summary>Whether the name ends like a picture: jpg, jpeg, png, bmp or webp.</summary>
    /// <param name="path">A path; the file need not exist.</param>
    /// <returns>True for these endings in any case.</returns>
    public static bool Accepts(string path) =>
        Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a picture: JPEG, PNG, BMP or WebP, told by its content.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The picture as it is meant to be seen: turned as its EXIF orientation says, grey and palette as
    /// colours, 16 bits as 8, and what is transparent over black. Of several frames the first.</returns>
    /// <exception cref="InputException">The file is absent, empty, cut off, no picture, or has more than
    /// <see cref="MostPixels"/>; one line with the mend.</exception>
    public static RgbImage Read(string path) => Decode(path, Bytes(path, isWhole: true));

    /// <summary>The same, and a fingerprint of the file's bytes.</summary>
    internal static (RgbImage Image, string Fingerprint) ReadWithFingerprint(string path)
    {
        byte[] bytes = Bytes(path, isWhole: true);
        return (Decode(path, bytes), Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, FingerprintBytes)));
    }

    private static RgbImage Decode(string path, byte[] bytes)
    {
        using SKCodec codec = Open(path, bytes);
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MostPixels)
        {
            throw new InputException(
                $"{path}: has {width} x {height} pixels, and at most {MostPixels} are read; make it smaller");
        }

        // Decoded to 8 bits with colours multiplied by alpha: that is the picture over black.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        using var bitmap = new SKBitmap(info);
        SKCodecResult result = codec.GetPixels(info, bitmap.GetPixels());
        return result switch
        {
            SKCodecResult.Success => Turned(bitmap, codec.EncodedOrigin),
            SKCodecResult.IncompleteInput => throw new InputException($"{path}: is cut off; copy the picture again"),
            _ => throw new InputException(
                $"{path}: is damaged or of a kind that is not read; save it as JPEG or PNG"),
        };
    }

    /// <summary>The size of a picture as <see cref="Read"/> would give it, from the beginning of the file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Columns and rows.</returns>
    /// <exception cref="InputException">The file is absent, empty or no picture.</exception>
    public static (int Width, int Height) SizeOf(string path)
    {
        using SKCodec codec = Open(path, Bytes(path, isWhole: false));
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        return ExchangesSides(codec.EncodedOrigin) ? (height, width) : (width, height);
    }

    /// <summary>Writes a picture as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">The picture.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public static void WritePng(string path, RgbImage image) => Write(path, image, SKEncodedImageFormat.Png, 100);

    /// <summary>Writes a picture as JPEG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">The picture.</param>
    /// <param name="quality">1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is not in its range.</exception>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public static void WriteJpeg(string path, RgbImage image, int quality = 90)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        Write(path, image, SKEncodedImageFormat.Jpeg, quality);
    }

    /// <summary>A copy for Skia to draw on.</summary>
    internal static SKBitmap ToBitmap(RgbImage image)
    {
        var bitmap = new SKBitmap(
            new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Span<byte> target = bitmap.GetPixelSpan();
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).CopyTo(target[(4 * i)..]);
            target[(4 * i) + 3] = byte.MaxValue;
        }

        return bitmap;
    }

    /// <summary>The picture that was drawn.</summary>
    internal static RgbImage ToImage(SKBitmap bitmap)
    {
        var image = new RgbImage(bitmap.Width, bitmap.Height);
        ReadOnlySpan<byte> source = bitmap.GetPixelSpan();
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            source.Slice(4 * i, 3).CopyTo(image.Pixels.AsSpan(3 * i));
        }

        return image;
    }

    // From memory: what reads on demand cannot tell a cut file from a slow one.
    private static SKCodec Open(string path, byte[] bytes) => SKCodec.Create(new SKMemoryStream(bytes))
        ?? throw new InputException($"{path}: is no picture that is read; save it as JPEG, PNG, BMP or WebP");

    private static byte[] Bytes(string path, bool isWhole)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length is 0 or > MostBytes)
            {
                throw new InputException(file.Length == 0
                    ? $"{path}: the file is empty; copy the picture again"
                    : $"{path}: has {file.Length} bytes, and at most {MostBytes} are read; make it smaller");
            }

            var bytes = new byte[isWhole ? file.Length : Math.Min(file.Length, HeaderBytes)];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check that it is there and may be read", absent);
        }
    }

    /// <summary>A picture as a PNG file in memory.</summary>
    /// <param name="image">The picture.</param>
    /// <returns>The bytes of the file.</returns>
    /// <exception cref="EnvironmentException">SkiaSharp cannot write PNG.</exception>
    public static byte[] ToPng(RgbImage image)
    {
        using SKBitmap bitmap = ToBitmap(image);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100)
            ?? throw new EnvironmentException("SkiaSharp cannot write PNG");
        return data.ToArray();
    }

    private static void Write(string path, RgbImage image, SKEncodedImageFormat format, int quality)
    {
        using SKBitmap bitmap = ToBitmap(image);
        using SKData data = bitmap.Encode(format, quality)
            ?? throw new EnvironmentException($"{path}: SkiaSharp cannot write {format}");
        AtomicFile.Write(path, data.SaveTo);
    }

    private static bool ExchangesSides(SKEncodedOrigin origin) => origin is SKEncodedOrigin.LeftTop
        or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    // The origin names where the first row and the first column of the file belong.
    private static RgbImage Turned(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        int width = bitmap.Width;
        int height = bitmap.Height;
        if (origin is SKEncodedOrigin.Default)
        {
            return ToImage(bitmap);
        }

        bool isExchanged = ExchangesSides(origin);
        var image = new RgbImage(isExchanged ? height : width, isExchanged ? width : height);
        ReadOnlySpan<byte> source = bitmap.GetPixelSpan();
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                (int x, int y) = origin switch
                {
                    SKEncodedOrigin.TopRight => (width - 1 - column, row),
                    SKEncodedOrigin.BottomRight => (width - 1 - column, height - 1 - row),
                    SKEncodedOrigin.BottomLeft => (column, height - 1 - row),
                    SKEncodedOrigin.LeftTop => (row, column),
                    SKEncodedOrigin.RightTop => (height - 1 - row, column),
                    SKEncodedOrigin.RightBottom => (height - 1 - row, width - 1 - column),
                    _ => (row, width - 1 - column),
                };
                source.Slice(4 * ((row * width) + column), 3)
                    .CopyTo(image.Pixels.AsSpan(3 * ((y * image.Width) + x)));
            }
        }

        return image;
    }
}
