using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The kind of data that motion methods learn from.</summary>
public static class MotionSets
{
    /// <summary>Folders of clips, or one clip.</summary>
    public static DataKind<MotionSet, MotionInputOptions> Kind { get; } = new("motion", new MotionSetReader());

    private sealed class MotionSetReader : IReader<MotionSet, MotionInputOptions>
    {
        public string Format => "motion";

        public bool Accepts(string path) => true;

        public MotionSet Read(string path, MotionInputOptions options) => MotionFolder.Read(path, new MotionReadOptions
        {
            Format = options.Format,
            FrameRate = options.FrameRate,
            SkeletonPath = options.Skeleton,
            MillimetresPerUnit = options.MillimetresPerUnit,
            DropFirstFrame = options.DropTpose,
        });
    }
}
