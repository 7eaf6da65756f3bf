namespace Praxis.Pose;

/// <summary>Writes words on pictures with letters of 3 x 5 dots: no font need be installed.</summary>
internal static class PixelText
{
    /// <summary>Dots from one letter to the next.</summary>
    internal const int Advance = 4;

    /// <summary>Dots of a letter's height.</summary>
    internal const int Height = 5;

    private const string Known = "abcdefghijklmnopqrstuvwxyz0123456789-";

    // Five rows of three dots for each known letter.
    private static readonly string[] Dots =
    [
        ".#.#.#####.##.#", "##.#.###.#.###.", ".###..#..#...##", "##.#.##.##.###.", "####..##.#..###",
        "####..##.#..#..", ".###..#.##.#.##", "#.##.#####.##.#", "###.#..#..#.###", "..#..#..##.#.#.",
        "#.##.###.#.##.#", "#..#..#..#..###", "#.#####.##.##.#", "##.#.##.##.##.#", ".#.#.##.##.#.#.",
        "##.#.###.#..#..", ".#.#.##.#.#...#", "##.#.###.#.##.#", ".###...#...###.", "###.#..#..#..#.",
        "#.##.##.##.####", "#.##.##.#.#..#.", "#.##.##.#####.#", "#.##.#.#.#.##.#", "#.##.#.#..#..#.",
        "###..#.#.#..###", "####.##.##.####", ".#.##..#..#.###", "##...#.#.#..###", "##...#.#...###.",
        "#.##.####..#..#", "####..##...###.", ".###..####.####", "###..#.#..#..#.", "####.#####.####",
        "####.####..###.", "......###......",
    ];

    /// <summary>Writes a line in black.</summary>
    /// <param name="image">The picture; changed.</param>
    /// <param name="text">Letters, digits and hyphens; all else is a gap.</param>
    /// <param name="left">Column of the first dot.</param>
    /// <param name="top">Row of the first dot.</param>
    /// <param name="scale">Pixels of a dot.</param>
    internal static void Draw(RgbImage image, string text, int left, int top, int scale)
    {
        for (int place = 0; place < text.Length; place++)
        {
            int letter = Known.IndexOf(char.ToLowerInvariant(text[place]), StringComparison.Ordinal);
            for (int dot = 0; letter >= 0 && dot < Dots[letter].Length; dot++)
            {
                if (Dots[letter][dot] == '#')
                {
                    Fill(image, left + (((place * Advance) + (dot % 3)) * scale), top + (dot / 3 * scale), scale);
                }
            }
        }
    }

    private static void Fill(RgbImage image, int left, int top, int scale)
    {
        for (int y = top; y < Math.Min(top + scale, image.Height); y++)
        {
            for (int x = left; x < Math.Min(left + scale, image.Width); x++)
            {
                image.Pixels.AsSpan(RgbImage.Channels * ((y * image.Width) + x), RgbImage.Channels).Clear();
            }
        }
    }
}
