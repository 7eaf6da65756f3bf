using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Where a map of features of one picture lies in a session's memory: [rows, columns, channels], with zeros
/// around it as far as convolutions reach.</summary>
/// <param name="channels">Channels.</param>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
/// <param name="isPacked">Whether channels are not filled up to whole vectors.</param>
internal sealed class FrozenMap(int channels, int height, int width, bool isPacked = false)
{
    internal int Channels { get; } = channels;

    internal int Height { get; } = height;

    internal int Width { get; } = width;

    /// <summary>Whether channels are not filled up to whole vectors.</summary>
    internal bool IsPacked { get; } = isPacked;

    /// <summary>Pixels of zeros on each side.</summary>
    internal int Halo { get; private set; }

    /// <summary>The last step that reads it.</summary>
    internal int LastUse { get; set; } = -1;

    /// <summary>Its first float in the memory.</summary>
    internal long Start { get; set; } = -1;

    /// <summary>Floats from one pixel to the next.</summary>
    internal int Pixel { get; } = isPacked ? channels : BlockProduct.Padded(channels);

    /// <summary>Floats from one row to the next.</summary>
    internal int Row => (Width + (2 * Halo)) * Pixel;

    /// <summary>Floats of all.</summary>
    internal long Length => (long)(Height + (2 * Halo)) * Row;

    /// <summary>The first pixel within the halo.</summary>
    internal long Origin => Start + ((long)Halo * (Row + Pixel));

    /// <summary>Maps alike can take each other's place: their zeros are at the same places.</summary>
    internal (int Pixel, int Height, int Width, int Halo) Geometry => (Pixel, Height, Width, Halo);

    /// <summary>Asks for zeros around it.</summary>
    internal void Surround(int pixels) => Halo = Math.Max(Halo, pixels);
}
