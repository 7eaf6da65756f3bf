using System.Diagnostics;
using System.Globalization;
using System.Text;
using Praxis.Core;
using Praxis.Motion;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Bench;

/// <summary>Latency of the stream path, frame by frame, at the pace of a source and without one.</summary>
/// <remarks>Wall time of one thread. A prediction is what the stream itself measures; from line to line counts reading
/// the frame's text and writing the answer's too.</remarks>
internal static class MotionStreaming
{
    private const int PacedFrames = 600;
    private const int FreeFrames = 3000;
    private const int WarmFrames = 300;

    internal static int Run()
    {
        TorchRuntime.Initialize();
        Console.WriteLine("| networks | pace | frames | prediction p50, ms | p99, ms | line to line p50, ms | p99, ms "
            + "| frame time, ms | p99 of it |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach ((string name, ArnetOptions options) in ((string, ArnetOptions)[])[
            ("cpu preset", new ArnetOptions()),
            ("paper preset", new ArnetOptions { Preset = ArnetPreset.Paper })])
        {
            Row(name, options, 25, PacedFrames, isPaced: true);
            Row(name, options, 30, PacedFrames, isPaced: true);
            Row(name, options, 30, FreeFrames, isPaced: false);
        }

        return 0;
    }

    private static void Row(string name, ArnetOptions options, int rate, int frames, bool isPaced)
    {
        PoseLayout layout = PoseLayout.CmuPosition;
        var plan = new ArnetPlan(options);
        using var model = new FittedArnet(
            options,
            new MotionModelDescription(layout, 1.0 / rate, .01),
            FittedArnet.Networks(plan, layout.NodeCount, seed: 3));
        string[] lines = Lines(layout.WholeCount, 250);
        var stream = new ModelStream(model, new FitContext());
        using (var warm = new PacedReader(lines, WarmFrames, 0))
        {
            stream.Run(warm, TextWriter.Null);
        }

        using var reader = new PacedReader(lines, frames, isPaced ? rate : 0);
        using var writer = new TimedWriter(reader);
        ResultTable found = stream.Run(reader, writer);
        double Of(string what) => Convert.ToDouble(
            found.Rows.Single(row => (string)row[0]! == what)[1], CultureInfo.InvariantCulture);
        double frameTime = 1000.0 / rate;
        double worst = writer.Latencies.Percentile(99);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {(isPaced ? $"{rate} a second" : "none")} | {frames} | {Of("median latency in ms"):F2} "
                + $"| {Of("99th percentile in ms"):F2} | {writer.Latencies.Percentile(50):F2} | {worst:F2} "
                + $"| {frameTime:F1} | {worst / frameTime:P0} |"));
    }

    // A figure that sways: the time a prediction takes does not depend on the numbers.
    private static string[] Lines(int numbers, int frames)
    {
        var random = new RandomStream(5, 1);
        double[] phases = [.. Enumerable.Range(0, numbers).Select(_ => 6 * random.NextDouble())];
        return
        [
            .. Enumerable.Range(0, frames).Select(frame => "[" + string.Join(
                ',',
                phases.Select(phase => (400 * Math.Sin((Math.Tau * frame / frames) + phase))
                    .ToString("F2", CultureInfo.InvariantCulture))) + "]"),
        ];
    }

    /// <summary>Gives a line when its time has come.</summary>
    private sealed class PacedReader(string[] lines, int count, int rate) : TextReader
    {
        private readonly long _begin = Stopwatch.GetTimestamp();
        private int _next;

        /// <summary>When the last line was given.</summary>
        internal long Given { get; private set; }

        public override string? ReadLine()
        {
            if (_next == count)
            {
                return null;
            }

            if (rate > 0)
            {
                TimeSpan due = TimeSpan.FromSeconds((double)_next / rate);
                TimeSpan left = due - Stopwatch.GetElapsedTime(_begin);
                if (left > TimeSpan.Zero)
                {
                    Thread.Sleep(left);
                }
            }

            Given = Stopwatch.GetTimestamp();
            return lines[_next++ % lines.Length];
        }
    }

    /// <summary>Notes how long after its frame each answer is written.</summary>
    private sealed class TimedWriter(PacedReader reader) : TextWriter
    {
        internal LatencySamples Latencies { get; } = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) =>
            Latencies.Add(Stopwatch.GetElapsedTime(reader.Given).TotalMilliseconds);
    }
}
