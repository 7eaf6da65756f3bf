using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Benchmark;

public sealed class BenchmarkTests
{
    [Fact]
    public void MersenneTwister_DefaultSeedOfTheAuthors_GivesTheirFirstNumbers()
    {
        var generator = new MersenneTwister(5489);

        Assert.Equal(
            [3499211612, 581869302, 3890346734, 3586334585],
            Enumerable.Range(0, 4).Select(_ => generator.NextUInt32()));

        // The standard's own check: the ten thousandth number of the seed 5489.
        uint last = 0;
        for (int i = 4; i < 10_000; i++)
        {
            last = generator.NextUInt32();
        }

        Assert.Equal(4123659995, last);
    }

    [Fact]
    public void NextInteger_OfAnyRange_StaysInIt()
    {
        var generator = new MersenneTwister(1);

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(generator.NextInteger(-3, 4), -3, 3));
        Assert.Equal(7, generator.NextInteger(7, 8));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(50, 25)]
    public void Windows_OtherLengths_HaveTheSameFuture(int observed, int future) => Assert.Equal(
        BenchmarkWindows.Cmu(289, WindowProtocol.Seeds8, 10, 25).Select(start => start + 10),
        BenchmarkWindows.Cmu(289, WindowProtocol.Seeds8, observed, future).Select(start => start + observed));

    [Fact]
    public void Windows_Of256_BeginWithTheEight() => Assert.Equal(
        BenchmarkWindows.Cmu(289, WindowProtocol.Seeds8, 10, 25),
        BenchmarkWindows.Cmu(289, WindowProtocol.Seeds256, 10, 25).Take(8));

    [Fact]
    public void Windows_OfHuman36M_AlternateBetweenTakes()
    {
        IReadOnlyList<(int Take, int Start)> windows =
            BenchmarkWindows.Human36M(1000, 900, WindowProtocol.Seeds8, 10, 25);

        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1], windows.Select(window => window.Take));
        Assert.All(windows, window => Assert.InRange(window.Start, 16 + 40, 849 + 40));
        Assert.Equal(966 + 866, BenchmarkWindows.Human36M(1000, 900, WindowProtocol.All, 10, 25).Count);
    }

    [Fact]
    public void Windows_ClipTooShort_SaysHowManyFramesAreNeeded()
    {
        Assert.StartsWith(
            "the motion has 34 frames at the model's rate and a window needs 35;",
            Assert.Throws<InputException>(() => BenchmarkWindows.Cmu(34, WindowProtocol.All, 10, 25)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "needs 76",
            Assert.Throws<InputException>(() => BenchmarkWindows.Cmu(75, WindowProtocol.Seeds8, 10, 25)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(35)]
    public void DiscreteCosine_AllCoefficients_IsOrthonormal(int length)
    {
        double[] matrix = new DiscreteCosine(length, length).Matrix.ToArray();

        for (int i = 0; i < length; i++)
        {
            for (int j = 0; j < length; j++)
            {
                double product = Enumerable.Range(0, length)
                    .Sum(k => matrix[(i * length) + k] * matrix[(j * length) + k]);
                Assert.Equal(i == j ? 1 : 0, product, 12);
            }
        }
    }

    [Fact]
    public void DiscreteCosine_OfAConstant_HasOneCoefficient()
    {
        var transform = new DiscreteCosine(4, 3);
        PoseMatrix coefficients = transform.Forward(new PoseMatrix(4, 1, [3, 3, 3, 3]));

        Assert.Equal(6, coefficients[0, 0], 12);
        Assert.Equal(0, coefficients[1, 0], 12);
        Assert.All(transform.Inverse(coefficients).Values.ToArray(), value => Assert.Equal(3, value, 12));
    }

    [Fact]
    public void Layouts_OfTheBenchmarks_HaveTheKnownNodes()
    {
        Assert.Equal(64, PoseLayout.CmuAngle.NodeCount);
        Assert.Equal(75, PoseLayout.CmuPosition.NodeCount);
        Assert.Equal(48, PoseLayout.Human36MAngle.NodeCount);
        Assert.Equal(66, PoseLayout.Human36MPosition.NodeCount);
        Assert.Equal(7 * 3, PoseLayout.CmuPosition.Copies.Length);
        Assert.Equal(6 * 3, PoseLayout.Human36MPosition.Copies.Length);
        Assert.Equal(117, PoseLayout.CmuAngle.WholeCount);
        Assert.Equal(96, PoseLayout.Human36MPosition.WholeCount);
    }

    [Fact]
    public void Layout_NodesPutBack_MoveTheirCopies()
    {
        PoseLayout layout = PoseLayout.CmuPosition;
        var truth = new PoseMatrix(1, 114, [.. Enumerable.Range(0, 114).Select(i => (double)i)]);
        var nodes = new PoseMatrix(1, 75, [.. layout.ToNodes(truth).Values.ToArray().Select(value => -value)]);

        PoseMatrix whole = layout.ToWhole(nodes, truth);

        Assert.Equal(-45, whole[0, 45]);
        Assert.Equal(-45, whole[0, 48]);
        Assert.Equal(3, whole[0, 3]);
        Assert.Equal(nodes.Values.ToArray(), layout.ToNodes(whole).Values.ToArray());
    }
}
