using System.Globalization;

namespace Praxis.Recommend;

/// <summary>Cuts the whole log at two times: what comes before is learnt from, what comes after is foretold.</summary>
/// <remarks>
/// The cuts are the times that 80 % and 90 % of all events precede. A validation case is a user's first basket at or
/// after the first cut, if it lies before the second; a test case is the first basket at or after the second cut. The
/// history is everything of the user before the basket; a user without any is left out and counted in the
/// description. Nothing that is learnt from is younger than anything that is foretold, for any pair of users.
/// </remarks>
public static class TimeSplit
{
    private const double ValidationQuantile = 0.8;
    private const double TestQuantile = 0.9;

    /// <summary>Makes the split.</summary>
    /// <param name="log">The log; kept.</param>
    /// <param name="seenItems">Whether items of the history can be recommended.</param>
    /// <returns>The split.</returns>
    /// <exception cref="Core.InputException">There is no validation or no test case.</exception>
    public static RecommendSplit Make(InteractionLog log, SeenItemPolicy seenItems)
    {
        long[] sorted = log.Times.ToArray();
        Array.Sort(sorted);
        long validationCut = Quantile(sorted, ValidationQuantile);
        long testCut = Quantile(sorted, TestQuantile);
        var trainEnds = new int[log.UserCount];
        var testStarts = new int[log.UserCount];
        var validation = new EvaluationSetBuilder();
        var test = new EvaluationSetBuilder();
        int newUsers = 0;
        for (int user = 0; user < log.UserCount; user++)
        {
            ReadOnlySpan<long> times = log.TimesOf(user).Span;
            int first = CountBefore(times, validationCut);
            int second = CountBefore(times, testCut);
            trainEnds[user] = first;
            testStarts[user] = second;
            if (first > 0 && first < second)
            {
                validation.Add(user, first, Baskets.End(times, first));
            }

            if (second > 0 && second < times.Length)
            {
                test.Add(user, second, Baskets.End(times, second));
            }

            newUsers += second == 0 ? 1 : 0;
        }

        string words = $"first basket of each user from {Day(testCut)} on, validated from {Day(validationCut)} on; "
            + $"{newUsers} users without events before the test are left out";
        return SplitChecks.Finish(
            log, trainEnds, validation, test, seenItems, baskets: true, words, "events on both sides of the cut times")
            with
        { TestStarts = testStarts };
    }

    private static long Quantile(long[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static int CountBefore(ReadOnlySpan<long> times, long cut)
    {
        int count = 0;
        while (count < times.Length && times[count] < cut)
        {
            count++;
        }

        return count;
    }

    private static string Day(long seconds) =>
        UnixTime.ToDate(seconds).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
