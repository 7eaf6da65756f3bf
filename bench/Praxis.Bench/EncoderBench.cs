using System.Diagnostics;
using System.Globalization;
using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Bench;

/// <summary>The HSTU encoder against a Transformer with libtorch's fused attention, same width, heads and layers, one
/// thread: inference, training with Stochastic Length, memory.</summary>
internal static class EncoderBench
{
    private const int Width = 512;
    private const int Heads = 8;
    private const int Layers = 2;
    private const int MaxLength = 8192;
    private const double Alpha = 1.6;

    internal static int Run(string[] words)
    {
        if (words is ["--measure", string encoder, string layers])
        {
            return Measure(encoder, int.Parse(layers, CultureInfo.InvariantCulture));
        }

        Prepare();
        Console.WriteLine($"width {Width}, {Heads} heads, {Layers} layers, maximum length {MaxLength}, one thread");
        Console.WriteLine();
        Inference();
        Training();
        Memory();
        return 0;
    }

    // Peak memory of one training step, in a process of its own.
    private static int Measure(string encoder, int layers)
    {
        Prepare();
        ISequenceEncoder model = Model(encoder, layers);
        SequenceBatch small = User(64);
        Step(model, small);
        long before = PeakKilobytes();
        Step(model, User(MaxLength));
        Console.WriteLine(PeakKilobytes() - before);
        return 0;
    }

    private static void Inference()
    {
        Console.WriteLine("| inference, length | Transformer, s | HSTU, bias | HSTU, s | ratio |");
        Console.WriteLine("|---|---|---|---|---|");
        ISequenceEncoder transformer = Model("transformer");
        foreach (int length in new[] { 1024, 2048, 4096, MaxLength })
        {
            SequenceBatch batch = User(length);
            foreach (string bias in new[] { "none", "position-and-time" })
            {
                ISequenceEncoder hstu = Model(bias);
                (double ours, double theirs, double ratio) = ProcessorTime.Compare(
                    () => Encode(hstu, batch), () => Encode(transformer, batch), least: 0.5, pairs: 3);
                Console.WriteLine($"| {length} | {theirs:F2} | {bias} | {ours:F2} | {ratio:F2} |");
            }
        }

        Console.WriteLine();
    }

    private static void Training()
    {
        ISequenceEncoder transformer = Model("transformer");
        ISequenceEncoder hstu = Model("position-and-time");
        var rule = new StochasticLength(Alpha, SubsequenceSelection.FeatureWeighted, MaxLength, seed: 1);
        double share = rule.ProbabilityOfAll(MaxLength);
        (double full, double theirs, _) = ProcessorTime.Compare(
            () => Step(hstu, User(MaxLength)), () => Step(transformer, User(MaxLength)), least: 0.5, pairs: 1);
        (double cut, _, _) = ProcessorTime.Compare(
            () => Step(hstu, User(rule.Threshold)), () => Step(hstu, User(64)), least: 0.5, pairs: 3);
        double mean = (share * full) + ((1 - share) * cut);
        Console.WriteLine("| training step, forward and backward | Transformer, s | HSTU, s | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine(
            $"| one user at {MaxLength}, no Stochastic Length | {theirs:F2} | {full:F2} | {theirs / full:F2} |");
        Console.WriteLine(
            $"| one user at {MaxLength}, alpha {Alpha}: {rule.Threshold} events, all with probability {share:F4} "
            + $"| {theirs:F2} | {mean:F3} | {theirs / mean:F1} |");

        // The mean over all draws: each user's whole history with its probability, else the part that is kept.
        int[] lengths = LongTailed();
        double ours = 0;
        double kept = 0;
        foreach (int length in lengths)
        {
            double whole = length <= rule.Threshold ? 1 : rule.ProbabilityOfAll(length);
            ours += whole * ProcessorTime.Of(() => Step(hstu, User(length)));
            ours += whole == 1 ? 0 : (1 - whole) * cut;
            kept += (whole * length) + ((1 - whole) * rule.Threshold);
        }

        theirs = ProcessorTime.Of(() => StepEach(transformer, lengths));
        Console.WriteLine(
            $"| {lengths.Length} users, long-tailed: mean {lengths.Average():F0}, kept {kept / lengths.Length:F0} "
            + $"| {theirs:F1} | {ours:F2} | {theirs / ours:F1} |");
        Console.WriteLine();
    }

    private static void Memory()
    {
        Console.WriteLine(
            $"| peak memory of a training step at {MaxLength}, layers | Transformer, MB | HSTU, MB | share |");
        Console.WriteLine("|---|---|---|---|");
        foreach (int layers in new[] { Layers, 2 * Layers })
        {
            double transformer = InOwnProcess("transformer", layers);
            double hstu = InOwnProcess("position-and-time", layers);
            Console.WriteLine($"| {layers} | {transformer:F0} | {hstu:F0} | {hstu / transformer:F2} |");
        }
    }

    // Quantiles of a log-normal distribution, cut at the maximum: the mean is about 0.36 of it, as in the paper's
    // 30-day histories.
    private static int[] LongTailed()
    {
        const int users = 20;
        const double median = 2200;
        const double spread = 1.35;
        return [.. Enumerable.Range(0, users).Select(user =>
        {
            double quantile = NormalQuantile((user + 0.5) / users);
            return (int)Math.Clamp(median * Math.Exp(spread * quantile), 20, MaxLength);
        })];
    }

    // Bisection on the error function by its series: a bench needs no more.
    private static double NormalQuantile(double probability)
    {
        double low = -6;
        double high = 6;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = NormalShare(middle) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double NormalShare(double x)
    {
        // Marsaglia (2004): Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + ...).
        double sum = x;
        double term = x;
        for (int i = 3; i < 300; i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI));
    }

    private static void StepEach(ISequenceEncoder encoder, int[] lengths)
    {
        foreach (int length in lengths)
        {
            Step(encoder, User(length));
        }
    }

    private static void Encode(ISequenceEncoder encoder, SequenceBatch batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        encoder.Encode(torch.randn(batch.TokenCount, Width), batch, null);
    }

    private static void Step(ISequenceEncoder encoder, SequenceBatch batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor rows = torch.randn(batch.TokenCount, Width, requires_grad: true);
        torch.Tensor outputs = encoder.Encode(rows, batch, null);
        torch.Tensor[] inputs = [rows, .. encoder.Parameters.Select(parameter => parameter.Value)];
        torch.autograd.grad([outputs], inputs, [torch.ones(outputs.shape)]);
    }

    // One user with bursts of events and gaps between them.
    private static SequenceBatch User(int length)
    {
        var random = new RandomStream(3, (ulong)length);
        var times = new long[length];
        var nextTimes = new long[length];
        long time = 1_600_000_000;
        for (int i = 0; i < length; i++)
        {
            times[i] = time;
            time += random.NextInt(4) == 0 ? (long)Math.Exp(random.NextDouble() * 13) : random.NextInt(60);
            nextTimes[i] = time;
        }

        return new SequenceBatch([0, length], new int[length], times, nextTimes, []);
    }

    private static ISequenceEncoder Model(string name, int layers = Layers)
    {
        var options = new HstuOptions
        {
            Width = Width,
            HeadCount = Heads,
            LayerCount = layers,
            MaxLength = MaxLength,
            Dropout = 0,
        };
        return (name switch
        {
            "transformer" => options with { Encoder = HstuEncoder.Transformer },
            "none" => options with { Bias = HstuBias.None },
            _ => options,
        }).CreateEncoder(seed: 1);
    }

    private static double InOwnProcess(string encoder, int layers)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, ["encoder", "--measure", encoder, $"{layers}"])
        {
            RedirectStandardOutput = true,
        })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture) / 1024;
    }

    private static long PeakKilobytes()
    {
        string line = File.ReadLines("/proc/self/status")
            .First(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static void Prepare()
    {
        TorchRuntime.Ensure();
        torch.set_num_threads(1);
    }
}
