using System.Text;
using CsCheck;
using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Data;

public sealed class BvhReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_UnequalChannelCounts_GivesEachJointItsNumbers()
    {
        MotionClip clip = Read(BvhText.Good);

        Assert.Equal(3, clip.FrameCount);
        Assert.Equal(0.025, clip.FrameSeconds);
        Assert.Equal(["Hips", "Spine", "Spine_End", "LeftUpLeg", "LeftLeg", "LeftLeg_End"], clip.JointNames);
        Assert.Equal([-1, 0, 1, 0, 3, 4], clip.Skeleton.Parents.ToArray());
        Assert.Equal(new Vector3D(2, 91, 3), clip.RootPositions[1]);
        Rotations.RotationTests.AssertSame(
            Rotation.FromEuler(EulerOrder.Parse("XYZ"), new(11, 21, 31)), clip.Rotations(1)[1]);
        Rotations.RotationTests.AssertSame(Rotation.AboutAxis(0, 16 * Math.PI / 180), clip.Rotations(1)[3]);
        Rotations.RotationTests.AssertSame(
            Rotation.FromEuler(EulerOrder.Parse("ZXY"), new(2, 3, 4)), clip.Rotations(1)[4]);
        Assert.Equal(new Vector3D(0, -8.5, 0.5), clip.Translation(1, 4));
        Assert.Equal(new Vector3D(0, -7, 1), clip.Translation(1, 5));
    }

    [Fact]
    public void Read_TabsAndCarriageReturns_IsTheSame()
    {
        MotionClip clip = Read(BvhText.WithTabsAndCarriageReturns);

        Assert.Equal(BvhWriter.ToText(Read(BvhText.Good)), BvhWriter.ToText(clip));
    }

    [Fact]
    public void Positions_OfATurnedLeg_FollowTheirParents()
    {
        PositionClip positions = Read(BvhText.Good).ToPositions();

        Rotation leg = Rotation.AboutAxis(0, 15 * Math.PI / 180);
        Vector3D hip = new Vector3D(1, 90, 2) + new Vector3D(4, -1, 0);
        Vector3D knee = hip + (leg * new Vector3D(0, -8, 0));
        Assert.InRange((positions.Positions(0)[3] - hip).Length, 0, 1e-12);
        Assert.InRange((positions.Positions(0)[4] - knee).Length, 0, 1e-12);
    }

    [Fact]
    public void Write_ThenRead_ComesBackToTheTenThousandthOfADegree() =>
        Gen.Select(Gen.Int[0, 11].Select(i => EulerOrder.All[i]), Gen.Double[-720, 720].Array[3]).Array[3].Sample(
            joints =>
            {
                MotionClip clip = Read(BvhText.Good);
                Rotation[] rotations = [.. clip.Rotations(0)];
                SkeletonJoint[] changed = [.. clip.Skeleton.Joints];
                for (int i = 0; i < 3; i++)
                {
                    (EulerOrder order, double[] angles) = joints[i];
                    int joint = new[] { 0, 1, 4 }[i];
                    rotations[joint] = Rotation.FromEuler(order, new(angles[0], angles[1], angles[2]));
                    MotionChannel[] turns =
                        [.. new[] { order.First, order.Second, order.Third }.Select(axis => (MotionChannel)(axis + 3))];
                    changed[joint] = changed[joint] with { Channels = turns };
                }

                var turned = new MotionClip(
                    new Skeleton("turned", changed), 0.01, [new Vector3D(0, 0, 0)], rotations);

                MotionClip back = Read(BvhWriter.ToText(turned));

                Assert.All(
                    Enumerable.Range(0, rotations.Length),
                    joint => Assert.InRange(
                        rotations[joint].AngleTo(back.Rotations(0)[joint]) * 180 / Math.PI, 0, 1e-4));
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void Write_AnglesThatGoOn_DoNotJump()
    {
        string rows = string.Concat(
            Enumerable.Range(0, 100).Select(i => $"0 0 0 {i * 7} {i * 3} {i * -5} 0 0 0 0 0 0 0 0 0 0\n"));
        string text = BvhText.Good[..BvhText.Good.IndexOf("1 90 2", StringComparison.Ordinal)]
            .Replace("Frames: 3", "Frames: 100", StringComparison.Ordinal) + rows;

        string[] written = BvhWriter.ToText(Read(text)).Split('\n')[^101..^1];

        // Written with other equal angles where the middle one passes 90 degrees, but never with a jump.
        for (int i = 1; i < written.Length; i++)
        {
            double[] before = Numbers(written[i - 1]);
            double[] now = Numbers(written[i]);
            Assert.InRange(now.Zip(before).Max(pair => Math.Abs(pair.First - pair.Second)), 0, 20);
        }
    }

    [Theory]
    [InlineData("Frames: 3", "Frames: 5", ":31: says 5 frames, and 3 rows follow; the file may have been cut off;")]
    [InlineData("Frames: 3", "Frames: 2", ":31: says 2 frames, and 3 rows follow; write the true count")]
    [InlineData("Frames: 3", "Frames: 0", ":31: says 0 frames; a motion has at least 1")]
    [InlineData("Frames: 3", "Frames: many", ":31: says many frames;")]
    [InlineData("Frames: 3\n", "", ":31: \"Frame Time: 0.025\" stands where Frames: and their count should")]
    [InlineData("0.025", "0", ":32: the frame time is 0; write the seconds")]
    [InlineData("0.025", "NaN", ":32: the frame time is NaN;")]
    [InlineData("0.025", "-0.01", ":32: the frame time is -0.01;")]
    [InlineData("15 1 2 3 -8 0 0", "15 1 2 3 -8 0", ":33: has 15 numbers where the channels of the hierarchy need 16;")]
    [InlineData("16 2 3 4 -8.5 0 0.5", "16 2 3 4 -8.5 0 0.5 7", ":34: has 17 numbers where")]
    [InlineData("-9 0 1\n", "-9 0", ":35: has 15 numbers where the channels of the hierarchy need 16; write one for"
        + " each, or cut the frame (the file may have been cut off here)")]
    [InlineData("11 21 31", "11 NaN 31", ":34: value 8 (Spine Yrotation) is \"NaN\", which is no finite number;")]
    [InlineData("11 21 31", "11 1e999 31", ":34: value 8 (Spine Yrotation) is \"1e999\", which is no finite")]
    [InlineData("11 21 31", "11 x 31", ":34: value 8 (Spine Yrotation) is \"x\", which is no finite number;")]
    [InlineData("11 21 31", "11 21,5 31", ":34: value 8 (Spine Yrotation) is \"21,5\"")]
    [InlineData("CHANNELS 3 Xrotation Yrotation Zrotation", "CHANNELS 3 Xrotation Yrotation",
        ":10: channel 3 of 3 of Spine is \"End\"; it must be one of Xposition")]
    [InlineData("CHANNELS 1 Xrotation", "CHANNELS 1 Qrotation", ":18: channel 1 of 1 of LeftUpLeg is \"Qrotation\"")]
    [InlineData("CHANNELS 1 Xrotation", "CHANNELS 7 Xrotation", ":18: CHANNELS 7 is no count of 0 to 6")]
    [InlineData("CHANNELS 1 Xrotation", "CHANNELS 2 Xrotation Xrotation", ":18: CHANNELS of LeftUpLeg repeat an axis")]
    [InlineData("JOINT LeftLeg", "JOINT Spine", ":19: joint Spine stands already on line 6; give each joint its own")]
    [InlineData("JOINT LeftLeg", "JOINT", ":19: the joint has no name")]
    [InlineData("    OFFSET 4 -1 0\n", "", ":27: LeftUpLeg (line 15) has no OFFSET")]
    [InlineData("OFFSET 4 -1 0", "OFFSET 4 -1", ":18: OFFSET has \"CHANNELS\" where it needs a number")]
    [InlineData("HIERARCHY\n", "", ":1: \"ROOT Hips\" is not the word HIERARCHY")]
    [InlineData("    }\n  }\n}\nMOTION", "    }\n  }\nMOTION", ":29: the hierarchy of Hips (line 2) is not closed")]
    [InlineData("}\nMOTION", "}\n}\nMOTION", ":30: a brace closes no joint")]
    [InlineData("}\nMOTION", "}\nROOT Other\n{\n}\nMOTION", ":30: Other is a second root")]
    public void Read_Spoilt_NamesLineAndMend(string good, string bad, string message)
    {
        Assert.Contains(good, BvhText.Good, StringComparison.Ordinal);
        string path = _folder.Write("a.bvh", BvhText.Good.Replace(good, bad, StringComparison.Ordinal));

        Assert.StartsWith(
            "a.bvh" + message, _folder.Error(() => MotionFile.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreJointsThanASkeletonHas_IsRefused()
    {
        string joints = string.Concat(Enumerable.Range(0, 2000).Select(i => $"JOINT j{i}\n{{\nOFFSET 0 1 0\n}}\n"));
        string path = _folder.Write("a.bvh", "HIERARCHY\nROOT Hips\n{\nOFFSET 0 0 0\n" + joints + "}\nMOTION\n");

        Assert.StartsWith(
            "a.bvh:8001: j1999 is joint 2001, and a skeleton has at most 2000",
            _folder.Error(() => MotionFile.Read(path)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "a.bvh: the file is empty")]
    [InlineData(48, "a.bvh:5: the file ends within its hierarchy, before MOTION;")]
    public void Read_CutOff_SaysSo(int length, string message)
    {
        string path = _folder.Write("a.bvh", BvhText.Good[..length]);

        Assert.StartsWith(message, _folder.Error(() => MotionFile.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AfterMotionNothing_SaysSo()
    {
        string text = BvhText.Good;
        string path = _folder.Write("a.bvh", text[..text.IndexOf("Frames", StringComparison.Ordinal)]);

        Assert.StartsWith(
            "a.bvh:30: the file ends where Frames: and their count should stand;",
            _folder.Error(() => MotionFile.Read(path)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WrongEncoding_NamesLine()
    {
        byte[] latin = Encoding.Latin1.GetBytes(
            BvhText.Good.Replace("LeftUpLeg", "LinkesBÄin", StringComparison.Ordinal));

        Assert.StartsWith(
            "a.bvh:15: byte 0xC4 is not UTF-8",
            _folder.Error(() => MotionFile.Read(_folder.Write("a.bvh", latin))),
            StringComparison.Ordinal);
        Assert.Contains(
            "UTF-16",
            _folder.Error(() => MotionFile.Read(_folder.Write(
                "b.bvh", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(BvhText.Good)]))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FrameRateGiven_OverridesTheFile()
    {
        string path = _folder.Write("a.bvh", BvhText.Good.Replace("0.025", "0", StringComparison.Ordinal));

        IMotionClip clip = MotionFile.Read(path, new MotionReadOptions { FrameRate = 50, DropFirstFrame = true });

        Assert.Equal(0.02, clip.FrameSeconds);
        Assert.Equal(2, clip.FrameCount);
    }

    [Fact]
    public void File_BytesOverwrittenOrCut_IsReadOrRefusedOnOneLine()
    {
        byte[] whole = Encoding.UTF8.GetBytes(BvhText.Good);
        Gen.Select(Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[0, 4], Gen.Int[0, whole.Length]).Sample(
            (changes, cut) =>
            {
                byte[] damaged = [.. whole];
                foreach ((int place, byte value) in changes)
                {
                    damaged[place] = value;
                }

                string path = _folder.Write("a.bvh", cut % 2 == 0 ? damaged : damaged[..cut]);
                try
                {
                    Assert.InRange(MotionFile.Read(path).FrameCount, 1, 3);
                }
                catch (InputException refused)
                {
                    Assert.DoesNotContain('\n', refused.Message);
                    Assert.StartsWith(path + ":", refused.Message, StringComparison.Ordinal);
                }
            },
            iter: 50,
            threads: 1);
    }

    private static double[] Numbers(string line) =>
        [.. line.Split(' ').Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))];

    private MotionClip Read(string text) => MotionFile.ReadRotations(_folder.Write("read.bvh", text));
}
