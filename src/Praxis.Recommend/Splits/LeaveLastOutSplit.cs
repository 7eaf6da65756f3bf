namespace Praxis.Recommend;

/// <summary>Holds out each user's last event for test and the one before for validation.</summary>
/// <remarks>
/// A user with one event is learnt from only; with two, the last is a test case and there is no validation case, since
/// its history would be empty. Events of equal time keep their input order, so the split is reproducible.
/// </remarks>
public static class LeaveLastOutSplit
{
    /// <summary>Makes the split.</summary>
    /// <param name="log">The log; kept.</param>
    /// <param name="seenItems">Whether items of the history can be recommended.</param>
    /// <returns>The split.</returns>
    /// <exception cref="Core.InputException">There is no validation or no test case.</exception>
    public static RecommendSplit Make(InteractionLog log, SeenItemPolicy seenItems)
    {
        var trainEnds = new int[log.UserCount];
        var validation = new EvaluationSetBuilder();
        var test = new EvaluationSetBuilder();
        for (int user = 0; user < log.UserCount; user++)
        {
            int count = log.CountOf(user);
            trainEnds[user] = count <= 1 ? count : count == 2 ? 1 : count - 2;
            if (count >= 2)
            {
                test.Add(user, count - 1, count);
            }

            if (count >= 3)
            {
                validation.Add(user, count - 2, count - 1);
            }
        }

        return SplitChecks.Finish(
            log, trainEnds, validation, test, seenItems, baskets: false, "last event of each user", "3 events");
    }
}
