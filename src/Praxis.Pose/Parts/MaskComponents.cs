namespace Praxis.Pose;

/// <summary>Connected pieces of masks: pixels that touch by a side or a corner.</summary>
internal static class MaskComponents
{
    /// <summary>Numbers the pieces of a mask.</summary>
    /// <param name="mask">[height, width], not 0 where the mask is.</param>
    /// <param name="width">Columns.</param>
    /// <param name="pieces">[height, width]; receives the number of each pixel's piece from 1, else 0.</param>
    /// <returns>Pixels of each piece, from piece 1.</returns>
    public static List<int> Find(ReadOnlySpan<byte> mask, int width, Span<int> pieces)
    {
        pieces.Clear();
        var areas = new List<int>();
        var open = new Stack<int>();
        int height = mask.Length / width;
        for (int start = 0; start < mask.Length; start++)
        {
            if (mask[start] == 0 || pieces[start] != 0)
            {
                continue;
            }

            int piece = areas.Count + 1;
            int area = 0;
            pieces[start] = piece;
            open.Push(start);
            while (open.TryPop(out int pixel))
            {
                area++;
                (int row, int column) = Math.DivRem(pixel, width);
                for (int y = Math.Max(0, row - 1); y <= Math.Min(height - 1, row + 1); y++)
                {
                    for (int x = Math.Max(0, column - 1); x <= Math.Min(width - 1, column + 1); x++)
                    {
                        int next = (y * width) + x;
                        if (mask[next] != 0 && pieces[next] == 0)
                        {
                            pieces[next] = piece;
                            open.Push(next);
                        }
                    }
                }
            }

            areas.Add(area);
        }

        return areas;
    }

    /// <summary>Clears all pieces but the largest, the first of equals.</summary>
    /// <returns>The share of the pixels that it holds.</returns>
    public static double KeepLargest(Span<byte> mask, int width)
    {
        var pieces = new int[mask.Length];
        List<int> areas = Find(mask, width, pieces);
        int largest = areas.IndexOf(areas.Max()) + 1;
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = pieces[i] == largest ? (byte)1 : (byte)0;
        }

        return (double)areas[largest - 1] / areas.Sum();
    }

    /// <summary>The share of a mask's contour that lies on the picture's border.</summary>
    public static double BorderShare(ReadOnlySpan<byte> mask, int width)
    {
        int height = mask.Length / width;
        int contour = 0;
        int border = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
            {
                continue;
            }

            (int row, int column) = Math.DivRem(i, width);
            bool isBorder = row == 0 || column == 0 || row == height - 1 || column == width - 1;
            bool isContour = isBorder
                || mask[i - 1] == 0 || mask[i + 1] == 0 || mask[i - width] == 0 || mask[i + width] == 0;
            contour += isContour ? 1 : 0;
            border += isBorder ? 1 : 0;
        }

        return contour == 0 ? 0 : (double)border / contour;
    }
}
