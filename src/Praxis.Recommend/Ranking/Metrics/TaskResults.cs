namespace Praxis.Recommend;

/// <summary>Compares predictions of all tasks with what happened.</summary>
internal static class TaskResults
{
    /// <summary>A result for each task.</summary>
    /// <param name="split">The split log.</param>
    /// <param name="part">The part that was foretold.</param>
    /// <param name="predictions">[events of the part, tasks], in the log's order.</param>
    internal static TaskResult[] Of(RankingSplit split, RankingPart part, float[] predictions)
    {
        int[] events = split.EventsOf(part);
        int[] users = UsersOf(split.Log.Events, events);
        int tasks = split.Log.Tasks.Count;
        Core.Check.Length(predictions.Length, (long)events.Length * tasks);
        var results = new TaskResult[tasks];
        for (int task = 0; task < tasks; task++)
        {
            var own = new float[events.Length];
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = predictions[(i * tasks) + task];
            }

            results[task] = new TaskResult(split.Log.Tasks[task], users, split.Log.LabelsOf(task, events), own);
        }

        return results;
    }

    /// <summary>User of each event: [E].</summary>
    internal static int[] UsersOf(InteractionLog log, int[] events)
    {
        var users = new int[events.Length];
        int user = 0;
        for (int i = 0; i < events.Length; i++)
        {
            while (events[i] >= log.Offsets[user + 1])
            {
                user++;
            }

            users[i] = user;
        }

        return users;
    }
}
