namespace Praxis.Pose;

/// <summary>A tapered piece of body between two places, round at its ends.</summary>
/// <remarks>At each end: half the width across, how far it bulges to the viewer, and how far the round end reaches
/// beyond; all in layer pixels. A reach of 0 cuts it off flat.</remarks>
internal readonly record struct FigureSegment(ViewPoint From, ViewPoint To)
{
    public float FromWidth { get; init; }

    public float ToWidth { get; init; }

    public float FromBulge { get; init; }

    public float ToBulge { get; init; }

    public float FromReach { get; init; }

    public float ToReach { get; init; }

    /// <summary>A limb: round everywhere.</summary>
    public static FigureSegment Round(ViewPoint from, ViewPoint to, float fromRadius, float toRadius) => new(from, to)
    {
        FromWidth = fromRadius,
        ToWidth = toRadius,
        FromBulge = fromRadius,
        ToBulge = toRadius,
        FromReach = fromRadius,
        ToReach = toRadius,
    };

    /// <summary>Draws the segment where it is the nearest.</summary>
    public void Draw(FigureLayer layer, FigureView view, byte part, FigureSurface surface)
    {
        float dx = To.X - From.X;
        float dy = To.Y - From.Y;
        float dz = To.Z - From.Z;
        float length = MathF.Sqrt((dx * dx) + (dy * dy));
        if (length < 0.5f)
        {
            // Seen end on: a disc, whose axis on the picture is any.
            (dx, dy, length) = (0, 0.5f, 0.5f);
        }

        float ax = dx / length;
        float ay = dy / length;
        // The part of the normal that does not point across: at right angles to the axis in space.
        float whole = MathF.Sqrt((length * length) + (dz * dz));
        float tilt = dz / whole;
        (float nx, float ny, float nz) = (-tilt * ax, tilt * ay, length / whole);
        float margin = Math.Max(Math.Max(FromWidth, ToWidth), Math.Max(FromReach, ToReach));
        (int left, int top, int right, int bottom) = layer.Touch(
            Math.Min(From.X, To.X) - margin,
            Math.Min(From.Y, To.Y) - margin,
            Math.Max(From.X, To.X) + margin,
            Math.Max(From.Y, To.Y) + margin);
        for (int y = top; y < bottom; y++)
        {
            float py = y + 0.5f - From.Y;
            (int start, int stop) = Across(py * ax, ay, margin, left, right);
            for (int x = start; x < stop; x++)
            {
                float px = x + 0.5f - From.X;
                float s = (px * ax) + (py * ay);
                float q = (py * ax) - (px * ay);
                if (!Find(s, q, length, out float t, out float across, out float lift, out float end))
                {
                    continue;
                }

                int sample = (y * layer.Width) + x;
                float depth = From.Z + (t * dz) + (lift * (FromBulge + (t * (ToBulge - FromBulge))));
                if (layer.IsNearer(sample, depth))
                {
                    float light = view.Shade(
                        (-ay * across) + (lift * nx) + (end * ax),
                        (-ax * across) + (lift * ny) - (end * ay),
                        lift * nz);
                    layer.Set(sample, depth, part, surface.At(t, across).Pack(light));
                }
            }
        }
    }

    // The columns of a row that are no farther from the axis than the margin: |row - px ay| <= margin.
    private (int Start, int Stop) Across(float row, float ay, float margin, int left, int right)
    {
        if (Math.Abs(ay) < 0.05f)
        {
            return (left, right);
        }

        float middle = From.X + (row / ay);
        float reach = Math.Abs(margin / ay) + 1;
        return (Math.Max(left, (int)(middle - reach)), Math.Min(right, (int)(middle + reach) + 1));
    }

    // Where a place lies on the segment: share along, place across, height of the bulge from 0 to 1, and the normal's
    // share along the axis on a round end.
    private bool Find(
        float s, float q, float length, out float t, out float across, out float lift, out float end)
    {
        (t, end) = (s / length, 0);
        float width;
        if (s < 0 || s > length)
        {
            bool isFrom = s < 0;
            float reach = isFrom ? FromReach : ToReach;
            width = isFrom ? FromWidth : ToWidth;
            float beyond = isFrom ? s : s - length;
            if (Math.Abs(beyond) >= reach)
            {
                (across, lift) = (0, 0);
                return false;
            }

            t = isFrom ? 0 : 1;
            end = beyond / reach;
        }
        else
        {
            width = FromWidth + (t * (ToWidth - FromWidth));
        }

        across = q / width;
        float rest = 1 - (across * across) - (end * end);
        lift = rest > 0 ? MathF.Sqrt(rest) : 0;
        return rest > 0;
    }
}
