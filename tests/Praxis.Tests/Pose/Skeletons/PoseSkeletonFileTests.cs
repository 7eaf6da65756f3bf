using Praxis.Pose;

namespace Praxis.Tests.Pose.Skeletons;

public sealed class PoseSkeletonFileTests : IDisposable
{
    private const string Good = """{"name": "hands", "joints": ["left_hand", "right_hand"], "bones": [[0, 1]]}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Good, 1)]
    [InlineData("""{"name": "hands", "joints": ["left_hand", "right_hand"]}""", 0)]
    public void Read_Good_HasJointsAndBones(string text, int bones)
    {
        PoseSkeleton skeleton = PoseSkeletonFile.Read(_folder.Write("s.json", text));

        Assert.Equal(["left_hand", "right_hand"], skeleton.Joints);
        Assert.Equal(bones, skeleton.Bones.Count);
    }

    [Theory]
    [InlineData("\"name\": \"hands\", ", "", "s.json: has no name; write one")]
    [InlineData("[\"left_hand\", \"right_hand\"]", "null", "s.json: joints must be names, one or more; write them")]
    [InlineData("[\"left_hand\", \"right_hand\"]", "[]", "s.json: joints must be names, one or more; write them")]
    [InlineData("\"right_hand\"", "null", "s.json: joints must be names, one or more; write them")]
    [InlineData("\"right_hand\"", "\" \"", "s.json: joints must be names, one or more; write them")]
    [InlineData("right_hand", "right\\nhand",
        "s.json: the joint right\\nhand has a control character in its name; write it without")]
    [InlineData("right_hand", "Left Hand", "s.json: joint left_hand stands twice; give each its own name")]
    [InlineData("[0, 1]", "[0, 9]", "s.json: bones has [0, 9]; a bone is two joints, counted from 0 to 1")]
    [InlineData("[0, 1]", "[0]", "s.json: bones has [0]; a bone is two joints, counted from 0 to 1")]
    [InlineData("[0, 1]", "null", "s.json: bones has []; a bone is two joints, counted from 0 to 1")]
    [InlineData("[[0, 1]]", "[], \"sigmas\": [1]", "s.json: sigmas must be 2 numbers above 0, one a joint; got 1")]
    [InlineData("[[0, 1]]", "[], \"sigmas\": [1, 0]", "s.json: sigmas must be 2 numbers above 0, one a joint; got 2")]
    [InlineData("[[0, 1]]", "7", "s.json:1: is not a skeleton here; write name, joints, bones, sigmas")]
    public void Read_Fault_IsOneLineWithTheMend(string good, string bad, string expected) => Assert.Equal(
        expected,
        _folder.Error(() => PoseSkeletonFile.Read(
            _folder.Write("s.json", Good.Replace(good, bad, StringComparison.Ordinal)))));

    [Fact]
    public void Read_Utf16_AsksForUtf8()
    {
        string path = _folder.Write("s.json", System.Text.Encoding.Unicode.GetBytes(Good));

        Assert.Equal("s.json: is not UTF-8; save it as UTF-8", _folder.Error(() => PoseSkeletonFile.Read(path)));
    }

    [Fact]
    public void SkeletonOf_NameNearAKnownOne_SaysWhich() => Assert.Contains(
        "did you mean mpii16?", _folder.Error(() => PoseSets.SkeletonOf("mpii17")), StringComparison.Ordinal);
}
