using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Where the test windows of both benchmarks begin.</summary>
/// <remarks>After the program of LTD (Mao and others, 2019). A window is the observed frames and the future ones behind
/// them. Drawn windows have the same future whatever the number of observed frames.</remarks>
public static class BenchmarkWindows
{
    /// <summary>The seed of every draw.</summary>
    public const uint Seed = 1234567890;

    /// <summary>Frames before the future in a drawn window, counted from the draw.</summary>
    private const int SourceLength = 50;

    /// <summary>Frames that a draw of the CMU benchmark keeps clear, whatever the horizon.</summary>
    private const int CmuLength = 75;

    private const int Human36MFirst = 16;
    private const int Human36MLength = 150;

    /// <summary>Starts in one test file of the CMU benchmark.</summary>
    /// <param name="frameCount">Frames of the file, every second one taken.</param>
    /// <param name="protocol">Which windows.</param>
    /// <param name="observed">Observed frames, 1 to 50.</param>
    /// <param name="future">Predicted frames, 1 to 25 where windows are drawn.</param>
    /// <returns>First frame of each window, in the order of the draws; the same start may come twice.</returns>
    /// <exception cref="InputException">The file is too short for one window.</exception>
    public static IReadOnlyList<int> Cmu(int frameCount, WindowProtocol protocol, int observed, int future)
    {
        CheckLengths(observed, future, protocol, CmuLength - SourceLength);
        if (protocol == WindowProtocol.All)
        {
            return All(frameCount, observed, future);
        }

        int least = LeastFrames(protocol, hasTwoTakes: false, observed, future);
        if (frameCount < least)
        {
            throw TooShort(frameCount, least);
        }

        var generator = new MersenneTwister(Seed);
        int[] starts = new int[DrawCount(protocol)];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = generator.NextInteger(0, frameCount - CmuLength) + SourceLength - observed;
        }

        return starts;
    }

    /// <summary>Starts in the two takes of one action of the Human3.6M benchmark.</summary>
    /// <param name="firstCount">Frames of take 1, every second one taken.</param>
    /// <param name="secondCount">Frames of take 2.</param>
    /// <param name="protocol">Which windows.</param>
    /// <param name="observed">Observed frames, 1 to 50.</param>
    /// <param name="future">Predicted frames, 1 to 100 where windows are drawn.</param>
    /// <returns>Take (0 or 1) and first frame of each window; drawn ones alternate between the takes.</returns>
    /// <exception cref="InputException">A take is too short for one window.</exception>
    public static IReadOnlyList<(int Take, int Start)> Human36M(
        int firstCount, int secondCount, WindowProtocol protocol, int observed, int future)
    {
        CheckLengths(observed, future, protocol, Human36MLength - SourceLength);
        if (protocol == WindowProtocol.All)
        {
            return
            [
                .. All(firstCount, observed, future).Select(start => (0, start)),
                .. All(secondCount, observed, future).Select(start => (1, start)),
            ];
        }

        int shortest = Math.Min(firstCount, secondCount);
        int least = LeastFrames(protocol, hasTwoTakes: true, observed, future);
        if (shortest < least)
        {
            throw TooShort(shortest, least);
        }

        var generator = new MersenneTwister(Seed);
        var windows = new (int Take, int Start)[DrawCount(protocol)];
        for (int i = 0; i < windows.Length; i++)
        {
            int last = (i % 2 == 0 ? firstCount : secondCount) - Human36MLength;
            windows[i] = (i % 2, generator.NextInteger(Human36MFirst, last) + SourceLength - observed);
        }

        return windows;
    }

    /// <summary>The frames that a file must have at least, or each of two takes, to have a window.</summary>
    /// <param name="protocol">Which windows.</param>
    /// <param name="hasTwoTakes">Whether windows are drawn by turns from two takes.</param>
    /// <param name="observed">Observed frames.</param>
    /// <param name="future">Predicted ones.</param>
    internal static int LeastFrames(WindowProtocol protocol, bool hasTwoTakes, int observed, int future) =>
        protocol == WindowProtocol.All ? observed + future
        : hasTwoTakes ? Human36MFirst + Human36MLength + 1
        : CmuLength + 1;

    /// <summary>Every start in one file.</summary>
    /// <param name="frameCount">Frames of the file.</param>
    /// <param name="observed">Observed frames, at least 1.</param>
    /// <param name="future">Predicted frames, at least 1.</param>
    /// <returns>0 to the last start.</returns>
    /// <exception cref="InputException">The file is too short for one window.</exception>
    public static IReadOnlyList<int> All(int frameCount, int observed, int future) =>
        frameCount < observed + future
            ? throw TooShort(frameCount, observed + future)
            : [.. Enumerable.Range(0, frameCount - observed - future + 1)];

    private static int DrawCount(WindowProtocol protocol) => protocol == WindowProtocol.Seeds8 ? 8 : 256;

    private static void CheckLengths(int observed, int future, WindowProtocol protocol, int longestFuture)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(observed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(future);
        if (protocol != WindowProtocol.All)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(observed, SourceLength);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(future, longestFuture);
        }
    }

    private static InputException TooShort(int frameCount, int needed) => new(
        $"the motion has {frameCount} frames at the model's rate and a window needs {needed};"
        + " take a longer clip, a shorter history or horizon, or the protocol of all windows");
}
