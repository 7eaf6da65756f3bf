using Praxis.Pose;
using Praxis.Tests.Data;

namespace Praxis.Tests.Pose.Data;

public sealed class LspReaderTests : IDisposable
{
    private static readonly MatBytes Mat = new();
    private static readonly PoseInputOptions Alone = new() { AnnotationsOnly = true };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(int[] lengths, double[] values) =>
        _folder.Write("joints.mat", Mat.File(Mat.Doubles("joints", lengths, values)));

    [Fact]
    public void Extension_SecondPerson_HasItsColumnsAndLabelledJoints()
    {
        // x of 14 joints, y of them, then the flags, person after person.
        double[] values = [.. Enumerable.Range(0, 84).Select(i => i % 42 >= 28 ? (double)(i % 42 == 30 ? 0 : 1) : i)];
        PoseSet set = PoseSets.Read(Write([14, 3, 2], values), Alone);

        Assert.Equal(["im00001.jpg", "im00002.jpg"], set.Pictures.Select(picture => Path.GetFileName(picture.Path)));
        Person person = Assert.Single(set.Pictures[1].People);
        Assert.Equal(new Joint(42.5 - 1, 56.5 - 1, JointState.Visible), person.Joints[0]);
        Assert.Equal(default, person.Joints[2]);
        Assert.Equal(new PersonBox(41.5, 55.5, 13, 13), person.Box);
    }

    [Fact]
    public void First_ThirdRow_IsHidden()
    {
        // x, y and flag joint by joint.
        double[] values = [.. Enumerable.Range(0, 42).Select(i => i % 3 == 2 ? i == 2 ? 1 : 0 : (double)i)];
        PoseSet set = PoseSets.Read(Write([3, 14], values), Alone);

        Assert.Equal("im0001.jpg", Path.GetFileName(Assert.Single(set.Pictures).Path));
        Assert.Equal(new Joint(-0.5, 0.5, JointState.Hidden), set.Pictures[0].People[0].Joints[0]);
        Assert.Equal(new Joint(2.5, 3.5, JointState.Visible), set.Pictures[0].People[0].Joints[1]);
    }

    [Fact]
    public void Folder_WithJointsMat_IsRead()
    {
        _folder.Write("joints.mat", Mat.File(Mat.Doubles("joints", [14, 3], new double[42])));
        _folder.Write("images/im00001.jpg", "x");

        Assert.Equal(1, PoseSets.Read(_folder.Path).PersonCount);
    }

    [Theory]
    [InlineData(0, double.NaN, "picture 1, right_ankle: x is NaN, which must be finite where the joint is labelled")]
    [InlineData(15, double.PositiveInfinity, "picture 1, right_knee: y is Infinity, which must be finite where the"
        + " joint is labelled")]
    [InlineData(41, 0.5, "picture 1, head_top: labelled is 0.5, which must be 0 or 1")]
    public void Extension_BadNumber_IsOneLineWithItsPlace(int place, double value, string expected)
    {
        double[] values = [.. Enumerable.Repeat(1.0, 42)];
        values[place] = value;
        string path = _folder.Write("joints.mat", Mat.File(Mat.Doubles("joints", [14, 3], values)));

        Assert.Equal($"joints.mat: {expected}; mend it", _folder.Error(() => PoseSets.Read(path, Alone)));
    }

    [Fact]
    public void OtherShape_IsRefused()
    {
        string path = _folder.Write("joints.mat", Mat.File(Mat.Doubles("joints", [14, 2], new double[28])));

        Assert.Equal("joints.mat: joints is 14 x 2, and 3 x 14 x N (LSP) or 14 x 3 x N (LSPet) is read; give the data"
            + " set's own file", _folder.Error(() => PoseSets.Read(path, Alone)));
    }
}
