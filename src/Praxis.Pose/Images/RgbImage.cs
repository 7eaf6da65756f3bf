using Praxis.Core;

namespace Praxis.Pose;

/// <summary>A picture in memory: red, green and blue bytes, row by row.</summary>
/// <remarks>Positions are continuous: the pixel of column x and row y covers [x, x + 1) × [y, y + 1), its centre is at
/// (x + ½, y + ½).</remarks>
public sealed class RgbImage
{
    /// <summary>The channels of a pixel.</summary>
    public const int Channels = 3;

    /// <summary>Makes a picture.</summary>
    /// <param name="width">Columns, from 1.</param>
    /// <param name="height">Rows, from 1.</param>
    /// <param name="pixels">[height, width, 3]; kept; null for black.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public RgbImage(int width, int height, byte[]? pixels = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Width = width;
        Height = height;
        Pixels = pixels ?? new byte[checked(width * height * Channels)];
        Check.Length(Pixels.Length, (long)width * height * Channels, nameof(pixels));
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>[height, width, 3].</summary>
    public byte[] Pixels { get; }
}
