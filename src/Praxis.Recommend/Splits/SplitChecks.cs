using Praxis.Core;

namespace Praxis.Recommend;

internal static class SplitChecks
{
    // Auto removes seen items when fewer than this share of the training events repeats an item of its user.
    private const double RareRepeats = 0.01;

    public static RecommendSplit Finish(
        InteractionLog log,
        int[] trainEnds,
        EvaluationSetBuilder validationBuilder,
        EvaluationSetBuilder testBuilder,
        SeenItemPolicy seenItems,
        bool baskets,
        string description,
        string needed)
    {
        EvaluationSet validation = validationBuilder.Build();
        EvaluationSet test = testBuilder.Build();
        if (validation.Count == 0 || test.Count == 0)
        {
            string missing = test.Count == 0 ? "test" : "validation";
            throw new InputException(
                $"the log has {log.UserCount} users and {log.EventCount} events but no {missing} case, for which a "
                + $"user with {needed} is needed; give longer histories, or choose another --split");
        }

        bool removed = seenItems switch
        {
            SeenItemPolicy.Keep => false,
            SeenItemPolicy.Remove => true,
            _ => RepeatShare(log, trainEnds) < RareRepeats,
        };
        return new RecommendSplit(log, trainEnds, validation, test, removed, baskets) { Description = description };
    }

    // Target events of all cases, and how many of them repeat an item of their case's history.
    public static (long Repeats, long Targets) RepeatedTargets(InteractionLog log, EvaluationSet cases)
    {
        var lastCase = new int[log.ItemCount];
        Array.Fill(lastCase, -1);
        long repeats = 0;
        long targets = 0;
        for (int index = 0; index < cases.Count; index++)
        {
            foreach (int item in cases.QueryOf(log, index).Items.Span)
            {
                lastCase[item] = index;
            }

            foreach (int item in cases.TargetsOf(log, index).Span)
            {
                targets++;
                repeats += lastCase[item] == index ? 1 : 0;
            }
        }

        return (repeats, targets);
    }

    // Share of the first ends[u] events of each user whose item stands at an earlier place of the same user.
    public static double RepeatShare(InteractionLog log, ReadOnlySpan<int> ends)
    {
        var lastUser = new int[log.ItemCount];
        Array.Fill(lastUser, -1);
        long events = 0;
        long repeats = 0;
        for (int user = 0; user < log.UserCount; user++)
        {
            foreach (int item in log.ItemsOf(user).Span[..ends[user]])
            {
                events++;
                repeats += lastUser[item] == user ? 1 : 0;
                lastUser[item] = user;
            }
        }

        return events == 0 ? 0 : (double)repeats / events;
    }
}
