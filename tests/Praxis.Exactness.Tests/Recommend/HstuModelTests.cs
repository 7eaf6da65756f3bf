using System.Runtime.InteropServices;
using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class HstuModelTests
{
    private const int ItemCount = 60;
    private static readonly HstuOptions Options = new() { Width = 12, HeadCount = 2, LayerCount = 2, MaxLength = 40 };
    private static readonly int[] Lengths = [7, 1, 40, 16, 23];

    [Fact]
    public void Encode_PaddedReference_IsEqual()
    {
        using var model = new HstuModel(Options, seed: 3);
        Scramble(model);
        SequenceBatch batch = SequenceBatches.Random(11, Lengths, ItemCount);
        float[] rows = SequenceBatches.Floats(12, batch.TokenCount * Options.Width, 0.3);
        float[] jagged = Encode(model, batch, rows);
        float[] padded = PaddedEncode(model, batch, rows);
        AssertClose(padded, jagged);
    }

    [Fact]
    public void Encode_OneUserAtATime_IsEqual()
    {
        using var model = new HstuModel(Options, seed: 3);
        Scramble(model);
        SequenceBatch batch = SequenceBatches.Random(11, Lengths, ItemCount);
        float[] rows = SequenceBatches.Floats(12, batch.TokenCount * Options.Width, 0.3);
        float[] together = Encode(model, batch, rows);
        for (int user = 0; user < batch.UserCount; user++)
        {
            (int start, int end) = (batch.Offsets[user], batch.Offsets[user + 1]);
            var alone = new SequenceBatch(
                [0, end - start], batch.Items[start..end], batch.Times[start..end], batch.NextTimes[start..end], []);
            float[] single = Encode(model, alone, rows[(start * Options.Width)..(end * Options.Width)]);
            AssertClose(single, together[(start * Options.Width)..(end * Options.Width)]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(38)]
    public void Encode_ChangedEvent_ChangesNothingBeforeIt(int changed)
    {
        using var model = new HstuModel(Options, seed: 4);
        Scramble(model);
        SequenceBatch batch = SequenceBatches.Random(13, [40], ItemCount);
        float[] rows = SequenceBatches.Floats(14, batch.TokenCount * Options.Width, 0.3);
        float[] before = Encode(model, batch, rows);
        for (int c = 0; c < Options.Width; c++)
        {
            rows[(changed * Options.Width) + c] += 1f;
        }

        float[] after = Encode(model, batch, rows);
        Assert.Equal(before[..(changed * Options.Width)], after[..(changed * Options.Width)]);
        Assert.NotEqual(
            before[(changed * Options.Width)..((changed + 1) * Options.Width)],
            after[(changed * Options.Width)..((changed + 1) * Options.Width)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(39)]
    public void Encode_TimeOfEventAfterRow_ChangesTheRowAndNothingBeforeIt(int row)
    {
        using var model = new HstuModel(Options, seed: 5);
        Scramble(model);
        SequenceBatch batch = SequenceBatches.Random(15, [40], ItemCount);
        float[] rows = SequenceBatches.Floats(16, batch.TokenCount * Options.Width, 0.3);
        float[] before = Encode(model, batch, rows);

        // Event row + 1 happens a year later; behind the last row it is the request that comes later.
        long[] times = [.. batch.Times];
        long[] nextTimes = [.. batch.NextTimes];
        for (int i = row; i < times.Length; i++)
        {
            nextTimes[i] += 31_536_000;
            if (i + 1 < times.Length)
            {
                times[i + 1] += 31_536_000;
            }
        }

        float[] after = Encode(model, new SequenceBatch(batch.Offsets, batch.Items, times, nextTimes, []), rows);
        Assert.Equal(before[..(row * Options.Width)], after[..(row * Options.Width)]);
        Assert.NotEqual(
            before[(row * Options.Width)..((row + 1) * Options.Width)],
            after[(row * Options.Width)..((row + 1) * Options.Width)]);
    }

    [Fact]
    public void Gradients_OfEveryParameter_AreFiniteDifferences()
    {
        using var model = new HstuModel(Options with { LayerCount = 1 }, seed: 6);
        Scramble(model);
        SequenceBatch batch = SequenceBatches.Random(17, [5, 12], ItemCount);
        float[] rows = SequenceBatches.Floats(18, batch.TokenCount * Options.Width, 0.3);
        float[] direction = SequenceBatches.Floats(19, batch.TokenCount * Options.Width, 1.0);

        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(rows, [batch.TokenCount, Options.Width], requires_grad: true);
        torch.Tensor output = model.Encode(input, batch, null);
        torch.Tensor[] inputs = [.. model.Parameters.Select(parameter => parameter.Value)];
        IList<torch.Tensor> gradients = torch.autograd.grad(
            [output], inputs, [torch.tensor(direction, [batch.TokenCount, Options.Width])]);
        for (int p = 0; p < inputs.Length; p++)
        {
            Parameter parameter = model.Parameters[p];
            float[] gradient = MemoryMarshal.Cast<byte, float>(gradients[p].contiguous().bytes).ToArray();
            int stride = Math.Max(1, gradient.Length / 12);
            for (int place = 0; place < gradient.Length; place += stride)
            {
                double expected = Difference(model, parameter, place, batch, rows, direction);

                // The differenced function is in single precision: about three digits are left.
                Assert.Equal(expected, gradient[place], 0.01 + (0.01 * Math.Abs(expected)));
            }
        }
    }

    private static double Difference(
        HstuModel model, Parameter parameter, int place, SequenceBatch batch, float[] rows, float[] direction)
    {
        const float step = 3e-3f;
        float kept = parameter.Values[place];
        parameter.Values[place] = kept + step;
        double above = Dot(Encode(model, batch, rows), direction);
        parameter.Values[place] = kept - step;
        double below = Dot(Encode(model, batch, rows), direction);
        parameter.Values[place] = kept;
        return (above - below) / (2 * step);
    }

    private static double Dot(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * (double)b[i];
        }

        return sum;
    }

    // First values are small; larger ones make every part of the layer matter.
    private static void Scramble(HstuModel model)
    {
        ulong seed = 100;
        foreach (Parameter parameter in model.Parameters)
        {
            SequenceBatches.Floats(seed++, parameter.Values.Length, 0.5).CopyTo(parameter.Values);
        }
    }

    private static float[] Encode(HstuModel model, SequenceBatch batch, float[] rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        torch.Tensor output = model.Encode(torch.tensor(rows, [batch.TokenCount, Options.Width]), batch, null);
        return MemoryMarshal.Cast<byte, float>(output.contiguous().bytes).ToArray();
    }

    // The layer as the public research code writes it: dense [B, L, L] tensors over padded rows, in double precision.
    private static float[] PaddedEncode(HstuModel model, SequenceBatch batch, float[] rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        int width = Options.Width;
        int heads = Options.HeadCount;
        int head = width / heads;
        int length = Options.MaxLength;
        double normaliser = Options.MaxLength + 1;
        Dictionary<string, torch.Tensor> weights = model.Parameters.ToDictionary(
            p => p.Name, p => p.Value.to_type(torch.ScalarType.Float64));
        torch.Tensor padded = new JaggedTensor(torch.tensor(rows, [batch.TokenCount, width]), batch.Offsets)
            .ToPadded(length).to_type(torch.ScalarType.Float64);
        torch.Tensor x = padded + weights["positions"].unsqueeze(0);
        for (int layer = 0; layer < Options.LayerCount; layer++)
        {
            string name = $"layers.{layer}.";
            torch.Tensor normed = torch.nn.functional.layer_norm(x, [width], null, null, 1e-6);
            torch.Tensor z = torch.nn.functional.silu(normed.matmul(weights[name + "uvqk"]));
            torch.Tensor[] parts = z.split(width, 2);
            torch.Tensor u = parts[0];
            torch.Tensor v = parts[1].reshape(-1, length, heads, head).transpose(1, 2);
            torch.Tensor q = parts[2].reshape(-1, length, heads, head).transpose(1, 2);
            torch.Tensor k = parts[3].reshape(-1, length, heads, head).transpose(1, 2);
            torch.Tensor bias = Bias(batch, length, weights[name + "position_bias"], weights[name + "time_bias"]);
            torch.Tensor scores = q.matmul(k.transpose(2, 3)) + bias.unsqueeze(1);
            torch.Tensor mask = torch.ones(length, length, torch.float64).tril();
            torch.Tensor attention = torch.nn.functional.silu(scores) / normaliser * mask;
            torch.Tensor attended = attention.matmul(v).transpose(1, 2).reshape(-1, length, width);
            torch.Tensor gated = u * torch.nn.functional.layer_norm(attended, [width], null, null, 1e-6);
            x = x + gated.matmul(weights[name + "output"]) + weights[name + "output_bias"];
        }

        torch.Tensor jagged = JaggedTensor.FromPadded(x.to_type(torch.ScalarType.Float32), batch.Offsets).Values;
        return MemoryMarshal.Cast<byte, float>(jagged.contiguous().bytes).ToArray();
    }

    private static torch.Tensor Bias(SequenceBatch batch, int length, torch.Tensor position, torch.Tensor time)
    {
        var bias = new double[batch.UserCount * length * length];
        double[] p = MemoryMarshal.Cast<byte, double>(position.bytes).ToArray();
        double[] w = MemoryMarshal.Cast<byte, double>(time.bytes).ToArray();
        for (int user = 0; user < batch.UserCount; user++)
        {
            int start = batch.Offsets[user];
            for (int i = 0; i < batch.Offsets[user + 1] - start; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    int bucket = TimeBuckets.ByFormula(batch.NextTimes[start + i] - batch.Times[start + j]);
                    bias[(((user * length) + i) * length) + j] = p[^(1 + i - j)] + w[bucket];
                }
            }
        }

        return torch.tensor(bias, [batch.UserCount, length, length]);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
