using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Errors by frame of the future, over many windows.</summary>
public static class ErrorCurve
{
    /// <summary>The predicted frames, from 1, that stand in the benchmarks' tables: labels 80, 160, 320, 400, 560 and
    /// 1000 ms.</summary>
    public static IReadOnlyList<int> TableFrames { get; } = [2, 4, 8, 10, 14, 25];

    /// <summary>The benchmarks' milliseconds of a predicted frame, at the 25 frames a second they take for
    /// granted.</summary>
    /// <param name="frame">From 1.</param>
    /// <returns>40 ms a frame.</returns>
    public static double LabelMilliseconds(int frame) => 40.0 * frame;

    /// <summary>The true milliseconds of a predicted frame.</summary>
    /// <param name="frame">From 1.</param>
    /// <param name="frameSeconds">Seconds from one frame of the model to the next: 1/60 for the CMU benchmark, whose
    /// files are of 120 Hz.</param>
    /// <returns>Milliseconds behind the last observed frame.</returns>
    public static double TrueMilliseconds(int frame, double frameSeconds) => 1000 * frameSeconds * frame;

    /// <summary>The mean of the windows' errors.</summary>
    /// <param name="windows">Errors of each window: [frames], all of one length; at least one.</param>
    /// <returns>[frames].</returns>
    /// <exception cref="ArgumentException">There is no window, or the lengths differ.</exception>
    public static double[] Mean(IEnumerable<double[]> windows)
    {
        double[]? sum = null;
        int count = 0;
        foreach (double[] errors in windows)
        {
            sum ??= new double[errors.Length];
            Check.Length(errors.Length, sum.Length);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += errors[i];
            }

            count++;
        }

        return sum is null
            ? throw new ArgumentException("there is no window", nameof(windows))
            : [.. sum.Select(value => value / count)];
    }
}
