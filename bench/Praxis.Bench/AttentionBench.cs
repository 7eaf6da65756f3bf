using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Bench;

/// <summary>HSTU's pointwise attention with biases against libtorch's causal softmax attention without: one user, one
/// thread.</summary>
internal static unsafe class AttentionBench
{
    private const double Least = 0.1;

    /// <summary>Prints the table.</summary>
    /// <param name="level">The instructions, or null for the best.</param>
    /// <param name="quick">Whether to leave out the longest history.</param>
    internal static int Run(SimdLevel? level, bool quick)
    {
        TorchRuntime.Ensure();
        torch.set_num_threads(1);
        using var workspace = new AttentionWorkspace(level);
        Console.WriteLine(
            $"{workspace.Level}, one thread, milliseconds of processor time (best), median ratio of pairs");
        Console.WriteLine();
        Console.WriteLine("| pass | bias | heads | d | L | ours, ms | libtorch SDPA, ms | SDPA / ours |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        WarmUp(workspace);
        foreach (bool isBackward in new[] { false, true })
        {
            foreach (bool hasTime in isBackward ? new[] { true } : new[] { false, true })
            {
                foreach ((int heads, int width) in new[] { (1, 32), (1, 64), (4, 64) })
                {
                    foreach (int length in quick ? new[] { 200, 1024, 2048 } : new[] { 200, 1024, 2048, 8192 })
                    {
                        Row(workspace, isBackward, hasTime, heads, width, length);
                    }
                }
            }
        }

        return 0;
    }

    // Until the kernels are compiled for good, the first rows would be measured on their first versions.
    private static void WarmUp(AttentionWorkspace workspace)
    {
        var settings = new AttentionSettings(1, 32, 32, 1f / 512) { PositionCount = 513, HasTimeBias = true };
        using var user = new BenchUser(settings, 512);
        for (int i = 0; i < 400; i++)
        {
            user.Forward(workspace);
            user.Backward(workspace);
            Thread.Sleep(1);
        }
    }

    private static void Row(
        AttentionWorkspace workspace, bool isBackward, bool hasTime, int heads, int width, int length)
    {
        var settings = new AttentionSettings(heads, width, width, 1f / length)
        {
            ScoreScale = 1 / MathF.Sqrt(width),
            PositionCount = length + 1,
            HasTimeBias = hasTime,
        };
        using torch.Tensor q = torch.randn(1, heads, length, width).requires_grad_(isBackward);
        using torch.Tensor k = torch.randn(1, heads, length, width).requires_grad_(isBackward);
        using torch.Tensor v = torch.randn(1, heads, length, width).requires_grad_(isBackward);
        using torch.Tensor outputGradient = torch.randn(1, heads, length, width);
        using var user = new BenchUser(settings, length);
        Action ours = () =>
        {
            user.Forward(workspace);
            if (isBackward)
            {
                user.Backward(workspace);
            }
        };
        Action theirs = () => SoftmaxAttention(q, k, v, isBackward ? outputGradient : null);
        (double our, double their, double ratio) =
            ProcessorTime.Compare(ours, theirs, Least, length > 4096 ? 5 : 11);
        Console.WriteLine(
            $"| {(isBackward ? "forward + backward" : "forward")} | {(hasTime ? "position and time" : "position")} "
            + $"| {heads} | {width} | {length} | {our * 1e3:F3} | {their * 1e3:F3} | {ratio:F2} |");
    }

    private static void SoftmaxAttention(torch.Tensor q, torch.Tensor k, torch.Tensor v, torch.Tensor? outputGradient)
    {
        using var scope = torch.NewDisposeScope();
        using IDisposable? noGradient = outputGradient is null ? torch.no_grad() : null;
        torch.Tensor output = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        if (outputGradient is not null)
        {
            torch.autograd.grad([output], [q, k, v], [outputGradient]);
        }
    }

    // One user's rows [U|V|Q|K], as a layer holds them, with times like real ones: sessions of quick events between
    // gaps of hours to weeks.
    private sealed class BenchUser : IDisposable
    {
        private readonly AttentionSettings _settings;
        private readonly AttentionRows _rows;
        private readonly KernelBuffer _memory = new();
        private readonly AttentionTensors _inputs;
        private readonly AttentionTensors _gradients;
        private readonly StridedRows _output;
        private readonly StridedRows _outputGradient;

        internal BenchUser(AttentionSettings settings, int length)
        {
            _settings = settings;
            int width = settings.HeadCount * settings.KeyWidth;
            int rowWidth = 4 * width;
            long whole = (long)length * rowWidth;
            long bias = settings.PositionCount + TimeBuckets.Count;
            float* start = _memory.Ensure((2 * whole) + (2L * length * width) + (2 * bias));
            var random = new RandomStream(1, 1);
            for (long i = 0; i < (2 * whole) + (2L * length * width) + bias; i++)
            {
                start[i] = (float)((2 * random.NextDouble()) - 1);
            }

            float* biases = start + (2 * whole) + (2L * length * width);
            _inputs = Tensors(start, width, biases);
            _gradients = Tensors(start + whole, width, biases + bias);
            _output = new StridedRows(start + (2 * whole), width);
            _outputGradient = new StridedRows(start + (2 * whole) + ((long)length * width), width);
            var times = new long[length];
            long time = 1_500_000_000;
            for (int i = 0; i < length; i++)
            {
                times[i] = time;
                time += random.NextInt(12) == 0
                    ? (long)Math.Exp(8 + (random.NextDouble() * 6))
                    : random.NextInt(300);
            }

            _rows = new AttentionRows([0, length], null, times, [.. times[1..], time]);
        }

        internal void Forward(AttentionWorkspace workspace) =>
            PointwiseAttention.Forward(_rows, _settings, _inputs, _output, workspace);

        internal void Backward(AttentionWorkspace workspace) => PointwiseAttention.Backward(
            _rows, _settings, _inputs, _outputGradient, _gradients, workspace);

        public void Dispose() => _memory.Dispose();

        private AttentionTensors Tensors(float* rows, int width, float* biases) => new(
            new StridedRows(rows + (2 * width), 4 * width), new StridedRows(rows + (3 * width), 4 * width),
            new StridedRows(rows + width, 4 * width), biases, biases + _settings.PositionCount);
    }
}
