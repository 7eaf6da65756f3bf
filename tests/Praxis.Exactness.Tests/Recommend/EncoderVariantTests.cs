using System.Runtime.InteropServices;
using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class EncoderVariantTests
{
    private const int ItemCount = 60;
    private static readonly HstuOptions Sizes = new() { Width = 24, HeadCount = 2, LayerCount = 2, MaxLength = 40 };
    private static readonly int[] Lengths = [7, 1, 40, 16, 23, 15, 39];

    public static TheoryData<HstuEncoder, HstuBias> Variants => new()
    {
        { HstuEncoder.Hstu, HstuBias.PositionAndTime },
        { HstuEncoder.Hstu, HstuBias.Position },
        { HstuEncoder.Hstu, HstuBias.Time },
        { HstuEncoder.Hstu, HstuBias.None },
        { HstuEncoder.HstuSoftmax, HstuBias.PositionAndTime },
        { HstuEncoder.HstuSoftmax, HstuBias.Position },
        { HstuEncoder.HstuSoftmax, HstuBias.Time },
        { HstuEncoder.HstuSoftmax, HstuBias.None },
        { HstuEncoder.Transformer, HstuBias.PositionAndTime },
        { HstuEncoder.TransformerPlus, HstuBias.PositionAndTime },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Encode_JaggedBatch_IsTheDenseFormulaOfEachUser(HstuEncoder encoder, HstuBias bias)
    {
        HstuOptions options = Sizes with { Encoder = encoder, Bias = bias };
        ISequenceEncoder model = Create(options);
        SequenceBatch batch = SequenceBatches.Random(11, Lengths, ItemCount);
        float[] rows = SequenceBatches.Floats(12, batch.TokenCount * options.Width, 0.3);
        float[] together = Encode(model, batch, rows);
        var reference = new EncoderReference(options, model.Parameters);
        for (int user = 0; user < batch.UserCount; user++)
        {
            (int start, int end) = (batch.Offsets[user], batch.Offsets[user + 1]);
            double[,] expected = reference.Encode(
                rows[(start * options.Width)..(end * options.Width)], batch.Times[start..end],
                batch.NextTimes[start..end]);
            for (int i = 0; i < expected.Length; i++)
            {
                double value = expected[i / options.Width, i % options.Width];

                // Single precision through two layers with weights of order one.
                Assert.Equal(value, together[(start * options.Width) + i], 5e-5 * Math.Max(1, Math.Abs(value)));
            }
        }

        Release(model);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Encode_OneUserAlone_IsEqualToTheBatch(HstuEncoder encoder, HstuBias bias)
    {
        HstuOptions options = Sizes with { Encoder = encoder, Bias = bias };
        ISequenceEncoder model = Create(options);
        SequenceBatch batch = SequenceBatches.Random(13, Lengths, ItemCount);
        float[] rows = SequenceBatches.Floats(14, batch.TokenCount * options.Width, 0.3);
        float[] together = Encode(model, batch, rows);
        for (int user = 0; user < batch.UserCount; user++)
        {
            (int start, int end) = (batch.Offsets[user], batch.Offsets[user + 1]);
            var alone = new SequenceBatch(
                [0, end - start], batch.Items[start..end], batch.Times[start..end], batch.NextTimes[start..end], []);
            float[] single = Encode(model, alone, rows[(start * options.Width)..(end * options.Width)]);
            for (int i = 0; i < single.Length; i++)
            {
                Assert.Equal(
                    single[i], together[(start * options.Width) + i], 2e-5 * Math.Max(1, Math.Abs(single[i])));
            }
        }

        Release(model);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Encode_ChangedEvent_ChangesNothingBeforeIt(HstuEncoder encoder, HstuBias bias)
    {
        HstuOptions options = Sizes with { Encoder = encoder, Bias = bias };
        ISequenceEncoder model = Create(options);
        SequenceBatch batch = SequenceBatches.Random(15, [40, 35], ItemCount);
        float[] rows = SequenceBatches.Floats(16, batch.TokenCount * options.Width, 0.3);
        float[] before = Encode(model, batch, rows);
        foreach (int changed in new[] { 0, 19, 39, 57 })
        {
            float[] other = [.. rows];
            for (int c = 0; c < options.Width; c += 2)
            {
                other[(changed * options.Width) + c] += 1f;
            }

            float[] after = Encode(model, batch, other);
            int end = changed < 40 ? 40 : 75;
            for (int token = 0; token < batch.TokenCount; token++)
            {
                bool isBehind = token >= changed && token < end;
                double difference = 0;
                for (int i = token * options.Width; i < (token + 1) * options.Width; i++)
                {
                    difference = Math.Max(difference, Math.Abs(after[i] - before[i]));
                }

                Assert.True(isBehind ? difference > 1e-4 : difference < 1e-5, $"{changed} {token} {difference}");
            }
        }

        Release(model);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Gradients_OfEveryParameterAndOfTheInput_AreFiniteDifferences(HstuEncoder encoder, HstuBias bias)
    {
        HstuOptions options = Sizes with { Encoder = encoder, Bias = bias, LayerCount = 1 };
        ISequenceEncoder model = Create(options);
        SequenceBatch batch = SequenceBatches.Random(17, [5, 12, 30], ItemCount);
        float[] rows = SequenceBatches.Floats(18, batch.TokenCount * options.Width, 0.3);
        float[] direction = SequenceBatches.Floats(19, batch.TokenCount * options.Width, 1.0);
        float[][] gradients = Gradients(model, batch, rows, direction);

        // The differenced function is the double-precision formula.
        double Value()
        {
            var reference = new EncoderReference(options, model.Parameters);
            double sum = 0;
            for (int user = 0; user < batch.UserCount; user++)
            {
                (int start, int end) = (batch.Offsets[user], batch.Offsets[user + 1]);
                int first = start * options.Width;
                double[,] outputs = reference.Encode(
                    rows[first..(end * options.Width)], batch.Times[start..end], batch.NextTimes[start..end]);
                for (int i = 0; i < outputs.Length; i++)
                {
                    sum += outputs[i / options.Width, i % options.Width] * direction[first + i];
                }
            }

            return sum;
        }

        Check(gradients[0], 0, (place, delta) => rows[place] += delta, Value);
        for (int p = 0; p < model.Parameters.Count; p++)
        {
            Parameter parameter = model.Parameters[p];
            Check(gradients[p + 1], p, (place, delta) => parameter.Values[place] += delta, Value);
        }

        Release(model);
    }

    [Theory]
    [InlineData(HstuBias.Position, "position_bias")]
    [InlineData(HstuBias.Time, "time_bias")]
    [InlineData(HstuBias.None, "")]
    public void Parameters_WithoutABias_AreNotThere(HstuBias bias, string kept)
    {
        foreach (HstuEncoder encoder in new[] { HstuEncoder.Hstu, HstuEncoder.HstuSoftmax })
        {
            ISequenceEncoder model = Create(Sizes with { Encoder = encoder, Bias = bias, LayerCount = 1 });
            string[] expected = ["positions", "layers.0.uvqk", "layers.0.output", "layers.0.output_bias"];
            Assert.Equal(
                kept.Length == 0 ? expected : [.. expected, "layers.0." + kept],
                model.Parameters.Select(parameter => parameter.Name));
            Release(model);
        }
    }

    [Fact]
    public void Parameters_OfTransformers_HaveTheStatedShapes()
    {
        ISequenceEncoder plain = Create(Sizes with { Encoder = HstuEncoder.Transformer, LayerCount = 1 });
        Assert.Equal(
            "positions 40x24, blocks.0.attention.scale 24, blocks.0.attention.shift 24, "
                + "blocks.0.attention.input 24x72, blocks.0.attention.input_bias 72, blocks.0.attention.output 24x24, "
                + "blocks.0.attention.output_bias 24, blocks.0.forward.scale 24, blocks.0.forward.shift 24, "
                + "blocks.0.forward.inner 24x96, blocks.0.forward.inner_bias 96, blocks.0.forward.outer 96x24, "
                + "blocks.0.forward.outer_bias 24, final.scale 24, final.shift 24",
            Shapes(plain));
        ISequenceEncoder plus = Create(Sizes with { Encoder = HstuEncoder.TransformerPlus, LayerCount = 1 });
        Assert.Equal(
            "blocks.0.attention.scale 24, blocks.0.attention.input 24x72, blocks.0.attention.output 24x24, "
                + "blocks.0.forward.scale 24, blocks.0.forward.inner 24x128, blocks.0.forward.outer 64x24, "
                + "final.scale 24",
            Shapes(plus));
        Release(plain);
        Release(plus);
    }

    [Fact]
    public void Rotation_InnerProducts_DependOnTheDistanceAlone()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        RotaryPositions rotation = RotaryPositions.Create(50, 16);
        float[] q = SequenceBatches.Floats(30, 16, 1.0);
        float[] k = SequenceBatches.Floats(31, 16, 1.0);
        torch.Tensor queries = rotation.Apply(torch.tensor(q, [1, 1, 1, 16]).expand(1, 1, 50, 16));
        torch.Tensor keys = rotation.Apply(torch.tensor(k, [1, 1, 1, 16]).expand(1, 1, 50, 16));
        float[] products = Floats(queries.squeeze().mm(keys.squeeze().t()));
        for (int distance = 0; distance < 50; distance++)
        {
            for (int j = 0; j + distance < 50; j++)
            {
                Assert.Equal(products[distance * 50], products[((j + distance) * 50) + j], 2e-5);
            }
        }

        Assert.NotEqual(products[0], products[50 * 7], 1e-3);
        Assert.Equal(q.Zip(k, (a, b) => a * b).Sum(), products[0], 1e-5);
    }

    [Fact]
    public void Attention_ValuesOfOne_GiveOne()
    {
        // A weighted mean of ones is one exactly where the weights of a row sum to one.
        using DisposeScope scope = torch.NewDisposeScope();
        SequenceBatch batch = SequenceBatches.Random(32, Lengths, ItemCount);
        var buckets = new LengthBuckets(batch.Offsets);
        long rows = buckets.Sizes.Sum();
        torch.Tensor q = torch.tensor(SequenceBatches.Floats(33, (int)rows * 24, 2.0), [rows, 24]);
        torch.Tensor k = torch.tensor(SequenceBatches.Floats(34, (int)rows * 24, 2.0), [rows, 24]);
        torch.Tensor[] masks = new RelativeBiasMasks(batch, buckets, 41, hasTime: true).Make(
            torch.tensor(SequenceBatches.Floats(35, 41, 2.0)), torch.tensor(SequenceBatches.Floats(36, 129, 2.0)));
        foreach (torch.Tensor[]? bias in new[] { null, masks })
        {
            torch.Tensor ones = buckets.Unpad(CausalAttention.Apply(q, k, torch.ones(rows, 24), 2, buckets, bias));
            Assert.All(Floats(ones), value => Assert.Equal(1f, value, 1e-5));
        }
    }

    [Fact]
    public void Buckets_RandomLengths_HoldEveryTokenOnceAndLittlePadding()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var random = new Praxis.Numerics.RandomStream(37, 0);
        int[] lengths = [.. Enumerable.Range(0, 500).Select(_ => 1 + random.NextInt(200))];
        SequenceBatch batch = SequenceBatches.Random(38, lengths, ItemCount);
        var buckets = new LengthBuckets(batch.Offsets);
        Assert.Equal(Enumerable.Range(0, batch.TokenCount), buckets.Tokens.Where(token => token >= 0).Order());
        Assert.InRange(buckets.Tokens.Length, batch.TokenCount, 1.08 * batch.TokenCount);
        float[] floats = SequenceBatches.Floats(39, batch.TokenCount * 3, 1.0);
        torch.Tensor values = torch.tensor(floats, [batch.TokenCount, 3]);
        Assert.Equal(Floats(values), Floats(buckets.Unpad(buckets.Pad(values))));
    }

    private static void Check(float[] gradient, int offset, Action<int, float> add, Func<double> evaluate)
    {
        const float step = 1f / 256;
        int stride = Math.Max(1, gradient.Length / 6);
        for (int place = offset % stride; place < gradient.Length; place += stride)
        {
            add(place, step);
            double above = evaluate();
            add(place, -2 * step);
            double below = evaluate();
            add(place, step);
            double expected = (above - below) / (2 * step);
            Assert.Equal(expected, gradient[place], 2e-3 + (2e-3 * Math.Abs(expected)));
        }
    }

    private static float[][] Gradients(ISequenceEncoder model, SequenceBatch batch, float[] rows, float[] direction)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor input = torch.tensor(rows, [batch.TokenCount, model.Width], requires_grad: true);
        torch.Tensor output = model.Encode(input, batch, null);
        torch.Tensor[] inputs = [input, .. model.Parameters.Select(parameter => parameter.Value)];
        return
        [
            .. torch.autograd.grad([output], inputs, [torch.tensor(direction, [batch.TokenCount, model.Width])])
                .Select(Floats),
        ];
    }

    // First values are small; larger ones make every part of the layer matter.
    private static ISequenceEncoder Create(HstuOptions options)
    {
        ISequenceEncoder model = options.CreateEncoder(seed: 3);
        ulong seed = 100;
        foreach (Parameter parameter in model.Parameters)
        {
            SequenceBatches.Floats(seed++, parameter.Values.Length, 0.5).CopyTo(parameter.Values);
        }

        return model;
    }

    private static float[] Encode(ISequenceEncoder model, SequenceBatch batch, float[] rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        return Floats(model.Encode(torch.tensor(rows, [batch.TokenCount, model.Width]), batch, null));
    }

    private static float[] Floats(torch.Tensor tensor) =>
        MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes).ToArray();

    private static string Shapes(ISequenceEncoder model) => string.Join(
        ", ", model.Parameters.Select(parameter => $"{parameter.Name} {string.Join('x', parameter.Shape)}"));

    private static void Release(ISequenceEncoder model) => ((IDisposable)model).Dispose();
}
