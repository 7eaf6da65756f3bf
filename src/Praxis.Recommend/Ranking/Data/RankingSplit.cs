using System.Globalization;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>A log cut at two times: what comes before the first is learnt from, between them validated, after the
/// second tested.</summary>
/// <remarks>
/// Every event's action is a label in exactly one part. An event is foretold from everything its user did strictly
/// before its time; what lies before a cut is context for what comes after it.
/// </remarks>
public sealed class RankingSplit
{
    private const int LeastTrainingEvents = 100;
    private (int[] From, int[] To) _tested;

    private RankingSplit(RankingLog log, long validationCut, long testCut)
    {
        Log = log;
        ValidationCut = validationCut;
        TestCut = testCut;
        TrainEnds = EndsBefore(log.Events, validationCut);
        TestStarts = EndsBefore(log.Events, testCut);
        _tested = (TestStarts, EndsBefore(log.Events, long.MaxValue));
    }

    /// <summary>The whole log.</summary>
    public RankingLog Log { get; }

    /// <summary>First time that is validated, Unix seconds.</summary>
    public long ValidationCut { get; }

    /// <summary>First time that is tested, Unix seconds.</summary>
    public long TestCut { get; }

    /// <summary>Events of each user that are learnt from: [users].</summary>
    internal int[] TrainEnds { get; }

    /// <summary>First event of each user that is tested: [users].</summary>
    internal int[] TestStarts { get; }

    /// <summary>Cuts a log.</summary>
    /// <param name="log">The log; kept.</param>
    /// <param name="options">The shares at which it is cut.</param>
    /// <returns>The split; each part holds both classes of every binary task.</returns>
    /// <exception cref="InputException">A part is empty, too small, or of one class.</exception>
    public static RankingSplit Make(RankingLog log, RankingInputOptions options)
    {
        if (options.TestFrom <= options.ValidationFrom)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"--test-from must be above --validation-from {options.ValidationFrom}; got {options.TestFrom}"));
        }

        long[] sorted = log.Events.Times.ToArray();
        Array.Sort(sorted);
        long At(double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
        var split = new RankingSplit(log, At(options.ValidationFrom), At(options.TestFrom));
        split.RefuseUnusable();
        return split;
    }

    /// <summary>The same split with the validation events in the place of the test: for trials that must not read the
    /// test.</summary>
    internal RankingSplit ForValidation() =>
        new(Log, ValidationCut, TestCut) { _tested = (TrainEnds, TestStarts) };

    /// <summary>A split that tests every event and learns from none.</summary>
    internal static RankingSplit WholeAsTest(RankingLog log) => new(log, long.MinValue, long.MinValue);

    /// <summary>Events of a part, by their place in the whole log: ascending.</summary>
    internal int[] EventsOf(RankingPart part)
    {
        var events = new List<int>();
        for (int user = 0; user < Log.Events.UserCount; user++)
        {
            (int from, int to) = RangeOf(part, user);
            for (int i = from; i < to; i++)
            {
                events.Add(Log.Events.Offsets[user] + i);
            }
        }

        return [.. events];
    }

    /// <summary>Events of one user in a part, as places among the user's events.</summary>
    internal (int From, int To) RangeOf(RankingPart part, int user) => part switch
    {
        RankingPart.Training => (0, TrainEnds[user]),
        RankingPart.Validation => (TrainEnds[user], TestStarts[user]),
        _ => (_tested.From[user], _tested.To[user]),
    };

    private void RefuseUnusable()
    {
        foreach (RankingPart part in Enum.GetValues<RankingPart>())
        {
            int[] events = EventsOf(part);
            int least = part == RankingPart.Training ? LeastTrainingEvents : 1;
            string name = part.ToString().ToLowerInvariant();
            if (events.Length < least)
            {
                throw new InputException(
                    $"the log has {events.Length} {name} events of {Log.Events.EventCount}, and ranking needs at "
                    + $"least {least}; give more rows or move --validation-from and --test-from");
            }

            for (int task = 0; task < Log.Tasks.Count; task++)
            {
                float[] labels = Log.LabelsOf(task, events);
                if (labels.Min() == labels.Max())
                {
                    throw new InputException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"task {Log.Tasks[task].Name}: all {events.Length} {name} events have the label {labels[0]}; "
                        + $"choose another task in --tasks or move --validation-from and --test-from"));
                }
            }
        }
    }

    private static int[] EndsBefore(InteractionLog log, long cut)
    {
        var ends = new int[log.UserCount];
        for (int user = 0; user < ends.Length; user++)
        {
            ReadOnlySpan<long> times = log.TimesOf(user).Span;
            while (ends[user] < times.Length && times[ends[user]] < cut)
            {
                ends[user]++;
            }
        }

        return ends;
    }
}

/// <summary>A part of a log that is cut by time.</summary>
internal enum RankingPart
{
    Training,
    Validation,
    Test,
}
