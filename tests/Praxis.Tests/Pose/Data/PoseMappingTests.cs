using Praxis.Pose;

namespace Praxis.Tests.Pose.Data;

public sealed class PoseMappingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LspToMpii_IsTheConvertersOrder()
    {
        PoseMapping mapping = PoseMapping.Between(PoseSkeleton.Lsp, PoseSkeleton.Mpii);

        // [1 2 3 4 5 6 pelvis thorax 13 14 7 8 9 10 11 12] of pytorch-pose, from 0.
        Assert.Equal(
            ["0", "1", "2", "3", "4", "5", "3+2", "9+8", "12", "13", "6", "7", "8", "9", "10", "11"],
            Enumerable.Range(0, 16).Select(joint => string.Join('+', mapping.SourcesOf(joint))));
        Assert.Empty(mapping.Missing);
    }

    [Fact]
    public void CocoToLsp_IsTheTwelveCommonJoints()
    {
        PoseMapping mapping = PoseMapping.Between(PoseSkeleton.Coco, PoseSkeleton.Lsp);

        Assert.Equal(
            ["16", "14", "12", "11", "13", "15", "10", "8", "6", "5", "7", "9", "5+6", ""],
            Enumerable.Range(0, 14).Select(joint => string.Join('+', mapping.SourcesOf(joint))));
        Assert.Equal(["head_top"], mapping.Missing);
    }

    [Fact]
    public void Middle_OfAMissingJoint_IsMissingAndOfAHiddenOneHidden()
    {
        PoseMapping mapping = PoseMapping.Between(PoseSkeleton.Lsp, PoseSkeleton.Mpii);
        var joints = new Joint[14];
        joints[8] = new Joint(1, 2, JointState.Visible);
        joints[9] = new Joint(3, 4, JointState.Hidden);
        joints[2] = new Joint(5, 6, JointState.Visible);

        IReadOnlyList<Joint> mapped = mapping.Apply(joints);

        Assert.Equal(new Joint(2, 3, JointState.Hidden), mapped[7]);
        Assert.False(mapped[6].IsLabelled);
    }

    [Fact]
    public void Override_ReplacesJointsAndMiddles()
    {
        string path = _folder.Write(
            "m.json", """{"neck": null, "head_top": ["left_ear", "right_ear"], "left_hip": "nose"}""");

        PoseMapping mapping = PoseMapping.Between(PoseSkeleton.Coco, PoseSkeleton.Lsp, path);

        Assert.Equal(["neck"], mapping.Missing);
        Assert.Equal([3, 4], mapping.SourcesOf(13));
        Assert.Equal([0], mapping.SourcesOf(3));
    }

    [Theory]
    [InlineData("""{"nek": null}""", "m.json: joint of lsp14 nek is not known; did you mean neck?")]
    [InlineData("""{"neck": "noes"}""", "m.json: joint of coco17 noes is not known; did you mean nose?")]
    [InlineData("""{"neck": 3}""", "m.json: must be an object of joint to joint, list of joints or null; mend the"
        + " mapping")]
    [InlineData("[]", "m.json: must be an object of joint to joint, list of joints or null; mend the mapping")]
    [InlineData("{", "m.json:1: is not JSON here; mend the mapping")]
    public void Override_Fault_IsOneLine(string text, string expected)
    {
        string path = _folder.Write("m.json", text);

        Assert.StartsWith(
            expected,
            _folder.Error(() => PoseMapping.Between(PoseSkeleton.Coco, PoseSkeleton.Lsp, path)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Option_UnknownSkeleton_SaysWhichAreKnown()
    {
        string path = _folder.Write("a.csv", "image,nose_x,nose_y\ni.jpg,1,2\n");

        Assert.Equal(
            "skeleton coco is not known; did you mean coco17? known are mpii16, lsp14, coco17; or pass the path of a"
                + " JSON skeleton",
            _folder.Error(() => PoseSets.Read(
                path, new PoseInputOptions { AnnotationsOnly = true, Skeleton = "coco" })));
    }

    [Fact]
    public void Option_Skeleton_MapsTheSet()
    {
        string path = _folder.Write("a.csv", "image,nose_x,nose_y\ni.jpg,1,2\n");

        PoseSet set = PoseSets.Read(path, new PoseInputOptions { AnnotationsOnly = true, Skeleton = "coco17" });

        Assert.Equal(17, set.Pictures[0].People[0].Joints.Count);
        Assert.Equal(new Joint(1, 2, JointState.Visible), set.Pictures[0].People[0].Joints[0]);
    }
}
