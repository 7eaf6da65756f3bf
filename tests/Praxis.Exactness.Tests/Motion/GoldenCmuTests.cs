using System.Text.Json;
using Praxis.Motion;

namespace Praxis.Exactness.Tests.Motion;

/// <summary>Numbers of a reference in NumPy, double precision: <c>Golden/golden_cmu.json</c>.</summary>
public sealed class GoldenCmuTests(CmuBenchmark data) : IClassFixture<CmuBenchmark>
{
    private const int Observed = 10;
    private const int Future = 25;

    // The file has four decimals of positions and five of angles.
    private const double Tolerance = 1e-3;

    private static readonly JsonElement Golden = ReadGolden();

    public static TheoryData<string> Actions =>
        [.. Golden.GetProperty("test").EnumerateObject().Select(action => action.Name)];

    [Fact]
    public void MersenneTwister_Seed1234567890_GivesTheKnownWords()
    {
        var generator = new MersenneTwister(BenchmarkWindows.Seed);

        Assert.All(
            Golden.GetProperty("rng_first_u32").EnumerateArray(),
            word => Assert.Equal(word.GetUInt32(), generator.NextUInt32()));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void Windows_EightSeeds_AreTheKnownOnes(string action)
    {
        JsonElement golden = Golden.GetProperty("test").GetProperty(action);
        int frames = golden.GetProperty("frames_after_step2").GetInt32();

        Assert.Equal(
            golden.GetProperty("idx8").EnumerateArray().Select(index => index.GetInt32() + 50 - Observed),
            BenchmarkWindows.Cmu(frames, WindowProtocol.Seeds8, Observed, Future));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void ZeroVelocity_EightSeeds_HasTheKnownErrors(string action) =>
        CheckCurves(action, WindowProtocol.Seeds8, "zerovel_8");

    [Theory]
    [MemberData(nameof(Actions))]
    public void ZeroVelocity_AllWindows_HasTheKnownErrors(string action) =>
        CheckCurves(action, WindowProtocol.All, "zerovel_all");

    [Fact]
    public void Kinematics_OfTheKnownFrame_GivesTheKnownPositions()
    {
        PoseMatrix positions = ExponentialMapRows.ToPositions(KnownFrame(), SkeletonDescription.Cmu.Skeleton);

        double[] expected =
        [
            .. Golden.GetProperty("fk_check").GetProperty("joint_xyz_nominal_mm").EnumerateArray()
                .SelectMany(joint => joint.EnumerateArray().Select(value => value.GetDouble())),
        ];
        AssertNear(expected, positions.Values.ToArray());
    }

    [Fact]
    public void Euler_OfTheKnownFrame_GivesTheKnownAngles()
    {
        PoseMatrix euler = ExponentialMapRows.ToEuler(ExponentialMapRows.WithoutRoot(KnownFrame()));

        double[] expected =
        [
            .. Golden.GetProperty("euler_check").GetProperty("same_frame_with_first_6_zeroed").EnumerateArray()
                .Select(value => value.GetDouble()),
        ];
        AssertNear(expected, euler.Values.ToArray(), 1e-5);
    }

    private void CheckCurves(string action, WindowProtocol protocol, string name)
    {
        JsonElement golden = Golden.GetProperty("test").GetProperty(action);
        PoseMatrix rows = ExponentialMapRows.WithoutRoot(data.TestRows(action));
        PoseMatrix positions = ExponentialMapRows.ToPositions(rows, SkeletonDescription.Cmu.Skeleton);

        IReadOnlyList<int> starts = BenchmarkWindows.Cmu(rows.FrameCount, protocol, Observed, Future);

        Assert.Equal(golden.GetProperty("frames_after_step2").GetInt32(), rows.FrameCount);
        JsonElement curves = golden.GetProperty(name);
        Assert.Equal(curves.GetProperty("windows").GetInt32(), starts.Count);
        AssertNear(
            Numbers(curves.GetProperty("mpjpe38")),
            Curve(positions, PoseLayout.CmuPosition, starts, JointPositionError.PerFrame));
        AssertNear(Numbers(curves.GetProperty("euler")), Curve(rows, PoseLayout.CmuAngle, starts, AngleError.Euler));
    }

    private static double[] Curve(
        PoseMatrix whole,
        PoseLayout layout,
        IReadOnlyList<int> starts,
        Func<PoseMatrix, PoseMatrix, double[]> error) => ErrorCurve.Mean(starts.Select(start =>
    {
        PoseMatrix truth = whole.Slice(start + Observed, Future);
        PoseMatrix nodes = layout.ToNodes(whole.Slice(start, Observed));
        return error(layout.ToWhole(ZeroVelocity.Predict(nodes, Future), truth), truth);
    }));

    private PoseMatrix KnownFrame()
    {
        JsonElement check = Golden.GetProperty("fk_check");
        string path = Path.Combine(data.Folder, check.GetProperty("file").GetString()!);
        return BenchmarkTextReader.ReadRows(path).EveryNth(2)
            .Slice(check.GetProperty("frame_index_after_step2").GetInt32(), 1);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];

    private static void AssertNear(double[] expected, double[] found, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second - pair.First, -tolerance, tolerance));
    }

    private static JsonElement ReadGolden()
    {
        using Stream stream = typeof(GoldenCmuTests).Assembly
            .GetManifestResourceStream("Praxis.Exactness.Tests.Motion.Golden.golden_cmu.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
