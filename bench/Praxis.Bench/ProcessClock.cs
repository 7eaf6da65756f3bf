using System.Diagnostics;

namespace Praxis.Bench;

/// <summary>Times work by the processor time of this process, which other jobs on the machine disturb least.</summary>
internal static class ProcessClock
{
    /// <summary>Runs two rivals in turn, after one run of each that does not count.</summary>
    /// <param name="ours">One rival.</param>
    /// <param name="theirs">The other.</param>
    /// <param name="repeats">Counted pairs.</param>
    /// <returns>Least processor seconds of either.</returns>
    internal static (double Ours, double Theirs) Best(Action ours, Action theirs, int repeats)
    {
        ours();
        theirs();
        double bestOurs = double.PositiveInfinity;
        double bestTheirs = double.PositiveInfinity;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            bestOurs = Math.Min(bestOurs, Seconds(ours));
            bestTheirs = Math.Min(bestTheirs, Seconds(theirs));
        }

        return (bestOurs, bestTheirs);
    }

    /// <summary>Processor seconds of one run.</summary>
    internal static double Seconds(Action work)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan start = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds;
    }
}
