using Praxis.Core;
using Praxis.Data;

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

    /// <summary>The windows of all test clips that are long enough, in the order of the clips.</summary>
    /// <param name="data">The clips.</param>
    /// <param name="observed">Observed frames.</param>
    /// <param name="future">Foretold ones.</param>
    /// <param name="protocol">Which windows.</param>
    /// <returns>The windows, and whether some are drawn by turns from two takes, as Human3.6M's are.</returns>
    /// <exception cref="InputException">No clip is long enough, or the protocol has no windows of this length.
    /// </exception>
    internal static (TestWindow[] Windows, bool HasTwoTakes) Of(
        MotionData data, int observed, int future, WindowProtocol protocol)
    {
        PreparedClip[][] groups = Groups(data, protocol);
        if (protocol != WindowProtocol.All)
        {
            CheckLengths(groups, observed, future);
        }

        PreparedClip[][] used =
            [.. groups.Where(takes => Shortest(takes) >= Least(takes, observed, future, protocol))];
        if (used.Length == 0)
        {
            throw TooShort(groups.MaxBy(Shortest)!, data, observed, future, protocol);
        }

        TestWindow[] windows = [.. used.SelectMany(takes => Starts(takes, observed, future, protocol))];
        return (windows, used.Any(HasTwo));
    }

    /// <summary>What is to be said of clips that are too short for a window: a sentence each for those to measure on
    /// and those to learn from.</summary>
    /// <param name="data">The clips.</param>
    /// <param name="observed">Observed frames.</param>
    /// <param name="future">Foretold ones.</param>
    /// <param name="protocol">Which windows.</param>
    internal static string[] Notes(MotionData data, int observed, int future, WindowProtocol protocol)
    {
        ILookup<bool, PreparedClip> tooShort = Groups(data, protocol)
            .Where(takes => Shortest(takes) < Least(takes, observed, future, protocol))
            .SelectMany(static takes => takes.Select(clip => (Clip: clip, HasTwo: HasTwo(takes))))
            .ToLookup(static one => one.HasTwo, static one => one.Clip);
        int single = BenchmarkWindows.LeastFrames(protocol, hasTwoTakes: false, observed, future);
        int ofTwo = BenchmarkWindows.LeastFrames(protocol, hasTwoTakes: true, observed, future);
        string window = protocol == WindowProtocol.All
            ? $"shorter than a window of {single} frames"
            : $"shorter than the {single} frames that windows are drawn from";
        return
        [
            .. LeftOut(tooShort[false], data.Test.Count, "test", window),
            .. LeftOut(
                tooShort[true],
                data.Test.Count,
                "test",
                $"of an action with a take that is shorter than the {ofTwo} frames that windows are drawn from"),
            .. LeftOut(
                data.Train.Where(clip => clip.Whole.FrameCount < observed + future),
                data.Train.Count,
                "training",
                $"shorter than a window of {observed + future} frames"),
        ];
    }

    // Two takes of an actor's action together where windows are drawn, else each clip by itself.
    private static PreparedClip[][] Groups(MotionData data, WindowProtocol protocol) =>
    [
        .. data.Test.Index()
            .GroupBy(one => protocol != WindowProtocol.All && MotionFolder.IsActor(one.Item.Subject)
                ? $"{one.Item.Subject}\n{one.Item.Action}"
                : $"{one.Index}")
            .SelectMany(static group => group.Count() == 2
                ? [[.. group.Select(static one => one.Item)]]
                : group.Select(static one => (PreparedClip[])[one.Item])),
    ];

    private static bool HasTwo(PreparedClip[] takes) => takes.Length == 2;

    private static int Shortest(PreparedClip[] takes) => takes.Min(static take => take.Whole.FrameCount);

    private static int Least(PreparedClip[] takes, int observed, int future, WindowProtocol protocol) =>
        BenchmarkWindows.LeastFrames(protocol, HasTwo(takes), observed, future);

    private static void CheckLengths(PreparedClip[][] groups, int observed, int future)
    {
        foreach (PreparedClip[] takes in groups)
        {
            int most = HasTwo(takes) ? MostFutureOfTakes : MostFuture;
            if (observed > MostObserved || future > most)
            {
                string alone = groups.Any(HasTwo) && !HasTwo(takes)
                    ? $"{takes[0].Path}: is not one of two takes of its action, and of such a clip "
                    : "";
                throw new InputException($"{alone}--protocol draws windows of at most {MostObserved} observed and "
                    + $"{most} foretold frames; this model has {observed} and {future}, pass --protocol all");
            }
        }
    }

    private static InputException TooShort(
        PreparedClip[] takes, MotionData data, int observed, int future, WindowProtocol protocol)
    {
        PreparedClip shortest = takes.MinBy(static take => take.Whole.FrameCount)!;
        string subject = HasTwo(takes) ? "no action has two takes that hold" : "no test clip holds";
        string all = protocol == WindowProtocol.All ? "" : ", or pass --protocol all";
        return new InputException($"{subject} {Least(takes, observed, future, protocol)} frames at "
            + $"{1 / data.FrameSeconds:0.#} a second, which a window needs: {shortest.Path} has "
            + $"{shortest.Whole.FrameCount} frames; give longer clips{all}");
    }

    private static IEnumerable<string> LeftOut(IEnumerable<PreparedClip> clips, int all, string kind, string reason)
    {
        string[] names = [.. clips.Select(static clip => Path.GetFileName(clip.Path))];
        string verb = names.Length == 1 ? "is" : "are";
        return names.Length == 0
            ? []
            : [$"{names.Length} of {all} {kind} clips ({CellText.List(names)}) {verb} {reason} and {verb} left out."];
    }

    private static IEnumerable<TestWindow> Starts(
        PreparedClip[] takes, int observed, int future, WindowProtocol protocol) => HasTwo(takes)
        ? BenchmarkWindows
            .Human36M(takes[0].Whole.FrameCount, takes[1].Whole.FrameCount, protocol, observed, future)
            .Select(window => new TestWindow(takes[window.Take], window.Start))
        : BenchmarkWindows.Cmu(takes[0].Whole.FrameCount, protocol, observed, future)
            .Select(start => new TestWindow(takes[0], start));
}
