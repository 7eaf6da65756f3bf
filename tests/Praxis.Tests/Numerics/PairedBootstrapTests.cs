using Praxis.Numerics;

namespace Praxis.Tests.Numerics;

public sealed class PairedBootstrapTests
{
    [Fact]
    public void SureDifference_HasANarrowIntervalAboveNothing()
    {
        double[] first = [.. Enumerable.Range(0, 200).Select(i => i % 10 / 10.0)];
        double[] second = [.. first.Select((value, i) => value + (i % 2 == 0 ? 0.1 : 0.02))];

        PairedBootstrap result = PairedBootstrap.Of([first], [second], seed: 5, draws: 2000);

        Assert.Equal(0.06, result.Difference, 12);

        // The deviation of the mean is .04 / sqrt(200) = .0028; 1.96 of them to each side.
        Assert.Equal(0.06 - (1.96 * 0.04 / Math.Sqrt(200)), result.Low, 3);
        Assert.Equal(0.06 + (1.96 * 0.04 / Math.Sqrt(200)), result.High, 3);
        Assert.Equal(0, result.ShareNotAbove);
        Assert.Equal(result, PairedBootstrap.Of([first], [second], seed: 5, draws: 2000));
        Assert.NotEqual(result, PairedBootstrap.Of([first], [second], seed: 6, draws: 2000));
    }

    [Fact]
    public void SameRuns_IsUndecided() => Assert.Equal(
        new PairedBootstrap(0, 0, 0, 0.5), PairedBootstrap.Of([[1, 2], [3, 4]], [[1, 2], [3, 4]], draws: 100));

    [Fact]
    public void Weights_CountJoints() => Assert.Equal(
        0.75, PairedBootstrap.Of([[0, 0]], [[1, 0]], weights: [3, 1], draws: 10).Difference, 12);

    [Theory]
    [InlineData(double.PositiveInfinity, 0.95, "weights")]
    [InlineData(-1, 0.95, "weights")]
    [InlineData(1, 1, "level")]
    public void ImpossibleWeightsOrLevels_AreNamed(double weight, double level, string name) => Assert.Equal(
        name,
        Assert.Throws<ArgumentException>(
            () => PairedBootstrap.Of([[0, 0]], [[1, 0]], weights: [weight, 1], draws: 10, level: level)).ParamName);

    // Seeds of which one gains and one loses as much: with pictures alone there would be no doubt.
    [Fact]
    public void SeedsThatDisagree_WidenTheInterval()
    {
        double[] none = new double[50];
        double[] gain = [.. Enumerable.Repeat(0.1, 50)];
        double[] loss = [.. Enumerable.Repeat(-0.1, 50)];

        PairedBootstrap result = PairedBootstrap.Of([none, none], [gain, loss], draws: 2000);

        Assert.Equal((-0.1, 0.1), (Math.Round(result.Low, 12), Math.Round(result.High, 12)));
        Assert.InRange(result.ShareNotAbove, 0.45, 0.55);
    }
}
