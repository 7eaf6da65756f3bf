using System.IO.Compression;
using Praxis.Motion;
using Praxis.Tests.Data;

namespace Praxis.Tests.Motion.Data;

public sealed class OtherFormatTests : IDisposable
{
    private const string Asf =
        """
        :version 1.10
        :units
          mass 1.0
          length 0.5
          angle deg
        :root
           order TX TY TZ RX RY RZ
           axis XYZ
           position 0 0 0
           orientation 0 0 0
        :bonedata
          begin
             id 1
             name lfemur
             direction 0 -1 0
             length 4
             axis 0 0 90 XYZ
             dof rx rz
             limits (-160 20)
                    (-70 70)
          end
          begin
             name ltibia
             direction 0 -1 0
             length 3
             axis 0 0 0 XYZ
          end
        :hierarchy
          begin
            root lfemur
            lfemur ltibia
          end
        """;

    private const string Amc = "#!OML\n:FULLY-SPECIFIED\n:DEGREES\n1\nroot 1 2 3 0 0 0\nlfemur 90 0\n"
        + "2\nroot 1 2 4 0 0 0\nlfemur 0 90\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Amc_BoneWithItsOwnAxes_TurnsAboutThem()
    {
        _folder.Write("07.asf", Asf);
        MotionClip clip = MotionFile.ReadRotations(_folder.Write("07_01.amc", Amc));

        Assert.Equal(["root", "lfemur", "ltibia", "ltibia_End"], clip.JointNames);
        Assert.Equal(1.0 / 120, clip.FrameSeconds);
        Assert.Equal(50.8, clip.Skeleton.MillimetresPerUnit!.Value, 10);

        // The bone's x axis is the world's y: 90 degrees about it leave a bone along y where it is.
        PositionClip positions = clip.ToPositions();
        AssertNear(new(1, -2, 3), positions.Positions(0)[2]);
        AssertNear(new(1, -5, 3), positions.Positions(0)[3]);
        AssertNear(new(5, 2, 4), positions.Positions(1)[2]);
        AssertNear(new(8, 2, 4), positions.Positions(1)[3]);
    }

    [Theory]
    [InlineData("lfemur 90 0", "lfemru 90 0", ":6: bone lfemru is not known; did you mean lfemur?")]
    [InlineData("lfemur 90 0", "lfemur 90", ":6: lfemur has 1 numbers where its skeleton has 2 degrees of freedom")]
    [InlineData("lfemur 90 0", "lfemur 90 nan", ":6: \"nan\" is no finite number")]
    [InlineData("lfemur 90 0\n", "", ":4: the frame has no numbers for lfemur")]
    [InlineData("\n2\n", "\n3\n", ":7: frame 3 stands where frame 2 should")]
    [InlineData("\n1\n", "\n", ":4: root stands before the first frame's number")]
    [InlineData("1\nroot 1 2 3 0 0 0\nlfemur 90 0\n2\nroot 1 2 4 0 0 0\nlfemur 0 90\n", "", ": has no frame")]
    public void Amc_Spoilt_NamesLineAndMend(string good, string bad, string message)
    {
        _folder.Write("07.asf", Asf);
        string path = _folder.Write("07_01.amc", Amc.Replace(good, bad, StringComparison.Ordinal));

        Assert.StartsWith(
            "07_01.amc" + message, _folder.Error(() => MotionFile.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Amc_WithoutSkeleton_SaysWhereItShouldBe() => Assert.StartsWith(
        "07_01.amc: no skeleton 07.asf lies beside it;",
        _folder.Error(() => MotionFile.Read(_folder.Write("07_01.amc", Amc))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("lfemur ltibia", "lfemur lshin", "07.asf:31: bone lshin is not known; known are root, lfemur, ltibia")]
    [InlineData("dof rx rz", "dof rx l", "07.asf:18: degree of freedom l is not read")]
    [InlineData("direction 0 -1 0", "direction 0 -1", "07.asf:15: direction needs a number as word 4")]
    [InlineData(":hierarchy", ":documentation", "07.asf: has no :root with its order or no :hierarchy")]
    public void Asf_Spoilt_NamesLineAndMend(string good, string bad, string message)
    {
        _folder.Write("07.asf", Asf.Replace(good, bad, StringComparison.Ordinal));
        string path = _folder.Write("07_01.amc", Amc);

        Assert.StartsWith(message, _folder.Error(() => MotionFile.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void BenchmarkText_OfBvh_ComesBack()
    {
        MotionClip clip = MotionFile.ReadRotations(_folder.Write("a.bvh", BvhText.Good));
        PoseMatrix rows = ExponentialMapRows.Of(clip);
        BenchmarkTextWriter.Write(_folder["a.txt"], rows);
        SkeletonFile.Write(_folder["a.json"], new SkeletonDescription(clip.Skeleton));

        var options = new MotionReadOptions { SkeletonPath = _folder["a.json"], FrameRate = 40 };
        MotionClip back = MotionFile.ReadRotations(_folder["a.txt"], options);

        Assert.Equal(clip.JointNames, back.JointNames);
        Assert.Equal(2, back.Skeleton.Joints.Count(joint => joint.IsEndSite));
        for (int joint = 0; joint < clip.Skeleton.JointCount; joint++)
        {
            Assert.InRange(clip.Rotations(2)[joint].AngleTo(back.Rotations(2)[joint]), 0, 1e-8);
        }
    }

    [Theory]
    [InlineData("1,2,3\n1,2\n", ":2: has 2 numbers where the lines above need 3")]
    [InlineData("1,2,3\n1,2,nan\n", ":2: value 3 (root z) is \"nan\", which is no finite number")]
    [InlineData("1,2,3\n1,2,\n", ":2: value 3 (root z) is \"\", which is no finite number")]
    [InlineData("1,2,3\n1,2,3\n", ":1: has 3 columns; 117 are the CMU benchmark and 99 Human3.6M")]
    [InlineData("\n\n", ": has no frame")]
    public void BenchmarkText_Spoilt_NamesLineAndMend(string text, string message)
    {
        string path = _folder.Write("a.txt", text);

        Assert.StartsWith("a.txt" + message, _folder.Error(() => MotionFile.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void PositionTable_Written_ComesBack()
    {
        PositionClip clip = MotionFile.Read(_folder.Write("a.bvh", BvhText.Good)).ToPositions();
        PositionTableWriter.Write(_folder["a.csv"], clip);

        var back = (PositionClip)MotionFile.Read(_folder["a.csv"]);

        Assert.Equal(clip.JointNames, back.JointNames);
        Assert.Equal(0.025, back.FrameSeconds, 8);
        Assert.All(
            clip.ToMatrix().Values.ToArray().Zip(back.ToMatrix().Values.ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 5));
        Assert.Contains(
            "holds positions of joints and no rotations",
            _folder.Error(() => MotionFile.ReadRotations(_folder["a.csv"])),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a_x,a_y,a_z\n1,2,3\n", "does not say its frame rate")]
    [InlineData("time,a_x,a_y,a_z\n0,1,2,3\n0.1,1,2\n", ":3: has 3 numbers where the header's columns need 4")]
    [InlineData("time,a_x,a_y,a_z\n0,1,2,3\n0.1,1,2,inf\n", ":3: value 4 (a_z) is \"inf\"")]
    [InlineData("time,a_x,a_y\n0,1,2\n", ":1: column 2 is \"a_x\"; after time and frame a header has joint_x")]
    [InlineData("time,a_x,a_y,a_z\n", ": has no frame below its header")]
    [InlineData("time\n1\n", ":1: no joint stands in the header")]
    [InlineData("time,a_x,a_y,a_z\n0,1,2,3\n0.1,1,2,3\n0.5,1,2,3\n", ": the time of frame 2 is 0.1 s behind the one")]
    public void PositionTable_Spoilt_NamesLineAndMend(string text, string message)
    {
        string path = _folder.Write("a.csv", text);

        Assert.Contains(message, _folder.Error(() => MotionFile.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void SmplArchive_AsAmassHasIt_IsRead()
    {
        double[] poses = new double[2 * 156];
        poses[156 + 3] = 0.5;
        Archive(
            ("poses", NpyBytes.Of(poses, "(2, 156)")),
            ("trans", NpyBytes.Of([0, 1, 2, 3, 4, 5], "(2, 3)")),
            ("mocap_framerate", NpyBytes.Of([60], "()")),
            ("gender", NpyBytes.Of("<U4", new byte[16], "()")));

        MotionClip clip = MotionFile.ReadRotations(_folder["a.npz"]);

        Assert.Equal(22, clip.Skeleton.JointCount);
        Assert.Equal(1.0 / 60, clip.FrameSeconds);
        Assert.Equal(new Vector3D(3, 4, 5), clip.RootPositions[1]);
        Rotations.RotationTests.AssertSame(Rotation.AboutAxis(0, 0.5), clip.Rotations(1)[1]);
    }

    [Fact]
    public void SmplArchive_Spoilt_SaysWhat()
    {
        Archive(("pose", NpyBytes.Of(new double[72], "(1, 72)")));
        Assert.Equal(
            "a.npz: has no array poses; it holds pose, save the poses under that name",
            _folder.Error(() => MotionFile.Read(_folder["a.npz"])));
        Archive(("poses", NpyBytes.Of(new double[72], "(1, 72)")));
        Assert.Equal(
            "a.npz: does not say its frame rate; give it as an option",
            _folder.Error(() => MotionFile.Read(_folder["a.npz"])));
        Archive(
            ("poses", NpyBytes.Of([.. Enumerable.Repeat(double.NaN, 72)], "(1, 24, 3)")),
            ("fps", NpyBytes.Of([30], "()")));
        Assert.StartsWith(
            "a.npz: poses row 0, column 0: is no finite number",
            _folder.Error(() => MotionFile.Read(_folder["a.npz"])),
            StringComparison.Ordinal);
        byte[] whole = File.ReadAllBytes(_folder["a.npz"]);
        _folder.Write("a.npz", whole[..^30]);
        Assert.StartsWith(
            "a.npz: is not an .npz archive or is cut off",
            _folder.Error(() => MotionFile.Read(_folder["a.npz"])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void File_OfAnUnknownEnding_NamesTheKnownFormats() => Assert.Contains(
        "bvh, amc, smpl-archive, smpl-pickle, position-table, benchmark-text",
        _folder.Error(() => MotionFile.Read(_folder.Write("a.fbx", "x"))),
        StringComparison.Ordinal);

    private void Archive(params (string Name, byte[] Bytes)[] arrays)
    {
        using FileStream file = File.Create(_folder["a.npz"]);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in arrays)
        {
            using Stream entry = archive.CreateEntry(name + ".npy").Open();
            entry.Write(bytes);
        }
    }

    private static void AssertNear(Vector3D expected, Vector3D found) =>
        Assert.InRange((expected - found).Length, 0, 1e-12);
}
