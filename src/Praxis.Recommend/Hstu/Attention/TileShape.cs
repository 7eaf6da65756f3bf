namespace Praxis.Recommend;

/// <summary>Sizes of the tiles that attention is cut into: scores of a tile, keys and values stay in the nearest
/// caches.</summary>
internal static class TileShape
{
    /// <summary>Rows of a tile; a multiple of the 12 rows of the widest kernel.</summary>
    internal const int Rows = 48;

    /// <summary>Columns of a tile; a multiple of 12 and of the 32 columns of two vectors.</summary>
    internal const int Columns = 96;

    /// <summary>Columns behind the last block that a product over columns may touch: the rows of the widest
    /// kernel.</summary>
    internal const int BlockRoom = 12;

    /// <summary>Floats between the rows of a tile that a vector may read or overwrite; zeros beside
    /// gradients.</summary>
    internal const int Guard = 16;

    /// <summary>Floats from one row of a tile to the next.</summary>
    internal const int Stride = Columns + Guard;

    /// <summary>Floats in a tile with guards on every side.</summary>
    internal const int Length = (Rows * Stride) + (2 * Guard);

    /// <summary>Floats before and behind the position bias that a tile at the border may touch.</summary>
    internal const int PositionGuard = 256;

    /// <summary>Rounds up to a multiple.</summary>
    internal static int RoundUp(int count, int unit) => (count + unit - 1) / unit * unit;
}
