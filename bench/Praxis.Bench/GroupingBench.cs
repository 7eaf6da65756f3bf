using System.Diagnostics;
using System.Globalization;
using Praxis.Recommend;

namespace Praxis.Bench;

/// <summary>From a file of events to the log grouped by user: seconds and peak memory, each file in a process of its
/// own.</summary>
internal static class GroupingBench
{
    public static int Run(string[] words) => words switch
    {
        ["--measure", string path] => Measure(path),
        ["--events", string events] => Run(long.Parse(events, CultureInfo.InvariantCulture)),
        _ => Run(10_000_000),
    };

    private static int Run(long events)
    {
        string folder = Path.Combine(Path.GetTempPath(), "praxis-bench");
        Console.WriteLine("| file | MB | users | items | events | seconds | CPU seconds | peak RSS, MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (string path in EventFiles.Write(folder, events))
        {
            using Process process = Process.Start(Environment.ProcessPath!, ["grouping", "--measure", path]);
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                return process.ExitCode;
            }
        }

        return 0;
    }

    private static int Measure(string path)
    {
        var options = new RecommendInputOptions();
        long start = Stopwatch.GetTimestamp();
        InteractionLog log = InteractionLogs.Read(path, options, _ => { });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(path)} | {new FileInfo(path).Length / 1e6:F0} | {log.UserCount} | {log.ItemCount} "
            + $"| {log.EventCount} | {seconds:F2} | {cpu:F2} | {PeakMegabytes():F0} |"));
        return 0;
    }

    private static double PeakMegabytes()
    {
        const string label = "VmHWM:";
        const string status = "/proc/self/status";
        string? line = File.Exists(status)
            ? File.ReadLines(status).FirstOrDefault(text => text.StartsWith(label, StringComparison.Ordinal))
            : null;
        return line is null
            ? Process.GetCurrentProcess().PeakWorkingSet64 / 1e6
            : long.Parse(line[label.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024 / 1e6;
    }
}
