using Praxis.Exactness.Tests.Recommend;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Torch;

public sealed class RowAdamWTests
{
    private const int RowCount = 600;

    [Theory]
    [InlineData(16, 0.0, 0)]
    [InlineData(64, 0.1, 0)]
    [InlineData(64, 0.1, 4)]
    public void Apply_EveryRowTouched_IsAdamWToTheLastBit(int width, double weightDecay, int warmup)
    {
        TrainingOptions options = Options(weightDecay, warmup);
        using RowParameter table = Table(width, SecondMoments.Element);
        using var rows = new RowAdamW(table, options, threadCount: 2);
        using var dense = new Parameter("x", [RowCount, width], table.Values.Slice(0, RowCount * width));
        var optimizer = new AdamW([dense], options, threadCount: 2);
        var sparse = new AdamW([], options, threadCount: 2, [rows]);
        int[] all = [.. Enumerable.Range(0, RowCount)];
        for (int step = 1; step <= 10; step++)
        {
            float[] gradient = SequenceBatches.Floats((ulong)step, RowCount * width, 0.1);
            gradient.CopyTo(dense.Gradient, 0);
            rows.Touch(all, step);
            Fill(rows, gradient);
            Assert.True(optimizer.Apply(step));
            Assert.True(sparse.Apply(step));
        }

        Assert.Equal(dense.Values.ToArray(), table.Values.Slice(0, RowCount * width).ToArray());
    }

    [Theory]
    [InlineData(SecondMoments.Element, 0.0, 0)]
    [InlineData(SecondMoments.Element, 0.5, 0)]
    [InlineData(SecondMoments.Element, 0.5, 7)]
    [InlineData(SecondMoments.Row, 0.5, 7)]
    public void Apply_SomeRowsTouched_IsTheFormulaStepByStep(SecondMoments moments, double weightDecay, int warmup)
    {
        const int width = 19;
        TrainingOptions options = Options(weightDecay, warmup);
        using RowParameter table = Table(width, moments);
        using var rows = new RowAdamW(table, options, threadCount: 2);
        var optimizer = new AdamW([], options, threadCount: 2, [rows]);
        var expected = new Reference(table, options);
        var random = new RandomStream(3, 3);
        for (int step = 1; step <= 30; step++)
        {
            int[] touched = [.. Enumerable.Range(0, RowCount).Where(_ => random.NextInt(5) == 0)];
            float[] gradient = SequenceBatches.Floats((ulong)step, touched.Length * width, 0.1);
            rows.Touch(touched, step);

            // What a step reads must be what decay in every step would have left.
            Assert.All(touched, row => expected.AssertRow(table, row));
            Fill(rows, gradient);
            Assert.True(optimizer.Apply(step));
            expected.Step(step, touched, gradient);
        }

        rows.PayAll(30);
        Assert.All(Enumerable.Range(0, RowCount), row => expected.AssertRow(table, row));
    }

    [Fact]
    public void Apply_GradientNotFinite_ChangesNothing()
    {
        using RowParameter table = Table(8, SecondMoments.Element);
        float[] before = table.Values.Slice(0, RowCount * 8).ToArray();
        using var rows = new RowAdamW(table, Options(0, 0), threadCount: 1);
        rows.Touch([3, 5], 1);
        Fill(rows, [.. Enumerable.Repeat(float.NaN, 16)]);
        Assert.False(new AdamW([], Options(0, 0), 1, [rows]).Apply(1));
        Assert.Equal(before, table.Values.Slice(0, RowCount * 8).ToArray());
    }

    private static TrainingOptions Options(double weightDecay, int warmup) =>
        new() { Metric = "x", LearningRate = 0.01, WeightDecay = weightDecay, WarmupSteps = warmup };

    private static RowParameter Table(int width, SecondMoments moments)
    {
        var table = new RowParameter("x", RowCount, width, moments);
        SequenceBatches.Floats(1, RowCount * width, 1).CopyTo(table.Values.Slice(0, RowCount * width));
        return table;
    }

    private static unsafe void Fill(RowAdamW rows, float[] gradient) =>
        gradient.CopyTo(new Span<float>(rows.Gradient, gradient.Length));

    // Every row decays in every step; only touched rows have moments and gradients. Double precision.
    private sealed class Reference
    {
        private readonly TrainingOptions _options;
        private readonly int _width;
        private readonly bool _isRowWise;
        private readonly double[] _values;
        private readonly double[] _first;
        private readonly double[] _second;

        internal Reference(RowParameter table, TrainingOptions options)
        {
            _options = options;
            _width = table.Width;
            _isRowWise = table.Moments == SecondMoments.Row;
            _values = Array.ConvertAll(
                table.Values.Slice(0, table.RowCount * _width).ToArray(), value => (double)value);
            _first = new double[_values.Length];
            _second = new double[_values.Length];
        }

        internal void Step(int step, int[] touched, float[] gradient)
        {
            double rate = _options.LearningRate * Math.Min(1.0, step / (double)Math.Max(1, _options.WarmupSteps));
            for (int i = 0; i < _values.Length; i++)
            {
                _values[i] *= 1 - (rate * _options.WeightDecay);
            }

            for (int place = 0; place < touched.Length; place++)
            {
                double[] own = Array.ConvertAll(
                    gradient[(place * _width)..((place + 1) * _width)], value => (double)value);
                double mean = own.Sum(value => value * value) / _width;
                for (int c = 0; c < _width; c++)
                {
                    int i = (touched[place] * _width) + c;
                    double square = _isRowWise ? mean : own[c] * own[c];
                    _first[i] = (_options.Beta1 * _first[i]) + ((1 - _options.Beta1) * own[c]);
                    _second[i] = (_options.Beta2 * _second[i]) + ((1 - _options.Beta2) * square);
                    double m = _first[i] / (1 - Math.Pow(_options.Beta1, step));
                    double v = _second[i] / (1 - Math.Pow(_options.Beta2, step));
                    _values[i] -= rate * m / (Math.Sqrt(v) + 1e-8);
                }
            }
        }

        internal void AssertRow(RowParameter table, int row)
        {
            for (int c = 0; c < _width; c++)
            {
                Assert.Equal(_values[(row * _width) + c], table.Row(row)[c], 3e-6);
            }
        }
    }
}
