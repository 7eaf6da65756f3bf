using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The baseline whose last velocity dies away by one factor a frame.</summary>
/// <param name="Damping">d, 0 to 1: 0 holds the last pose, 1 goes on with constant velocity.</param>
public sealed record DampedVelocity(double Damping)
{
    private const int GridCount = 200;
    private const int Refinements = 60;

    /// <summary>Fits the factor by least squares over all frames and nodes of training windows.</summary>
    /// <param name="windows">Windows of [observed + future, nodes].</param>
    /// <param name="observed">Observed frames of each, at least 2.</param>
    /// <returns>The baseline with the least squared error in [0, 1].</returns>
    /// <exception cref="ArgumentException">There is no window, or one has no future.</exception>
    /// <remarks>With g_k = d + ... + d^k the error is Σ_k A g_k² - 2 B_k g_k + const, where A = Σ v² and B_k = Σ v
    /// (y_k - x_N): one pass over the data, then a search in one dimension.</remarks>
    public static DampedVelocity Fit(IEnumerable<PoseMatrix> windows, int observed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(observed, 2);
        double squares = 0;
        double[]? products = null;
        foreach (PoseMatrix window in windows)
        {
            products ??= new double[Math.Max(0, window.FrameCount - observed)];
            Check.Length(window.FrameCount, observed + products.Length);
            for (int node = 0; node < window.NodeCount; node++)
            {
                double last = window[observed - 1, node];
                double velocity = last - window[observed - 2, node];
                squares += velocity * velocity;
                for (int k = 0; k < products.Length; k++)
                {
                    products[k] += velocity * (window[observed + k, node] - last);
                }
            }
        }

        return products is null or []
            ? throw new ArgumentException("there is no window with a future", nameof(windows))
            : new DampedVelocity(Least(squares, products));
    }

    /// <summary>Predicts.</summary>
    /// <param name="observed">[frames, nodes]; of one frame the velocity is 0.</param>
    /// <param name="future">Number of frames to predict.</param>
    /// <returns>[future, nodes]: x_N + (d + d² + ... + d^k) (x_N - x_{N-1}).</returns>
    public PoseMatrix Predict(PoseMatrix observed, int future)
    {
        double[] sums = Sums(Damping, future);
        return Extrapolation.Along(observed, future, step => sums[step - 1]);
    }

    private static double Least(double squares, double[] products)
    {
        double Error(double damping)
        {
            double[] sums = Sums(damping, products.Length);
            double error = 0;
            for (int k = 0; k < sums.Length; k++)
            {
                error += (squares * sums[k] * sums[k]) - (2 * products[k] * sums[k]);
            }

            return error;
        }

        // The error may have several minima: the best point of a grid, then thirds about it.
        double best = Enumerable.Range(0, GridCount + 1).Select(i => (double)i / GridCount).MinBy(Error);
        double low = Math.Max(0, best - (1.0 / GridCount));
        double high = Math.Min(1, best + (1.0 / GridCount));
        for (int i = 0; i < Refinements; i++)
        {
            double left = low + ((high - low) / 3);
            double right = high - ((high - low) / 3);
            (low, high) = Error(left) <= Error(right) ? (low, right) : (left, high);
        }

        return (low + high) / 2;
    }

    private static double[] Sums(double damping, int count)
    {
        var sums = new double[count];
        double power = 1;
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            power *= damping;
            sum += power;
            sums[k] = sum;
        }

        return sums;
    }
}
