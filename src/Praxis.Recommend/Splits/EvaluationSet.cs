namespace Praxis.Recommend;

/// <summary>Held-out events: for each case a user and the range of events that has to be foretold from all before
/// it.</summary>
/// <param name="Users">User index of each case, each at most once: [cases].</param>
/// <param name="TargetStarts">First target's place inside the user's events, which is the history's length:
/// [cases].</param>
/// <param name="TargetEnds">One past the last target's place: [cases].</param>
public sealed record EvaluationSet(int[] Users, int[] TargetStarts, int[] TargetEnds)
{
    /// <summary>Number of cases.</summary>
    public int Count => Users.Length;

    /// <summary>The question of a case: everything before the targets, asked at the time of the first target.</summary>
    /// <param name="log">The log that the set was made from.</param>
    /// <param name="index">The case.</param>
    /// <returns>Views of the log, not copies.</returns>
    public HistoryQuery QueryOf(InteractionLog log, int index)
    {
        ReadOnlyMemory<long> times = log.TimesOf(Users[index]);
        int start = TargetStarts[index];
        return new HistoryQuery(log.ItemsOf(Users[index])[..start], times[..start], times.Span[start]);
    }

    /// <summary>The targets of a case, an item as often as it was taken.</summary>
    /// <param name="log">The log that the set was made from.</param>
    /// <param name="index">The case.</param>
    /// <returns>A view of the log, not a copy.</returns>
    public ReadOnlyMemory<int> TargetsOf(InteractionLog log, int index) =>
        log.ItemsOf(Users[index])[TargetStarts[index]..TargetEnds[index]];
}
