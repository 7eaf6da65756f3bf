using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class HstuAttentionTests
{
    public static TheoryData<int, int, int, int, int[]> Shapes => new()
    {
        { 1, 1, 4, 4, [1] },
        { 2, 1, 16, 16, [3, 1, 16, 17] },
        { 3, 2, 5, 7, [33, 2, 40] },
        { 4, 4, 8, 8, [15, 16, 64, 1, 5] },
        { 5, 1, 64, 64, [100, 31] },
        { 6, 3, 50, 50, [20, 48] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public unsafe void Forward_RandomShapes_IsTheFormula(
        int seed, int heads, int keyWidth, int valueWidth, int[] lengths)
    {
        Case data = Case.Make(seed, heads, keyWidth, valueWidth, lengths);
        float[] output = data.Forward();
        double[] expected = HstuReference.Forward(
            data.ZDouble, data.Batch, data.PositionDouble, data.TimeDouble, data.Sizes);
        for (int i = 0; i < output.Length; i++)
        {
            Assert.Equal(expected[i], output[i], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_RandomShapes_IsTheFiniteDifference(
        int seed, int heads, int keyWidth, int valueWidth, int[] lengths)
    {
        Case data = Case.Make(seed, heads, keyWidth, valueWidth, lengths);
        (float[] z, float[] position, float[] time) = data.Backward();

        // Central differences of the double-precision formula at places spread over every input.
        data.CompareWithDifferences(data.ZDouble, z, firstPlace: data.Sizes.ValueStart);
        data.CompareWithDifferences(data.PositionDouble, position, 0);
        data.CompareWithDifferences(data.TimeDouble, time, 0);
    }

    [Fact]
    public void Backward_ColumnsOfU_AreLeftAlone()
    {
        Case data = Case.Make(7, 2, 4, 6, [5, 9]);
        (float[] z, _, _) = data.Backward();
        for (int row = 0; row < data.Batch.TokenCount; row++)
        {
            Assert.All(
                z.AsSpan(row * data.Sizes.RowWidth, data.Sizes.ValueStart).ToArray(), value => Assert.Equal(0f, value));
        }
    }

    private sealed class Case
    {
        private float[] _z = [];
        private float[] _position = [];
        private float[] _time = [];
        private float[] _outputGradient = [];

        internal required SequenceBatch Batch { get; init; }

        internal required HstuSizes Sizes { get; init; }

        internal double[] ZDouble { get; private set; } = [];

        internal double[] PositionDouble { get; private set; } = [];

        internal double[] TimeDouble { get; private set; } = [];

        internal static Case Make(int seed, int heads, int keyWidth, int valueWidth, int[] lengths)
        {
            SequenceBatch batch = SequenceBatches.Random((ulong)seed, lengths, 50);
            var sizes = new HstuSizes(heads, keyWidth, valueWidth, lengths.Max() + 3);
            var made = new Case { Batch = batch, Sizes = sizes };
            made._z = SequenceBatches.Floats((ulong)seed, batch.TokenCount * sizes.RowWidth, 1.0);
            made._position = SequenceBatches.Floats((ulong)seed + 50, sizes.Normaliser, 1.0);
            made._time = SequenceBatches.Floats((ulong)seed + 60, TimeBuckets.Count, 1.0);
            made._outputGradient = SequenceBatches.Floats((ulong)seed + 70, batch.TokenCount * sizes.OutputWidth, 1.0);
            made.ZDouble = Array.ConvertAll(made._z, value => (double)value);
            made.PositionDouble = Array.ConvertAll(made._position, value => (double)value);
            made.TimeDouble = Array.ConvertAll(made._time, value => (double)value);
            return made;
        }

        internal unsafe float[] Forward()
        {
            var output = new float[Batch.TokenCount * Sizes.OutputWidth];
            fixed (float* z = _z, position = _position, time = _time, target = output)
            {
                HstuAttention.Forward(z, Batch.Offsets, TimeBuckets.OfBatch(Batch), position, time, Sizes, target);
            }

            return output;
        }

        internal unsafe (float[] Z, float[] Position, float[] Time) Backward()
        {
            var zGradient = new float[_z.Length];
            var positionGradient = new float[_position.Length];
            var timeGradient = new float[_time.Length];
            fixed (float* z = _z, position = _position, time = _time, gradient = _outputGradient, zTarget = zGradient,
                positionTarget = positionGradient, timeTarget = timeGradient)
            {
                HstuAttention.Backward(
                    z, Batch.Offsets, TimeBuckets.OfBatch(Batch), position, time, gradient, Sizes,
                    zTarget, positionTarget, timeTarget);
            }

            return (zGradient, positionGradient, timeGradient);
        }

        internal void CompareWithDifferences(double[] input, float[] gradient, int firstPlace)
        {
            const double step = 1e-5;
            int stride = Math.Max(1, (input.Length - firstPlace) / 40);
            for (int place = firstPlace; place < input.Length; place += stride)
            {
                double kept = input[place];
                input[place] = kept + step;
                double above = Objective();
                input[place] = kept - step;
                double below = Objective();
                input[place] = kept;
                double expected = (above - below) / (2 * step);
                if (ReferenceEquals(input, ZDouble) && place % Sizes.RowWidth < Sizes.ValueStart)
                {
                    expected = 0;
                }

                // Single precision: a few units in the sixth digit of the largest terms.
                Assert.Equal(expected, gradient[place], 1e-4 * Math.Max(1, Math.Abs(expected)));
            }
        }

        private double Objective()
        {
            double[] output = HstuReference.Forward(ZDouble, Batch, PositionDouble, TimeDouble, Sizes);
            double sum = 0;
            for (int i = 0; i < output.Length; i++)
            {
                sum += output[i] * _outputGradient[i];
            }

            return sum;
        }
    }
}
