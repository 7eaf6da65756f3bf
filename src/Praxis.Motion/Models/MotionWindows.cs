using Praxis.Core;

namespace Praxis.Motion;

/// <summary>A window of a test clip.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Start">Its first observed frame.</param>
internal readonly record struct TestWindow(PreparedClip Clip, int Start);

/// <summary>The windows that models are measured on.</summary>
internal static class MotionWindows
{
    private const int MostObserved = 50;
    private const int MostFuture = 25;
    private const int MostFutureOfTakes = 100;

    /// <summary>The windows of all test clips, in the order of the clips.</summary>
    /// <param name="data">The clips.</param>
    /// <param name="observed">Observed frames.</param>
    /// <param name="future">Foretold ones.</param>
    /// <param name="protocol">Which windows.</param>
    /// <returns>The windows, and whether they are drawn by turns from two takes, as Human3.6M's are.</returns>
    /// <exception cref="InputException">No clip is long enough, or the protocol has no windows of this length.
    /// </exception>
    internal static (TestWindow[] Windows, bool HasTwoTakes) Of(
        MotionData data, int observed, int future, WindowProtocol protocol)
    {
        PreparedClip[][] groups =
        [
            .. data.Test.Index()
                .GroupBy(one => protocol != WindowProtocol.All && MotionFolder.IsActor(one.Item.Subject)
                    ? $"{one.Item.Subject}\n{one.Item.Action}"
                    : $"{one.Index}")
                .SelectMany(static group => group.Count() == 2
                    ? [[.. group.Select(static one => one.Item)]]
                    : group.Select(static one => (PreparedClip[])[one.Item])),
        ];
        bool hasTwoTakes = groups.Any(static group => group.Length == 2);
        int most = hasTwoTakes ? MostFutureOfTakes : MostFuture;
        if (protocol != WindowProtocol.All && (observed > MostObserved || future > most))
        {
            throw new InputException($"--protocol draws windows of at most {MostObserved} observed and {most} foretold "
                + $"frames; this model has {observed} and {future}, pass --protocol all");
        }

        TestWindow[] windows = [.. groups.SelectMany(group => Starts(group, observed, future, protocol))];
        return windows.Length > 0
            ? (windows, hasTwoTakes)
            : throw new InputException($"no test clip holds {observed + future} frames at "
                + $"{1 / data.FrameSeconds:0.#} a second; give longer clips");
    }

    private static IEnumerable<TestWindow> Starts(
        PreparedClip[] takes, int observed, int future, WindowProtocol protocol)
    {
        if (takes.Any(take => take.Whole.FrameCount < observed + future))
        {
            return [];
        }

        try
        {
            return takes.Length == 2
                ? BenchmarkWindows
                    .Human36M(takes[0].Whole.FrameCount, takes[1].Whole.FrameCount, protocol, observed, future)
                    .Select(window => new TestWindow(takes[window.Take], window.Start))
                : BenchmarkWindows.Cmu(takes[0].Whole.FrameCount, protocol, observed, future)
                    .Select(start => new TestWindow(takes[0], start));
        }
        catch (InputException exception)
        {
            throw new InputException($"{string.Join(" and ", takes.Select(static take => take.Path))}: "
                + exception.Message, exception);
        }
    }
}
