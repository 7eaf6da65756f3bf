using Praxis.Bench;

namespace Praxis.Tests.Bench;

/// <summary>What is decided of the claims of docs/pose-experiment.md, on fits made by hand.</summary>
public sealed class PoseClaimsTests : IDisposable
{
    private const int PersonCount = 40;
    private const int JointCount = 10;
    private static readonly string[] Sets = ["clean", "self", "objects", "person", "symmetric", "fake"];
    private readonly TemporaryFolder _folder = new();

    public PoseClaimsTests()
    {
        Directory.CreateDirectory(_folder["figures"]);
        Directory.CreateDirectory(_folder["photographs"]);
    }

    public void Dispose() => _folder.Dispose();

    // What is learnt from has no luck here: each person of each seed has the same difference.
    [Theory]
    [InlineData(0.02, "held")]
    [InlineData(-0.02, "not held")]
    [InlineData(0, "undecided")]
    public void Of_EveryoneWithTheSameDifference_DecidesByIt(double gain, string verdict)
    {
        Write("figures", "none", 3, static _ => 0.5);
        Write("figures", "random", 3, _ => 0.5 + gain);

        PoseClaimResult claim = Find("1", "`random` − `none`", "figures, five tests");

        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal(3, claim.Seeds);
        Assert.Equal(gain, claim.Found.Difference, 9);
        Assert.Equal(gain, claim.Found.Low, 9);
        Assert.Equal(gain, claim.Found.High, 9);
    }

    [Fact]
    public void Of_Sets_AreThoseOfTheClaim()
    {
        Write("figures", "none", 2, static _ => 0.5);
        Write("figures", "random", 2, static set => set switch
        {
            "clean" => 0.4,
            "fake" => 0,
            _ => 0.6,
        });

        Assert.Equal(0.06, Find("1", "`random` − `none`", "figures, five tests").Found.Difference, 9);
        Assert.Equal(0.1, Find("1", "`random` − `none`", "figures, four that confuse").Found.Difference, 9);
        Assert.Equal(-0.1, Find("1b", "`random` − `none`", "figures, clean").Found.Difference, 9);
    }

    // Pasting may cost half a point of clean people.
    [Theory]
    [InlineData(-0.004, "held")]
    [InlineData(-0.006, "not held")]
    public void Of_CostOnCleanPeople_IsAllowedUpToHalfAPoint(double gain, string verdict)
    {
        Write("figures", "none", 2, static _ => 0.5);
        Write("figures", "random", 2, _ => 0.5 + gain);
        Assert.Equal(verdict, Find("1b", "`random` − `none`", "figures, clean").Verdict);
    }

    [Fact]
    public void Of_WaysToJoinMaps_AreReadFromTheirSets()
    {
        Write("figures", "none", 2, static set => set.EndsWith("/mean-map", StringComparison.Ordinal) ? 0.3 : 0.2);
        Write("figures", "all", 2, static set => set[(set.IndexOf('/', StringComparison.Ordinal) + 1)..] switch
        {
            "mean-map" => 0.5,
            "voting" => 0.6,
            "visibility-voting" => 0.4,
            _ => 0.25,
        });

        Assert.Equal(0.1, Difference("4c", "`voting` − `mean-map` within `all`"), 9);
        Assert.Equal(-0.1, Difference("4c", "`visibility-voting` − `mean-map` within `all`"), 9);
        Assert.Equal(0.05, Difference("4d", "`all` − `none`"), 9);
        Assert.Equal(0.4, Difference("4d", "`all` by `voting` − `none`"), 9);
        Assert.Equal(0.3, Difference("4d", "`all` by `voting` − `none` by `mean-map`"), 9);
    }

    [Fact]
    public void Of_Seeds_ArePairedAndOneAloneDecidesNothing()
    {
        Write("figures", "none", 3, static _ => 0.5);
        Write("figures", "random", 1, static _ => 0.7);

        PoseClaimResult claim = Find("1", "`random` − `none`", "figures, five tests");

        Assert.Equal(("one seed", 1), (claim.Verdict, claim.Seeds));
        Assert.DoesNotContain(PoseClaims.Of(_folder.Path), static one => one.Number == "2");
    }

    [Fact]
    public void Of_Photographs_HaveOneTest()
    {
        Write("photographs", "random", 2, static _ => 0.2);
        Write("photographs", "adversarial", 2, static set => set == "test" ? 0.3 : 0);
        Assert.Equal(0.1, Find("2", "`adversarial` − `random`", "photographs").Found.Difference, 9);
    }

    private double Difference(string number, string what) => Find(number, what, "figures, five tests").Found.Difference;

    private PoseClaimResult Find(string number, string what, string people) => PoseClaims.Of(_folder.Path).Single(
        one => one.Number == number && one.What == what && one.People == people);

    private void Write(string people, string arm, int seeds, Func<string, double> share)
    {
        string[] joined = ["", "/mean-map", "/voting", "/visibility-voting"];
        string[] sets = people == "photographs"
            ? ["test", "test+occluded"]
            : [.. Sets.SelectMany(set => joined.Select(way => set + way))];
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            new PoseArmResult(seed, 1, 1, "0.1.0", [.. sets.Select(Set)], [])
                .Write(_folder[$"{people}/{arm}-{seed}{PoseArmResult.Suffix}"]);
        }

        PoseSetResult Set(string name) => new(
            name,
            100 * share(name),
            [.. Enumerable.Repeat(share(name), PersonCount)],
            [.. Enumerable.Repeat((double)JointCount, PersonCount)],
            0,
            0);
    }
}
