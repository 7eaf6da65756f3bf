using Praxis.Bench;
using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Tests.Bench;

/// <summary>The arms of the pose experiment on a handful of figures.</summary>
public sealed class PoseArmsTests : IDisposable
{
    private static readonly PoseRecipe Basis = PoseRecipe.Of(PosePreset.Tiny) with { Epochs = 2, BatchSize = 8 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("adversarial")]
    [InlineData("all")]
    public void Fit_Figures_MeasuresAllTestsAndHarderCopies(string arm)
    {
        PoseData data = Figures();
        PoseArmResult result = PoseArms.Fit(
            PoseArms.Recipe(arm, Basis), data, PoseRobustness.Of(data), seed: 1, joins: arm == "all");

        string[] names = [.. result.Sets.Select(static set => set.Name)];
        Assert.Equal(arm == "all" ? (6 * 5) + 5 : 6 + 5, names.Length);
        Assert.Equal(
            ["clean+1 part", "clean+2 parts", "clean+4 parts", "clean+25 % hidden", "clean+50 % hidden"],
            names[^5..]);
        Assert.Equal(arm == "all", names.Contains("person/visibility-voting"));
        Assert.All(result.Sets, static set =>
        {
            Assert.Equal((6, 6), (set.Shares.Count, set.Counts.Count));
            Assert.All(set.Shares, static share => Assert.InRange(share, 0, 1));
            Assert.InRange(set.Percent, 0, 100);
        });
        Assert.Equal(arm == "adversarial" ? 2 : 0, result.Placements.Count);
        Assert.Equal(arm == "all" ? 303_419 : 180_244, result.Weights);
    }

    [Fact]
    public void Recipe_GuidedByTheStackBeforeWithOneStack_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PoseArms.Recipe("ere-guided", Basis));

    private PoseData Figures() => new PoseDataReader(
        new PoseInputOptions(), Basis, new FitContext { Seed = 0, ThreadCount = 2 }).Read(
            _folder.Write(
                "figures.json",
                """{"figures": {"seed": 1, "size": 96, "train": 24, "val": 8, "test": 6, "parts": 3}}"""),
            needsParts: true);
}
