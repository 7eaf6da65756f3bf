namespace Praxis.Recommend;

/// <summary>Holds out each user's last basket for test and the one before for validation.</summary>
/// <remarks>
/// A basket is all events of one user at one time. A user with one basket is learnt from only; with two, the last is a
/// test case and there is no validation case, since its history would be empty.
/// </remarks>
public static class LeaveLastBasketOutSplit
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
            trainEnds[user] = count;
            int last = Baskets.LastStart(log.TimesOf(user).Span);
            if (last <= 0)
            {
                continue;
            }

            test.Add(user, last, count);
            trainEnds[user] = last;
            int before = Baskets.LastStart(log.TimesOf(user).Span[..last]);
            if (before > 0)
            {
                validation.Add(user, before, last);
                trainEnds[user] = before;
            }
        }

        return SplitChecks.Finish(
            log, trainEnds, validation, test, seenItems, baskets: true, "last basket of each user", "3 baskets");
    }
}
