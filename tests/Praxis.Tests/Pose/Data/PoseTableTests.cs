using Praxis.Pose;

namespace Praxis.Tests.Pose.Data;

public sealed class PoseTableTests : IDisposable
{
    private static readonly PoseInputOptions Alone = new() { AnnotationsOnly = true };
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Faults => new()
    {
        { "image,a_x,b_x,b_y\ni.jpg,1,2,3\n", "a.csv: has a column a_x and none a_y; a joint has both" },
        { "image,place\ni.jpg,1\n", "a.csv: has no joint among its columns image, place; name them joint_x, joint_y"
            + " (one person a row) or image, joint, x, y (one joint a row)" },
        { "image,a_x,a_y\ni.jpg,1,\n", "a.csv:2, a: has x or y alone; write both or none" },
        { "image,a_x,a_y,a_v\ni.jpg,1,2,7\n", "a.csv:2, a: v is 7, and 0 to 6 are known; mend it" },
        { "image,a_x,a_y,a_v\ni.jpg,,,2\n", "a.csv:2, a: v is 2 and there is no place; write it, or v 0" },
        { "image,a_x,a_y,A_x,A_y\ni.jpg,1,2,3,4\n", "a.csv: two joints have one name but for the case of letters;"
            + " give each its own" },
        { "image,a_x,a_y,box_x,box_y,box_width,box_height\ni.jpg,1,2,3,4,-5,6\n",
            "a.csv:2: box must be four numbers, width and height from 0, or empty" },
        { "image,joint,x,y\ni.jpg,\"a\tb\",1,2\n",
            "a.csv: the joint a\\tb has a control character in its name; write it without" },
        { "image,joint,x,y\ni.jpg,a,1,2\ni.jpg,a,1,2\n", "a.csv:3: a of this person stands twice; keep one row, or tell"
            + " people apart by a column person" },
        { "a_x,a_y\n1,2\n", "a.csv:1: no column 'image'; the columns are a_x, a" },
        { "image,a_x,a_y\ni.jpg,1,x\n", "a.csv:2" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Wide_OfTwoPeople_HasStatesBoxesAndGaps()
    {
        string path = _folder.Write("a.csv", "\uFEFFimage,a_x,a_y,a_v,b_x,b_y,box_x,box_y,box_width,box_height\r\n"
            + "\"one, two.jpg\",1.5,2.5,4,,,0,0,10,20\r\n\"one, two.jpg\",3,4,,5,6,,,,\r\nb.jpg,,,0,,,0,0,1,1\r\n");

        PoseSet set = PoseSets.Read(path, Alone);

        Assert.Equal(["one, two.jpg", "b.jpg"], set.Pictures.Select(picture => Path.GetFileName(picture.Path)));
        Assert.Equal(
            [new Joint(1.5, 2.5, JointState.HiddenByObject), default], set.Pictures[0].People[0].Joints);
        Assert.Equal(
            [new Joint(3, 4, JointState.Visible), new Joint(5, 6, JointState.Visible)],
            set.Pictures[0].People[1].Joints);
        Assert.Equal(new PersonBox(0, 0, 10, 20), set.Pictures[0].People[0].Box);
        Assert.Equal(new PersonBox(3, 4, 2, 2), set.Pictures[0].People[1].Box);
        Assert.All(set.Pictures[1].People[0].Joints, joint => Assert.False(joint.IsLabelled));
    }

    [Fact]
    public void Long_OfTwoPeople_GathersTheirJoints()
    {
        string path = _folder.Write(
            "a.tsv",
            "image\tperson\tjoint\tx\ty\tv\ni.jpg\tp\ta\t1\t2\t2\ni.jpg\tq\ta\t3\t4\t1\ni.jpg\tp\tb\t5\t6\t2\n");

        PoseSet set = PoseSets.Read(path, Alone);

        Assert.Equal(
            [new Joint(1, 2, JointState.Visible), new Joint(5, 6, JointState.Visible)],
            set.Pictures[0].People[0].Joints);
        Assert.Equal([new Joint(3, 4, JointState.Hidden), default], set.Pictures[0].People[1].Joints);
    }

    [Fact]
    public void Wide_WithTheJointsOfLsp_HasItsSkeletonWhateverTheirOrder()
    {
        string[] joints = [.. PoseSkeleton.Lsp.Joints.Reverse()];
        string path = _folder.Write("a.csv", "image," + string.Join(',', joints.Select(name => $"{name}_x,{name}_y"))
            + "\ni.jpg," + string.Join(',', joints.Select((_, i) => $"{i},{i}")) + "\n");

        PoseSet set = PoseSets.Read(path, Alone);

        Assert.Same(PoseSkeleton.Lsp, set.Skeleton);
        Assert.Equal(13, set.Pictures[0].People[0].Joints[0].X);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_IsOneLineWithItsPlace(string text, string expected)
    {
        string path = _folder.Write("a.csv", text);

        Assert.StartsWith(expected, _folder.Error(() => PoseSets.Read(path, Alone)), StringComparison.Ordinal);
    }
}
