using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend.Ranking;

public sealed class RankingAttentionTests
{
    public static TheoryData<int, int, int, int, RankingTokenForm> Shapes => new()
    {
        { 1, 1, 4, 4, RankingTokenForm.Interleaved },
        { 2, 2, 5, 7, RankingTokenForm.Interleaved },
        { 3, 1, 16, 16, RankingTokenForm.Summed },
        { 4, 3, 8, 4, RankingTokenForm.Summed },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_RandomTokens_IsTheFormula(
        int seed, int heads, int keyWidth, int valueWidth, RankingTokenForm form)
    {
        var data = new Case((ulong)seed, heads, keyWidth, valueWidth, form);
        float[] output = data.Forward();
        double[] expected = data.Formula(data.Z, data.Position, data.Time);
        for (int i = 0; i < output.Length; i++)
        {
            Assert.Equal(expected[i], output[i], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_RandomTokens_IsTheFiniteDifference(
        int seed, int heads, int keyWidth, int valueWidth, RankingTokenForm form)
    {
        var data = new Case((ulong)seed, heads, keyWidth, valueWidth, form);
        (float[] z, float[] position, float[] time) = data.Backward();
        for (int i = 0; i < z.Length; i += 7)
        {
            // The formula does not read U, so its difference is 0, as the kernel leaves it.
            Assert.Equal(data.Difference(data.Z, i), z[i], 2e-4);
        }

        for (int i = 0; i < position.Length; i++)
        {
            Assert.Equal(data.Difference(data.Position, i), position[i], 2e-4);
        }

        for (int i = 0; i < time.Length; i += 3)
        {
            Assert.Equal(data.Difference(data.Time, i), time[i], 2e-4);
        }
    }

    private sealed class Case
    {
        private readonly RankingTokens _tokens = new();
        private readonly RankingSizes _sizes;
        private readonly AttentionColumns _columns;
        private readonly double[] _outputGradient;

        internal Case(ulong seed, int heads, int keyWidth, int valueWidth, RankingTokenForm form)
        {
            RankingLog log = RankingLogFixture.Log(seed, mostEvents: 30);
            var rows = new VocabularyRows(RankingLogFixture.Vocabulary(log), log);
            int longest = Enumerable.Range(0, log.Events.UserCount).MaxBy(log.Events.CountOf);
            int end = log.Events.CountOf(longest);
            new TokenWriter(rows, form).AddWindow(new RankingWindow(longest, 1, 2, end), _tokens);
            _sizes = new RankingSizes(heads, keyWidth, valueWidth, 23, 12);
            _columns = new AttentionColumns(_tokens, 0, null);
            Z = Values(seed, 2, _tokens.Count * _sizes.RowWidth);
            Position = Values(seed, 3, _sizes.PositionCount);
            Time = Values(seed, 4, TimeBuckets.Count);
            _outputGradient = Values(seed, 5, _tokens.Count * _sizes.OutputWidth);
        }

        internal double[] Z { get; }

        internal double[] Position { get; }

        internal double[] Time { get; }

        internal unsafe float[] Forward()
        {
            var output = new float[_tokens.Count * _sizes.OutputWidth];
            fixed (float* z = Floats(Z), position = Floats(Position), time = Floats(Time), target = output)
            {
                RankingAttention.Forward(z, _columns, null, null, position, time, _sizes, target);
            }

            return output;
        }

        internal unsafe (float[] Z, float[] Position, float[] Time) Backward()
        {
            var zGradient = new float[Z.Length];
            var positionGradient = new float[Position.Length];
            var timeGradient = new float[Time.Length];
            fixed (float* z = Floats(Z), position = Floats(Position), time = Floats(Time),
                gradient = Floats(_outputGradient), zTarget = zGradient, positionTarget = positionGradient,
                timeTarget = timeGradient)
            {
                RankingAttention.Backward(
                    z, _columns, position, time, gradient, _sizes, zTarget, positionTarget, timeTarget);
            }

            return (zGradient, positionGradient, timeGradient);
        }

        /// <summary>Central difference of the inner product with the output gradient.</summary>
        internal double Difference(double[] values, int place)
        {
            const double step = 1e-5;
            double kept = values[place];
            values[place] = kept + step;
            double above = Product(Formula(Z, Position, Time));
            values[place] = kept - step;
            double below = Product(Formula(Z, Position, Time));
            values[place] = kept;
            return (above - below) / (2 * step);
        }

        // Pair by pair from the tokens alone: what a token may see, where it stands and when.
        internal double[] Formula(double[] z, double[] position, double[] time)
        {
            var output = new double[_tokens.Count * _sizes.OutputWidth];
            for (int i = 0; i < _tokens.Count; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    bool isSeen = j < _tokens.Visible[i] || j >= _tokens.OwnStarts[i];
                    for (int head = 0; isSeen && head < _sizes.HeadCount; head++)
                    {
                        double score = 0;
                        for (int c = 0; c < _sizes.KeyWidth; c++)
                        {
                            int column = (head * _sizes.KeyWidth) + c;
                            score += z[(i * _sizes.RowWidth) + _sizes.QueryStart + column]
                                * z[(j * _sizes.RowWidth) + _sizes.KeyStart + column];
                        }

                        score /= Math.Sqrt(_sizes.KeyWidth);
                        bool isContext = _tokens.Positions[j] < 0;
                        score += isContext
                            ? position[^1]
                            : position[Math.Min(_sizes.DistanceCount - 1, _tokens.Positions[i] - _tokens.Positions[j])];
                        if (!isContext && j < _tokens.Visible[i])
                        {
                            score += time[TimeBuckets.ByFormula(_tokens.Times[i] - _tokens.Times[j])];
                        }

                        double weight = score / (1 + Math.Exp(-score)) / _sizes.Normaliser;
                        for (int c = 0; c < _sizes.ValueWidth; c++)
                        {
                            int column = (head * _sizes.ValueWidth) + c;
                            output[(i * _sizes.OutputWidth) + column] +=
                                weight * z[(j * _sizes.RowWidth) + _sizes.ValueStart + column];
                        }
                    }
                }
            }

            return output;
        }

        private double Product(double[] output) => output.Zip(_outputGradient, (left, right) => left * right).Sum();

        private static float[] Floats(double[] values) => [.. values.Select(value => (float)value)];

        private static double[] Values(ulong seed, ulong stream, int count)
        {
            var random = new RandomStream(seed, stream);
            return [.. Enumerable.Range(0, count).Select(_ => (double)(float)((2 * random.NextDouble()) - 1))];
        }
    }
}
