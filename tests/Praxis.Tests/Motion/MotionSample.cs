using Praxis.Motion;

namespace Praxis.Tests.Motion;

/// <summary>The clips that come with the repository.</summary>
internal static class MotionSample
{
    /// <summary>An inch of the CMU database, which its skeletons divide by 0.45.</summary>
    public const double MillimetresPerUnit = 25.4 / 0.45;

    public static string Folder { get; } = Path.Combine(SharedData.Root, "samples", "motion", "cmu");

    public static string Bvh { get; } = Path.Combine(SharedData.Root, "samples", "motion", "cmu_131_01.bvh");

    /// <summary>The BVH sample: 481 frames at 120 a second.</summary>
    public static MotionClip ReadBvh() =>
        BvhReader.ReadClip(Bvh, new MotionReadOptions { MillimetresPerUnit = MillimetresPerUnit });

    /// <summary>A clip of benchmark text, as in "test/walking/walking_1.txt".</summary>
    public static MotionClip ReadText(string name, bool dropFirst = true) =>
        BenchmarkTextReader.ReadClip(Path.Combine(Folder, name), new MotionReadOptions { DropFirstFrame = dropFirst });
}
