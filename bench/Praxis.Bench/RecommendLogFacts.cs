using Praxis.Recommend;

namespace Praxis.Bench;

/// <summary>Counts how much the times of MovieLens-100K can tell.</summary>
internal static class RecommendLogFacts
{
    private const long Minute = 60;
    private const long Hour = 3600;

    /// <summary>Prints shares of gaps and stays.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    internal static int Run(string folder)
    {
        RecommendSplit split = RecommendExperiment.Split(folder, "ml-100k");
        InteractionLog log = split.Log;
        var gaps = new List<long>();
        var stays = new List<long>();
        for (int user = 0; user < log.UserCount; user++)
        {
            ReadOnlySpan<long> times = log.TimesOf(user).Span;
            for (int i = 1; i < times.Length; i++)
            {
                gaps.Add(times[i] - times[i - 1]);
            }

            stays.Add(times[^1] - times[0]);
        }

        var testGaps = new List<long>();
        for (int i = 0; i < split.Test.Count; i++)
        {
            ReadOnlySpan<long> times = log.TimesOf(split.Test.Users[i]).Span;
            int target = split.Test.TargetStarts[i];
            testGaps.Add(times[target] - times[target - 1]);
        }

        Console.WriteLine("| MovieLens-100K | share |");
        Console.WriteLine("|---|---|");
        Print("gaps between two events of a user of 0 seconds", gaps, static gap => gap == 0);
        Print("gaps between two events of a user of at most a minute", gaps, static gap => gap <= Minute);
        Print("gaps before the test event of at most a minute", testGaps, static gap => gap <= Minute);
        Print("users whose first and last event lie less than an hour apart", stays, static stay => stay < Hour);
        return 0;
    }

    private static void Print(string name, List<long> seconds, Predicate<long> isCounted) =>
        Console.WriteLine($"| {name} | {(double)seconds.FindAll(isCounted).Count / seconds.Count:P1} |");
}
