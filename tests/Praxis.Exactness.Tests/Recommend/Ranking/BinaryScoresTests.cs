using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend.Ranking;

public sealed class BinaryScoresTests
{
    private static readonly RankingTask Task = RankingTask.Parse("y=a:1")[0];

    [Theory]
    [InlineData(1, 2, 5)]
    [InlineData(2, 40, 4)]
    [InlineData(3, 61, 1000)]
    public void AreaUnderCurve_AnyTies_IsTheShareOfOrderedPairs(int seed, int count, int levels)
    {
        (float[] predictions, float[] labels) = Random((ulong)seed, count, levels);

        Assert.Equal(Pairs(predictions, labels), BinaryScores.AreaUnderCurve(predictions, labels), 1e-12);
    }

    [Fact]
    public void AreaUnderCurve_OneClass_IsNotANumber() =>
        Assert.True(double.IsNaN(BinaryScores.AreaUnderCurve([0.1f, 0.2f], [1f, 1f])));

    [Fact]
    public void NormalizedEntropy_OfTheMeanRate_IsOne()
    {
        float[] labels = [1, 0, 0, 0, 1];
        var result = new TaskResult(Task, [0, 0, 1, 1, 1], labels, [0.4f, 0.4f, 0.4f, 0.4f, 0.4f]);

        Assert.Equal(1, result.Values()[0], 1e-6);
    }

    [Fact]
    public void Values_OfUsers_AreThoseOfTheDefinition()
    {
        int[] users = [0, 0, 0, 1, 1, 2, 2, 2, 2];
        float[] labels = [1, 0, 1, 1, 1, 0, 1, 0, 0];
        float[] predictions = [0.9f, 0.2f, 0.1f, 0.5f, 0.4f, 0.3f, 0.3f, 0.8f, 0.1f];
        var result = new TaskResult(Task, users, labels, predictions);
        double loss = 0;
        for (int i = 0; i < users.Length; i++)
        {
            loss -= Math.Log(labels[i] == 1 ? predictions[i] : 1.0 - predictions[i]) / users.Length;
        }

        const double rate = 5.0 / 9;
        double entropy = -((rate * Math.Log(rate)) + ((1 - rate) * Math.Log(1 - rate)));

        // User 1 has one class only; user 0 orders 1 of 2 pairs, user 2 one of three and one tie.
        Assert.Equal(loss / entropy, result.Values()[0], 1e-6);
        Assert.Equal(((3 * 0.5) + (4 * 0.5)) / 7, result.Values()[1], 1e-12);
        Assert.Equal(1, result.SkippedUserCount);
        Assert.Equal(3, result.UserCount);
    }

    [Fact]
    public void Values_OfNumbers_AreMeanErrors()
    {
        var result = new TaskResult(RankingTask.Parse("n")[0], [0, 1, 1], [1, 2, 4], [2, 2, 1]);

        Assert.Equal([10.0 / 3, 4.0 / 3], result.Values());
        Assert.Equal(1 - (10.0 / 3 / (14.0 / 9)), result.Skill(), 1e-12);
    }

    [Fact]
    public void DifferenceTo_Itself_IsZero()
    {
        (float[] predictions, float[] labels) = Random(7, 60, 50);
        int[] users = [.. Enumerable.Range(0, 60).Select(i => i / 6)];
        var result = new TaskResult(Task, users, labels, predictions);

        Assert.All(
            result.DifferenceTo(result, 1, 2),
            interval => Assert.Equal((0, 0, 0), (interval.Estimate, interval.Low, interval.High)));
    }

    private static double Pairs(float[] predictions, float[] labels)
    {
        double good = 0;
        double all = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            for (int j = 0; j < labels.Length; j++)
            {
                if (labels[i] == 1 && labels[j] == 0)
                {
                    all++;
                    good += predictions[i] > predictions[j] ? 1 : predictions[i] == predictions[j] ? 0.5 : 0;
                }
            }
        }

        return good / all;
    }

    private static (float[] Predictions, float[] Labels) Random(ulong seed, int count, int levels)
    {
        var random = new RandomStream(seed, 1);
        float[] predictions = [.. Enumerable.Range(0, count).Select(_ => (float)random.NextInt(levels) / levels)];
        float[] labels = [.. Enumerable.Range(0, count).Select(i => i < 2 ? i : (float)random.NextInt(2))];
        return (predictions, labels);
    }
}
