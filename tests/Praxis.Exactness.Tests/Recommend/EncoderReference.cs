using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Praxis.Exactness.Tests.Recommend;

/// <summary>The encoders written down plainly in double precision: one user, dense [L, L] weights, a loop over
/// heads.</summary>
internal sealed class EncoderReference(HstuOptions options, IReadOnlyList<Parameter> parameters)
{
    private readonly Dictionary<string, Tensor> _weights =
        parameters.ToDictionary(p => p.Name, p => p.Value.detach().to_type(ScalarType.Float64));

    /// <summary>Outputs of one user, [L, D].</summary>
    internal double[,] Encode(float[] rows, long[] times, long[] nextTimes)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradients = no_grad();
        Tensor x = tensor(rows, [times.Length, options.Width]).to_type(ScalarType.Float64);
        Tensor y = options.Encoder switch
        {
            HstuEncoder.Transformer => Transformer(x),
            HstuEncoder.TransformerPlus => TransformerPlus(x),
            _ => Hstu(x, times, nextTimes),
        };
        var result = new double[times.Length, options.Width];
        Buffer.BlockCopy(y.contiguous().data<double>().ToArray(), 0, result, 0, result.Length * sizeof(double));
        return result;
    }

    private Tensor Hstu(Tensor x, long[] times, long[] nextTimes)
    {
        int length = times.Length;
        x = x + _weights["positions"].narrow(0, 0, length);
        for (int layer = 0; layer < options.LayerCount; layer++)
        {
            string name = $"layers.{layer}.";
            Tensor[] parts = nn.functional.silu(Unit(x, 1e-6).mm(_weights[name + "uvqk"])).chunk(4, 1);
            Tensor bias = Bias(name, times, nextTimes);
            Tensor attended = Heads(parts[2], parts[3], parts[1], scores =>
            {
                Tensor lower = ones(length, length, dtype: ScalarType.Float64).tril();
                return options.Encoder == HstuEncoder.Hstu
                    ? nn.functional.silu(scores + bias) / (options.MaxLength + 1) * lower
                    : Softmax((scores / Math.Sqrt(options.Width / options.HeadCount)) + bias);
            });
            Tensor gated = parts[0] * Unit(attended, 1e-6);
            x = x + gated.mm(_weights[name + "output"]) + _weights[name + "output_bias"];
        }

        return x;
    }

    private Tensor Transformer(Tensor x)
    {
        x = x + _weights["positions"].narrow(0, 0, x.shape[0]);
        for (int block = 0; block < options.LayerCount; block++)
        {
            string name = $"blocks.{block}.";
            Tensor normed = Affine(Unit(x, 1e-6), name + "attention.scale", name + "attention.shift");
            Tensor[] parts = Map(normed, name + "attention.input").chunk(3, 1);
            Tensor attended = Heads(parts[0], parts[1], parts[2], Scaled);
            x = x + Map(attended, name + "attention.output");
            normed = Affine(Unit(x, 1e-6), name + "forward.scale", name + "forward.shift");
            Tensor inner = Map(normed, name + "forward.inner");
            Tensor gelu = inner * 0.5 * (1.0 + special.erf(inner / Math.Sqrt(2)));
            x = x + Map(gelu, name + "forward.outer");
        }

        return Affine(Unit(x, 1e-6), "final.scale", "final.shift");
    }

    private Tensor TransformerPlus(Tensor x)
    {
        for (int block = 0; block < options.LayerCount; block++)
        {
            string name = $"blocks.{block}.";
            Tensor[] parts = (RootMeanSquare(x) * _weights[name + "attention.scale"])
                .mm(_weights[name + "attention.input"])
                .chunk(3, 1);
            Tensor attended = Heads(Rotate(parts[0]), Rotate(parts[1]), parts[2], Scaled);
            x = x + attended.mm(_weights[name + "attention.output"]);
            Tensor inner = (RootMeanSquare(x) * _weights[name + "forward.scale"]).mm(_weights[name + "forward.inner"]);
            Tensor[] halves = inner.chunk(2, 1);
            x = x + (halves[0] * halves[0].sigmoid() * halves[1]).mm(_weights[name + "forward.outer"]);
        }

        return RootMeanSquare(x) * _weights["final.scale"];
    }

    private Tensor Scaled(Tensor scores) => Softmax(scores / Math.Sqrt(options.Width / options.HeadCount));

    private static Tensor Softmax(Tensor scores)
    {
        Tensor lower = ones(scores.shape[0], scores.shape[0], dtype: ScalarType.Float64).tril();
        Tensor weights = scores.exp() * lower;
        return weights / weights.sum(1, true);
    }

    private Tensor Heads(Tensor q, Tensor k, Tensor v, Func<Tensor, Tensor> weights)
    {
        int head = options.Width / options.HeadCount;
        return cat(
            [.. Enumerable.Range(0, options.HeadCount).Select(h =>
                weights(q.narrow(1, h * head, head).mm(k.narrow(1, h * head, head).t()))
                    .mm(v.narrow(1, h * head, head)))],
            1);
    }

    private Tensor Bias(string name, long[] times, long[] nextTimes)
    {
        int length = times.Length;
        var bias = new double[length * length];
        double[]? p = Values(name + "position_bias");
        double[]? w = Values(name + "time_bias");
        for (int i = 0; i < length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                bias[(i * length) + j] =
                    (p?[^(1 + i - j)] ?? 0) + (w?[TimeBuckets.ByFormula(nextTimes[i] - times[j])] ?? 0);
            }
        }

        return tensor(bias, [length, length]);
    }

    private double[]? Values(string name) =>
        _weights.TryGetValue(name, out Tensor? values) ? [.. values.data<double>()] : null;

    // Each pair as a complex number times e^(i place angle).
    private Tensor Rotate(Tensor x)
    {
        int length = (int)x.shape[0];
        int head = options.Width / options.HeadCount;
        double[] values = [.. x.contiguous().data<double>()];
        for (int place = 0; place < length; place++)
        {
            for (int h = 0; h < options.HeadCount; h++)
            {
                int start = (place * options.Width) + (h * head);
                for (int c = 0; c < head / 2; c++)
                {
                    var pair = new System.Numerics.Complex(values[start + c], values[start + (head / 2) + c]);
                    pair *= System.Numerics.Complex.FromPolarCoordinates(1, place / Math.Pow(10_000, 2.0 * c / head));
                    values[start + c] = pair.Real;
                    values[start + (head / 2) + c] = pair.Imaginary;
                }
            }
        }

        return tensor(values, [length, options.Width]);
    }

    private static Tensor Unit(Tensor x, double epsilon)
    {
        Tensor centred = x - x.mean([1L], true);
        return centred / ((centred * centred).mean([1L], true) + epsilon).sqrt();
    }

    private static Tensor RootMeanSquare(Tensor x) => x / ((x * x).mean([1L], true) + 1e-6).sqrt();

    private Tensor Affine(Tensor x, string scale, string shift) => (x * _weights[scale]) + _weights[shift];

    private Tensor Map(Tensor x, string name) => x.mm(_weights[name]) + _weights[name + "_bias"];
}
