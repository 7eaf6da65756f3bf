namespace Praxis.Motion;

/// <summary>Goes on from the last pose by multiples of the last velocity.</summary>
internal static class Extrapolation
{
    /// <summary>x_N + g(k) (x_N - x_{N-1}) for k = 1, 2, ..., future.</summary>
    public static PoseMatrix Along(PoseMatrix observed, int future, Func<int, double> multiple)
    {
        ReadOnlySpan<double> last = observed.Frame(observed.FrameCount - 1);
        ReadOnlySpan<double> before = observed.Frame(Math.Max(0, observed.FrameCount - 2));
        var values = new double[future * last.Length];
        for (int step = 1; step <= future; step++)
        {
            double factor = multiple(step);
            for (int node = 0; node < last.Length; node++)
            {
                values[((step - 1) * last.Length) + node] = last[node] + (factor * (last[node] - before[node]));
            }
        }

        return new PoseMatrix(future, last.Length, values);
    }
}
