using Praxis.Pose;

namespace Praxis.Tests.Pose.Skeletons;

/// <summary>Joints as annotators name them.</summary>
public sealed class JointNamesTests
{
    [Theory]
    [InlineData("left_shoulder", "left_shoulder")]
    [InlineData("Left Shoulder", "left_shoulder")]
    [InlineData("Left-shoulder", "left_shoulder")]
    [InlineData("leftShoulder", "left_shoulder")]
    [InlineData("LShoulder", "lshoulder")]
    [InlineData("L_Shoulder", "left_shoulder")]
    [InlineData("shoulder_right", "right_shoulder")]
    [InlineData("Head Top", "head_top")]
    [InlineData("l", "l")]
    [InlineData("", "")]
    public void Plain_Name_HasTheSideFirst(string name, string wanted) =>
        Assert.Equal(wanted, JointNames.Plain(name));

    [Theory]
    [InlineData("Left Hip", "Right Hip", "Neck")]
    [InlineData("Left-hip", "Right-hip", "Neck")]
    [InlineData("leftHip", "rightHip", "neck")]
    [InlineData("hip_l", "hip_r", "neck")]
    public void Skeleton_SidesInAnyWriting_ArePairs(string left, string right, string other)
    {
        var skeleton = new PoseSkeleton("own", [other, left, right], []);
        Assert.Equal([(1, 2)], skeleton.Pairs);
        Assert.Equal([0, 2, 1], skeleton.Mirror);
        PoseMapping mapping = PoseMapping.Between(skeleton, PoseSkeleton.Lsp);
        Assert.Equal([1], mapping.SourcesOf(PoseSkeleton.Lsp.IndexOf("left_hip")));
        Assert.Equal([2], mapping.SourcesOf(PoseSkeleton.Lsp.IndexOf("right_hip")));
    }
}
