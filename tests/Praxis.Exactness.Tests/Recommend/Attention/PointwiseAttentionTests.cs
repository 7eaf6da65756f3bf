using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class PointwiseAttentionTests
{
    private static readonly int[] Widths = [2, 8, 16, 25, 32, 50, 64, 128];

    public static TheoryData<string, ulong> Cases
    {
        get
        {
            var cases = new TheoryData<string, ulong>();
            foreach (string level in Levels)
            {
                for (ulong seed = 0; seed < 20; seed++)
                {
                    cases.Add(level, seed);
                }
            }

            return cases;
        }
    }

    public static TheoryData<string> Levels => [.. Enum.GetValues<SimdLevel>()
        .Where(SimdLevels.IsSupported).Select(level => level.ToString())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_RandomShapes_IsTheFormula(string level, ulong seed)
    {
        AttentionCase data = RandomCase(seed);
        using AttentionWorkspace workspace = Workspace(level);
        AssertClose(AttentionReference.Forward(data, data.Values), data.Forward(workspace));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_RandomShapes_IsTheFormula(string level, ulong seed)
    {
        AttentionCase data = RandomCase(seed);
        using AttentionWorkspace workspace = Workspace(level);
        (float[] z, float[] position, float[] time) = data.Backward(workspace);
        AttentionValues expected = AttentionReference.Backward(data, data.Values, data.OutputGradientDouble);
        foreach ((double[] truth, double[] found) in expected.All.Zip(data.Split(z, position, time).All))
        {
            AssertClose(truth, Array.ConvertAll(found, value => (float)value));
        }

        // The columns of U belong to somebody else.
        for (int row = 0; row < data.RowCount; row++)
        {
            Assert.Equal(7f, z[row * data.RowWidth]);
            Assert.Equal(7f, z[(row * data.RowWidth) + data.OutputWidth - 1]);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Reference_Gradients_AreFiniteDifferences(ulong seed)
    {
        var settings = new AttentionSettings(2, 3, 4, 0.1f)
        {
            ScoreScale = 0.7f,
            Window = seed == 5 ? 6 : 0,
            PositionCount = 20,
            HasTimeBias = true,
        };
        var data = new AttentionCase(seed, [9, 1, 12], settings, [3, 1, 0]);
        AttentionValues values = data.Values;
        double[] outputGradient = data.OutputGradientDouble;
        AttentionValues gradients = AttentionReference.Backward(data, values, outputGradient);
        double Objective() =>
            AttentionReference.Forward(data, values).Zip(outputGradient, (value, gradient) => value * gradient).Sum();
        const double step = 1e-5;
        foreach ((double[] input, double[] gradient) in values.All.Zip(gradients.All))
        {
            for (int place = 0; place < input.Length; place += 1 + (input.Length / 30))
            {
                double kept = input[place];
                input[place] = kept + step;
                double above = Objective();
                input[place] = kept - step;
                double below = Objective();
                input[place] = kept;
                Assert.Equal((above - below) / (2 * step), gradient[place], 1e-8);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Extend_LastRows_IsTheFullPassToTheBit(string level, ulong seed)
    {
        AttentionCase batch = RandomCase(seed);
        using AttentionWorkspace workspace = Workspace(level);
        AttentionCase data = batch.Alone(0);
        float[] full = data.Forward(workspace);
        foreach (int first in (int[])[0, data.RowCount - 1, data.RowCount / 2, data.RowCount / 3])
        {
            Assert.Equal(full[(first * data.OutputWidth)..], data.Extend(workspace, first));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_OneUserAtATime_IsTheBatchToTheBit(string level, ulong seed)
    {
        AttentionCase data = RandomCase(seed);
        using AttentionWorkspace workspace = Workspace(level);
        float[] together = data.Forward(workspace);
        for (int user = 0; user + 1 < data.Offsets.Length; user++)
        {
            float[] expected =
                together[(data.Offsets[user] * data.OutputWidth)..(data.Offsets[user + 1] * data.OutputWidth)];
            Assert.Equal(expected, data.Alone(user).Forward(workspace));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_OverItsInputs_GivesTheSameBits(string level, ulong seed)
    {
        AttentionCase data = RandomCase(seed);
        using AttentionWorkspace workspace = Workspace(level);
        (float[] z, float[] position, float[] time) = data.Backward(workspace);
        (float[] inPlace, float[] otherPosition, float[] otherTime) = data.BackwardInPlace(workspace, threadCount: 2);
        for (int row = 0; row < data.RowCount; row++)
        {
            Range gradients = ((row * data.RowWidth) + data.OutputWidth)..((row + 1) * data.RowWidth);
            Assert.Equal(z[gradients], inPlace[gradients]);
        }

        Assert.Equal(position, otherPosition);
        Assert.Equal(time, otherTime);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void ForwardAndBackward_ThreadCounts_AreEqualToTheBit(string level)
    {
        var settings = new AttentionSettings(2, 8, 8, 0.01f) { PositionCount = 2400, HasTimeBias = true };
        var data = new AttentionCase(77, [2300, 5], settings, [70, 2]);
        using AttentionWorkspace workspace = Workspace(level);
        float[] output = data.Forward(workspace);
        (float[] z, float[] position, float[] time) = data.Backward(workspace);
        foreach (int threadCount in (int[])[2, 3])
        {
            using AttentionWorkspace other = Workspace(level);
            Assert.Equal(output, data.Forward(other, threadCount));
            (float[] otherZ, float[] otherPosition, float[] otherTime) = data.Backward(other, threadCount);
            Assert.Equal(z, otherZ);
            Assert.Equal(position, otherPosition);
            Assert.Equal(time, otherTime);
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Forward_LargeScores_StayFinite(string level)
    {
        var settings = new AttentionSettings(1, 16, 16, 1f) { ScoreScale = 1000f };
        var data = new AttentionCase(5, [40], settings);
        using AttentionWorkspace workspace = Workspace(level);
        AssertClose(AttentionReference.Forward(data, data.Values), data.Forward(workspace), 1e-3);
    }

    private static AttentionWorkspace Workspace(string level) => new(Enum.Parse<SimdLevel>(level));

    // Odd lengths to about 200, users of length 1, every width, windows, candidates, with and without each bias.
    private static AttentionCase RandomCase(ulong seed)
    {
        var random = new RandomStream(seed, 911);
        var lengths = new int[1 + random.NextInt(3)];
        var targets = new int[lengths.Length];
        int most = seed % 4 == 0 ? 200 : 60;
        for (int b = 0; b < lengths.Length; b++)
        {
            lengths[b] = b == 1 ? 1 : 1 + random.NextInt(most);
            targets[b] = random.NextInt(3) == 0 ? random.NextInt(lengths[b] + 1) : random.NextInt(2);
        }

        bool isWide = seed % 4 == 0;
        int keyWidth = Widths[random.NextInt(isWide ? 5 : Widths.Length)];
        int valueWidth = seed % 3 == 0 ? Widths[random.NextInt(isWide ? 5 : Widths.Length)] : keyWidth;
        var settings = new AttentionSettings(
            keyWidth > 32 ? 1 + random.NextInt(2) : 1 + random.NextInt(8), keyWidth, valueWidth, 1f / lengths.Max())
        {
            ScoreScale = seed % 2 == 0 ? 1f : 1 / MathF.Sqrt(keyWidth),
            Window = random.NextInt(3) == 0 ? 1 + random.NextInt(lengths.Max()) : 0,
            PositionCount = random.NextInt(3) == 0 ? 0 : lengths.Max() + 1 + random.NextInt(3),
            HasTimeBias = random.NextInt(3) != 0,
        };
        return new AttentionCase(
            seed, lengths, settings, random.NextInt(2) == 0 ? targets : null, isRequestInPast: random.NextInt(4) == 0);
    }

    private static void AssertClose(double[] expected, float[] found, double tolerance = 2e-5)
    {
        Assert.Equal(expected.Length, found.Length);

        // Single precision: relative to the largest value, since small ones are differences of large ones.
        double largest = expected.Length == 0 ? 1 : Math.Max(1e-3, expected.Max(Math.Abs));
        for (int i = 0; i < found.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - found[i]) <= tolerance * largest,
                $"element {i}: expected {expected[i]}, found {found[i]}");
        }
    }
}
