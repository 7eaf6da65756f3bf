namespace Praxis.Numerics;

// What is above the diagonal of a square matrix.
internal static class Symmetry
{
    public static void MirrorLower(Span<double> matrix, int dimension)
    {
        // Blocks, since one of the two sides is walked against the rows.
        const int Block = 16;
        for (int top = 0; top < dimension; top += Block)
        {
            int bottom = Math.Min(dimension, top + Block);
            for (int i = 0; i < bottom; i++)
            {
                for (int j = Math.Max(top, i + 1); j < bottom; j++)
                {
                    matrix[(i * dimension) + j] = matrix[(j * dimension) + i];
                }
            }
        }
    }

    public static void ClearUpper(Span<double> matrix, int dimension)
    {
        for (int i = 0; i < dimension; i++)
        {
            matrix.Slice((i * dimension) + i + 1, dimension - i - 1).Clear();
        }
    }
}
