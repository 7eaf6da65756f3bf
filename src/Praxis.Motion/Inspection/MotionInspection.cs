using System.Globalization;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>What a file of motion holds, and what in it is not as it should be. Immutable.</summary>
public sealed record MotionInspection
{
    private const int MostRows = 20;

    /// <summary>The file, as given.</summary>
    public required string Path { get; init; }

    /// <summary>Number of frames.</summary>
    public required int FrameCount { get; init; }

    /// <summary>Seconds from one frame to the next, as the file or its format says.</summary>
    public required double FrameSeconds { get; init; }

    /// <summary>Whether the file holds rotations; positions of joints else.</summary>
    public required bool HasRotations { get; init; }

    /// <summary>Number of joints without ends of bones.</summary>
    public required int JointCount { get; init; }

    /// <summary>Number of ends of bones.</summary>
    public required int EndSiteCount { get; init; }

    /// <summary>Numbers of a frame: rotations have three a joint and three of the root's place.</summary>
    public required int ChannelCount { get; init; }

    /// <summary>Numbers that stay within 1e-4, by name; ends of bones are not counted.</summary>
    public required IReadOnlyList<string> ConstantChannels { get; init; }

    /// <summary>Numbers that are not finite.</summary>
    public required int NotFiniteCount { get; init; }

    /// <summary>Largest distance of two joints in the middle of all frames, in the file's unit: about the height of a
    /// person who stands.</summary>
    public required double BodySize { get; init; }

    /// <summary>Millimetres of a unit, as the file or the user says; null where neither does.</summary>
    public required double? MillimetresPerUnit { get; init; }

    /// <summary>The unit that makes the body nearest to 1.7 m; empty where none makes it a person.</summary>
    public required string GuessedUnit { get; init; }

    /// <summary>The axis that points up: 0, 1 or 2.</summary>
    public required int UpAxis { get; init; }

    /// <summary>Height of the floor along that axis in the file's unit: where the lowest joint is in the lowest
    /// hundredth of the frames.</summary>
    public required double FloorHeight { get; init; }

    /// <summary>Whether the first frame is a resting pose that a converter put there.</summary>
    public required bool HasRestingFirstFrame { get; init; }

    /// <summary>The way from the first frame to the second, by the median way of a frame.</summary>
    public required double FirstStepRatio { get; init; }

    /// <summary>Seconds of a stride (two steps) at the stated rate; null where nobody walks or runs.</summary>
    public required double? StrideSeconds { get; init; }

    /// <summary>The frame rate at which the stride would be one of a person; null where the stated one is
    /// plausible.</summary>
    public required double? SuggestedFrameRate { get; init; }

    /// <summary>How much the least rigid bone changes its length: the range by the mean; 0 for rotations.</summary>
    public required double BoneLengthChange { get; init; }

    /// <summary>That bone; empty for rotations.</summary>
    public required string LeastRigidBone { get; init; }

    /// <summary>Jumps, in the order of the frames.</summary>
    public required IReadOnlyList<MotionJump> Jumps { get; init; }

    /// <summary>What is wrong or doubtful, a sentence each with the mend.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Inspects a clip.</summary>
    /// <param name="clip">The clip, as read without any option that changes its frames.</param>
    /// <param name="path">The file, for the messages.</param>
    /// <returns>What was found.</returns>
    /// <remarks>The traps are those of docs/formats/motion.md. Nothing is changed.</remarks>
    public static MotionInspection Of(IMotionClip clip, string path) => new MotionInspector(clip, path).Inspect();

    /// <summary>The findings as tables.</summary>
    /// <returns>The properties; then constant channels and jumps, of which at most 20 are listed, where there are
    /// any.</returns>
    public IReadOnlyList<ResultTable> Tables()
    {
        var tables = new List<ResultTable> { Properties() };
        if (ConstantChannels.Count > 0)
        {
            tables.Add(new ResultTable(
                "constant",
                Title("Channels that never change", ConstantChannels.Count),
                ["channel"],
                [.. ConstantChannels.Take(MostRows).Select(name => (IReadOnlyList<object?>)[name])]));
        }

        if (Jumps.Count > 0)
        {
            tables.Add(new ResultTable(
                "jumps",
                Title("Jumps, speeds in units a second", Jumps.Count),
                ["frame", "joint", "speed", "usual"],
                [
                    .. Jumps.Take(MostRows).Select(
                        jump => (IReadOnlyList<object?>)[jump.Frame + 1, jump.Joint, jump.Speed, jump.Usual]),
                ]));
        }

        return tables;
    }

    private static string Title(string text, int count) => count > MostRows
        ? string.Create(CultureInfo.InvariantCulture, $"{text} (the first {MostRows} of {count})")
        : text;

    private ResultTable Properties()
    {
        var rows = new List<IReadOnlyList<object?>>();
        void Add(string name, object? value, string note = "") => rows.Add([name, value, note]);

        Add("frames", FrameCount, HasRestingFirstFrame ? "the first is a resting pose" : "");
        Add("frames a second", Math.Round(1 / FrameSeconds, 4), SuggestedFrameRate is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"suspicious: {rate} would suit the gait") : "");
        Add("seconds", FrameCount * FrameSeconds);
        Add("holds", HasRotations ? "rotations" : "positions");
        Add("joints", JointCount, string.Create(CultureInfo.InvariantCulture, $"and {EndSiteCount} ends of bones"));
        Add("numbers a frame", ChannelCount, string.Create(
            CultureInfo.InvariantCulture, $"{ConstantChannels.Count} never change"));
        Add("not finite", NotFiniteCount);
        Add("size of the body", BodySize, MillimetresPerUnit is { } stated
            ? string.Create(CultureInfo.InvariantCulture, $"a unit is {stated:0.##} mm, so {stated * BodySize:0} mm")
            : GuessedUnit.Length > 0 ? $"the unit may be {GuessedUnit}" : "of no unit that makes a person");
        Add("up", "xyz"[UpAxis].ToString());
        Add("floor", FloorHeight);
        Add("first step by median", FirstStepRatio);
        Add("seconds of a stride", StrideSeconds, StrideSeconds is null ? "no gait is seen" : "");
        Add("change of bone length", BoneLengthChange, LeastRigidBone);
        Add("jumps", Jumps.Count);
        return new ResultTable("motion", Path, ["property", "value", "note"], rows);
    }
}
