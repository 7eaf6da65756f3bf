namespace Praxis.Pose;

/// <summary>The step of DARK: blur, logarithm, one Newton step from the peak.</summary>
/// <remarks>The blur is the training Gaussian's, cut at 3 sigma; the rescaling to the old maximum is a factor, which
/// the logarithm's derivatives do not see, and is left out. Only the nine blurred bins about the peak are made. Near a
/// border the blur is cut on both sides to what the map holds, as a one-sided one would pull the peak inwards. The step
/// is cut to one bin.</remarks>
internal static class DarkPeak
{
    private const double Least = 1e-10;
    private const double LongestStep = 1;

    public static (double X, double Y) Refine(
        ReadOnlySpan<float> map, int width, int height, int x, int y, double sigma)
    {
        if (x < 1 || x >= width - 1 || y < 1 || y >= height - 1)
        {
            return (x, y);
        }

        Span<double> log = stackalloc double[9];
        Blurred(map, width, height, x, y, sigma, log);
        for (int i = 0; i < log.Length; i++)
        {
            log[i] = Math.Log(Math.Max(log[i], Least));
        }

        double slopeX = (log[5] - log[3]) / 2;
        double slopeY = (log[7] - log[1]) / 2;
        double curveX = log[5] - (2 * log[4]) + log[3];
        double curveY = log[7] - (2 * log[4]) + log[1];
        double mixed = (log[8] - log[6] - log[2] + log[0]) / 4;
        double determinant = (curveX * curveY) - (mixed * mixed);

        // A top bends down both ways; elsewhere the step would lead away from it.
        if (!(determinant > 0) || !(curveX < 0))
        {
            return (x, y);
        }

        double stepX = ((mixed * slopeY) - (curveY * slopeX)) / determinant;
        double stepY = ((mixed * slopeX) - (curveX * slopeY)) / determinant;
        return (x + Math.Clamp(stepX, -LongestStep, LongestStep), y + Math.Clamp(stepY, -LongestStep, LongestStep));
    }

    // First along rows for the three columns, then down.
    private static void Blurred(
        ReadOnlySpan<float> map, int width, int height, int x, int y, double sigma, Span<double> result)
    {
        int radius = (int)Math.Ceiling(3 * sigma);
        int across = Math.Min(radius, Math.Min(x - 1, width - 2 - x));
        int down = Math.Min(radius, Math.Min(y - 1, height - 2 - y));
        result.Clear();
        for (int row = y - 1 - down; row <= y + 1 + down; row++)
        {
            for (int column = -1; column <= 1; column++)
            {
                double sum = 0;
                for (int k = x + column - across; k <= x + column + across; k++)
                {
                    sum += Bell(k - x - column, sigma) * map[(row * width) + k];
                }

                for (int line = -1; line <= 1; line++)
                {
                    int distance = row - y - line;
                    result[(3 * (line + 1)) + column + 1] +=
                        Math.Abs(distance) <= down ? Bell(distance, sigma) * sum : 0;
                }
            }
        }
    }

    private static double Bell(int distance, double sigma) => Math.Exp(-distance * distance / (2 * sigma * sigma));
}
