namespace Praxis.Pose;

/// <summary>A transparent sheet to draw on: at each sample the nearest surface, its part and colour.</summary>
/// <remarks>Samples are twice as fine as pixels in each direction. Only what was drawn on is cleared.</remarks>
internal sealed class FigureLayer
{
    private readonly float[] _depths;

    public FigureLayer(int width, int height)
    {
        Width = width;
        Height = height;
        _depths = new float[width * height];
        Parts = new byte[width * height];
        Colours = new uint[width * height];
        Forget();
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>0 where nothing is drawn, else a <see cref="FigurePart"/> or another mark: [height, width].</summary>
    public byte[] Parts { get; }

    /// <summary>Red, green, blue in the three low bytes: [height, width].</summary>
    public uint[] Colours { get; }

    // The rectangle drawn on; empty while Right <= Left.
    public int Left { get; private set; }

    public int Top { get; private set; }

    public int Right { get; private set; }

    public int Bottom { get; private set; }

    public bool IsEmpty => Right <= Left;

    public void Clear()
    {
        for (int y = Top; y < Bottom; y++)
        {
            Parts.AsSpan((y * Width) + Left, Right - Left).Clear();
        }

        Forget();
    }

    /// <summary>How near the surface at a sample is; meaningful where something is drawn.</summary>
    public float Depth(int sample) => _depths[sample];

    /// <summary>Cuts a rectangle to the layer and counts it as drawn on.</summary>
    public (int Left, int Top, int Right, int Bottom) Touch(float left, float top, float right, float bottom)
    {
        int x0 = (int)Math.Clamp(MathF.Floor(left), 0, Width);
        int y0 = (int)Math.Clamp(MathF.Floor(top), 0, Height);
        int x1 = (int)Math.Clamp(MathF.Ceiling(right), 0, Width);
        int y1 = (int)Math.Clamp(MathF.Ceiling(bottom), 0, Height);
        if (x1 > x0 && y1 > y0)
        {
            Left = Math.Min(Left, x0);
            Top = Math.Min(Top, y0);
            Right = Math.Max(Right, x1);
            Bottom = Math.Max(Bottom, y1);
        }

        return (x0, y0, x1, y1);
    }

    public bool IsNearer(int sample, float depth) => Parts[sample] == 0 || depth > _depths[sample];

    public void Set(int sample, float depth, byte part, uint colour)
    {
        _depths[sample] = depth;
        Parts[sample] = part;
        Colours[sample] = colour;
    }

    private void Forget() => (Left, Top, Right, Bottom) = (Width, Height, 0, 0);
}
