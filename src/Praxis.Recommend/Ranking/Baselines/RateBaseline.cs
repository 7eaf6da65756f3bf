namespace Praxis.Recommend;

/// <summary>Foretells from the smoothed rates of user and item over all events strictly before: on the scale of
/// log-odds for choices, of values for numbers.</summary>
/// <remarks>The two strengths of smoothing, in events of prior, are chosen on the validation events.</remarks>
internal static class RateBaseline
{
    private static readonly double[] Strengths = [1, 3, 10, 30, 100, 1000];

    internal static float[] Predict(RankingSplit split)
    {
        int tasks = split.Log.Tasks.Count;
        double[] means = MeanBaseline.Means(split);
        Sums[] sums = Collect(split.Log);
        int[] validation = split.EventsOf(RankingPart.Validation);
        int[] test = split.EventsOf(RankingPart.Test);
        int[] users = TaskResults.UsersOf(split.Log.Events, validation);
        var predictions = new float[test.Length * tasks];
        for (int task = 0; task < tasks; task++)
        {
            float[] labels = split.Log.LabelsOf(task, validation);
            (double User, double Item) best = default;
            double bestValue = double.PositiveInfinity;
            foreach (double user in Strengths)
            {
                foreach (double item in Strengths)
                {
                    float[] tried =
                    [
                        .. validation.Select(place => At(split.Log, sums, means, place, task, user, item)),
                    ];
                    double value = new TaskResult(split.Log.Tasks[task], users, labels, tried).Values()[0];
                    if (value < bestValue)
                    {
                        (best, bestValue) = ((user, item), value);
                    }
                }
            }

            for (int i = 0; i < test.Length; i++)
            {
                predictions[(i * tasks) + task] =
                    At(split.Log, sums, means, test[i], task, best.User, best.Item);
            }
        }

        return predictions;
    }

    private static float At(
        RankingLog log, Sums[] sums, double[] means, int place, int task, double userStrength, double itemStrength)
    {
        Sums own = sums[place];
        double mean = means[task];
        double user = (own.User[task] + (userStrength * mean)) / (own.UserCount + userStrength);
        double item = (own.Item[task] + (itemStrength * mean)) / (own.ItemCount + itemStrength);
        return log.Tasks[task].Kind == RankingTaskKind.Binary
            ? (float)(1 / (1 + Math.Exp(LogOdds(mean) - LogOdds(user) - LogOdds(item))))
            : (float)(user + item - mean);
    }

    private static double LogOdds(double rate) => Math.Log(rate / (1 - rate));

    // Counts and label sums of each event's user and item over strictly earlier times.
    private static Sums[] Collect(RankingLog log)
    {
        int tasks = log.Tasks.Count;
        int[] order = EventFeatures.ByTime(log.Events);
        int[] users = TaskResults.UsersOf(log.Events, [.. Enumerable.Range(0, log.Events.EventCount)]);
        RunningHistory[] ofUsers = [.. log.Events.UserIds.Select(_ => new RunningHistory(tasks))];
        RunningHistory[] ofItems = [.. log.Events.ItemIds.Select(_ => new RunningHistory(tasks))];
        var sums = new Sums[order.Length];
        for (int first = 0; first < order.Length;)
        {
            int end = first;
            long time = log.Events.Times.Span[order[first]];
            while (end < order.Length && log.Events.Times.Span[order[end]] == time)
            {
                int place = order[end++];
                RunningHistory user = ofUsers[users[place]];
                RunningHistory item = ofItems[log.Events.Items.Span[place]];
                sums[place] = new Sums([.. user.Sums], user.Count, [.. item.Sums], item.Count);
            }

            for (; first < end; first++)
            {
                ReadOnlySpan<float> labels = log.Labels.Slice(order[first] * tasks, tasks);
                ofUsers[users[order[first]]].Add(labels, time);
                ofItems[log.Events.Items.Span[order[first]]].Add(labels, time);
            }
        }

        return sums;
    }

    private readonly record struct Sums(double[] User, int UserCount, double[] Item, int ItemCount);
}
