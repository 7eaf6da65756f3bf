namespace Praxis.Pose;

/// <summary>Flat shapes of objects and backgrounds, drawn over what the layer holds.</summary>
internal static class FigurePlate
{
    /// <summary>A rectangle or the ellipse in it.</summary>
    /// <param name="layer">What to draw on.</param>
    /// <param name="centre">Its middle; no depth.</param>
    /// <param name="half">Half its width and height in layer pixels.</param>
    /// <param name="degrees">Its turn.</param>
    /// <param name="isEllipse">Whether its corners are round.</param>
    /// <param name="cloth">What covers it.</param>
    /// <param name="scale">Layer pixels in a body height, by which patterns keep their size.</param>
    public static void Draw(
        FigureLayer layer,
        (double X, double Y) centre,
        (double X, double Y) half,
        double degrees,
        bool isEllipse,
        Cloth cloth,
        double scale)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        (float sin, float cos) = ((float)sine, (float)cosine);
        float reachX = (float)((Math.Abs(half.X * cosine)) + Math.Abs(half.Y * sine));
        float reachY = (float)((Math.Abs(half.X * sine)) + Math.Abs(half.Y * cosine));
        (float cx, float cy) = ((float)centre.X, (float)centre.Y);
        (float hx, float hy) = ((float)half.X, (float)half.Y);
        float unit = 1 / (float)scale;
        (int left, int top, int right, int bottom) = layer.Touch(cx - reachX, cy - reachY, cx + reachX, cy + reachY);
        for (int y = top; y < bottom; y++)
        {
            float dy = y + 0.5f - cy;
            for (int x = left; x < right; x++)
            {
                float dx = x + 0.5f - cx;
                float u = (cos * dx) + (sin * dy);
                float v = (cos * dy) - (sin * dx);
                float nu = u / hx;
                float nv = v / hy;
                bool isIn = isEllipse ? (nu * nu) + (nv * nv) < 1 : Math.Abs(nu) < 1 && Math.Abs(nv) < 1;
                if (isIn)
                {
                    // A little lighter towards one corner, as things in a room are.
                    float light = 1 - (0.1f * (nu + nv));
                    layer.Set((y * layer.Width) + x, 0, 1, cloth.At(v * unit, u * unit).Pack(light));
                }
            }
        }
    }
}
