namespace Praxis.Pose;

/// <summary>Smooth noise: hashed numbers on a lattice of unit cells, interpolated.</summary>
internal static class ValueNoise
{
    /// <summary>The noise at a place.</summary>
    /// <returns>From 0 to 1.</returns>
    public static float At(float x, float y, uint grain)
    {
        float floorX = MathF.Floor(x);
        float floorY = MathF.Floor(y);
        float u = Smooth(x - floorX);
        float v = Smooth(y - floorY);
        int column = (int)floorX;
        int row = (int)floorY;
        float top = Lerp(Lattice(column, row, grain), Lattice(column + 1, row, grain), u);
        float bottom = Lerp(Lattice(column, row + 1, grain), Lattice(column + 1, row + 1, grain), u);
        return Lerp(top, bottom, v);
    }

    /// <summary>The number at a corner of the lattice, from 0 to 1.</summary>
    public static float Lattice(int column, int row, uint grain)
    {
        unchecked
        {
            uint hash = grain ^ ((uint)column * 0x9E3779B1u) ^ ((uint)row * 0x85EBCA77u);
            hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
            hash = (hash ^ (hash >> 12)) * 0x297A2D39u;
            hash ^= hash >> 15;
            return (hash & 0xFFFF) * (1f / 65535f);
        }
    }

    public static float Smooth(float t) => t * t * (3 - (2 * t));

    public static float Lerp(float a, float b, float t) => a + (t * (b - a));
}
