using System.Diagnostics;

namespace Praxis.Bench;

/// <summary>Processor time of this process: other jobs on the machine do not count.</summary>
internal static class ProcessorTime
{
    /// <summary>Seconds that an action takes, on all its threads together.</summary>
    internal static double Of(Action action)
    {
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        action();
        return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
    }

    /// <summary>Runs both by turns and compares them pair by pair.</summary>
    /// <param name="first">One way.</param>
    /// <param name="second">The other way.</param>
    /// <param name="least">Seconds that one measurement lasts at least: an action is repeated inside it.</param>
    /// <param name="pairs">Number of pairs.</param>
    /// <returns>Best seconds of each, and the median of second / first over the pairs.</returns>
    internal static (double First, double Second, double Ratio) Compare(
        Action first, Action second, double least, int pairs)
    {
        int firstRepeats = Repeats(first, least);
        int secondRepeats = Repeats(second, least);
        var ratios = new double[pairs];
        double bestFirst = double.PositiveInfinity;
        double bestSecond = double.PositiveInfinity;
        for (int pair = 0; pair < pairs; pair++)
        {
            double one = Of(() => Repeat(first, firstRepeats)) / firstRepeats;
            double other = Of(() => Repeat(second, secondRepeats)) / secondRepeats;
            ratios[pair] = other / one;
            bestFirst = Math.Min(bestFirst, one);
            bestSecond = Math.Min(bestSecond, other);
        }

        Array.Sort(ratios);
        return (bestFirst, bestSecond, ratios[pairs / 2]);
    }

    private static int Repeats(Action action, double least)
    {
        action();
        action();
        double once = Of(action);
        return Math.Max(1, (int)Math.Ceiling(least / Math.Max(once, 1e-6)));
    }

    private static void Repeat(Action action, int count)
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    }
}
