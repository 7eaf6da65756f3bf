using System.Globalization;
using Praxis.App;

namespace Praxis.Web;

/// <summary>The words of the command line that does a job.</summary>
internal static class FitCommand
{
    /// <summary>The words after the program; never passed through a shell.</summary>
    /// <param name="job">The job.</param>
    /// <param name="root">The folder of the runs, in full.</param>
    public static IReadOnlyList<string> Of(QueuedFit job, string root)
    {
        string id = job.State.RunId;
        if (job.IsContinuation || job.State.Kind == FitKind.Resume)
        {
            return ["resume", id, "--out", root];
        }

        return job.Source is { } source
            ? ["rerun", source, "--out", root, "--name", id]
            : Fit(job.Order!, id, root);
    }

    private static List<string> Fit(FitOrder order, string id, string root)
    {
        List<string> words =
        [
            "fit", order.Method, "--out", root, "--name", id,
            "--seed", order.Seed.ToString(CultureInfo.InvariantCulture),
            "--threads", order.ThreadCount.ToString(CultureInfo.InvariantCulture),
        ];
        words.AddRange(order.DataPath is { } data ? ["--data", data] : ["--sample"]);
        if (order.TimeLimit is { } limit)
        {
            words.AddRange(
                ["--time-limit", limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s"]);
        }

        if (order.ContinueFrom is { } previous)
        {
            words.AddRange(["--continue", previous]);
        }

        foreach ((string flag, string text) in order.InputValues.Concat(order.OptionValues))
        {
            // With '=' a value that begins with dashes is no flag; an empty one needs a word of its own.
            words.AddRange(text.Length == 0 ? [$"--{flag}", text] : [$"--{flag}={text}"]);
        }

        return words;
    }
}
