namespace Praxis.Pose;

/// <summary>Pictures side by side on one, each enlarged by whole pixels.</summary>
internal sealed class PictureSheet
{
    /// <summary>Pixels of a picture's width on the sheet, at most.</summary>
    internal const int Side = 192;

    private const int Gap = 4;
    private readonly int _side;
    private readonly int _factor;
    private readonly List<RgbImage[]> _rows = [];

    /// <summary>Makes an empty sheet.</summary>
    /// <param name="width">Columns of a picture.</param>
    internal PictureSheet(int width)
    {
        _factor = Math.Max(1, Side / width);
        _side = width * _factor;
    }

    /// <summary>Adds a row of pictures of one width.</summary>
    internal void Add(IEnumerable<RgbImage> row) => _rows.Add([.. row]);

    /// <summary>The sheet as a PNG file.</summary>
    internal byte[] ToPng()
    {
        int columns = _rows.Max(static row => row.Length);
        int tall = _rows.SelectMany(static row => row).Max(static tile => tile.Height) * _factor;
        var sheet = new RgbImage((columns * (_side + Gap)) - Gap, (_rows.Count * (tall + Gap)) - Gap);
        sheet.Pixels.AsSpan().Fill(255);
        for (int row = 0; row < _rows.Count; row++)
        {
            for (int column = 0; column < _rows[row].Length; column++)
            {
                Draw(sheet, _rows[row][column], column * (_side + Gap), row * (tall + Gap));
            }
        }

        return ImageFile.ToPng(sheet);
    }

    private void Draw(RgbImage sheet, RgbImage tile, int left, int top)
    {
        for (int y = 0; y < tile.Height * _factor; y++)
        {
            for (int x = 0; x < tile.Width * _factor; x++)
            {
                int from = (((y / _factor) * tile.Width) + (x / _factor)) * RgbImage.Channels;
                int to = (((top + y) * sheet.Width) + left + x) * RgbImage.Channels;
                tile.Pixels.AsSpan(from, RgbImage.Channels).CopyTo(sheet.Pixels.AsSpan(to));
            }
        }
    }
}
