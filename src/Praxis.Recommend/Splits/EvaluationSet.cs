namespace Praxis.Recommend;

/// <summary>Held-out events: for each case a user and the range of events that has to be foretold from all before it.</summary>
/// <param name="Users">User index of each case: [cases].</param>
/// <param name="TargetStarts">First target's place inside the user's events, which is the history's length: [cases].</param>
/// <param name="TargetEnds">One past the last target's place: [cases].</param>
public sealed record EvaluationSet(int[] Users, int[] TargetStarts, int[] TargetEnds)
{
    /// <summary>Number of cases.</summary>
    public int Count => Users.Length;
}
