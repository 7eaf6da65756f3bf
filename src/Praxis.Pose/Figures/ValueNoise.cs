namespace Praxis.Pose;

/// <summary>Smooth noise: hashed numbers on a lattice of unit cells, interpolated.</summary>
internal sealed class ValueNoise
{
    private readonly int[] _columns;
    private readonly float[] _shares;
    private readonly float[] _above;
    private readonly float[] _below;
    private readonly float _stepY;
    private readonly uint _grain;
    private int _row = -1;

    /// <summary>Noise to be read row by row.</summary>
    /// <param name="width">Places in a row.</param>
    /// <param name="stepX">Cells from a place to the next.</param>
    /// <param name="stepY">Cells from a row to the next.</param>
    /// <param name="grain">Which noise.</param>
    public ValueNoise(int width, float stepX, float stepY, uint grain)
    {
        _columns = new int[width];
        _shares = new float[width];
        for (int x = 0; x < width; x++)
        {
            _columns[x] = (int)(x * stepX);
            _shares[x] = Smooth((x * stepX) - _columns[x]);
        }

        _above = new float[_columns[^1] + 2];
        _below = new float[_columns[^1] + 2];
        _stepY = stepY;
        _grain = grain;
    }

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

    /// <summary>Adds a row of noise, from 0 to a factor.</summary>
    public void AddRow(int y, float factor, Span<float> destination)
    {
        int row = (int)(y * _stepY);
        if (row != _row)
        {
            for (int i = 0; i < _above.Length; i++)
            {
                _above[i] = Lattice(i, row, _grain);
                _below[i] = Lattice(i, row + 1, _grain);
            }

            _row = row;
        }

        float v = Smooth((y * _stepY) - row);
        for (int x = 0; x < destination.Length; x++)
        {
            int column = _columns[x];
            float left = Lerp(_above[column], _below[column], v);
            float right = Lerp(_above[column + 1], _below[column + 1], v);
            destination[x] += factor * Lerp(left, right, _shares[x]);
        }
    }

    private static float Lattice(int column, int row, uint grain)
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

    private static float Smooth(float t) => t * t * (3 - (2 * t));

    private static float Lerp(float a, float b, float t) => a + (t * (b - a));
}
