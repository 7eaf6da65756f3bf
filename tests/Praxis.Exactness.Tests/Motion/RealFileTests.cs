using Praxis.Motion;
using Praxis.Tests;

namespace Praxis.Exactness.Tests.Motion;

/// <summary>Recordings of the CMU database in several formats.</summary>
public sealed class RealFileTests(CmuBenchmark data) : IClassFixture<CmuBenchmark>
{
    private static readonly string[] Trained = ["basketball", "jumping", "running", "soccer", "walking"];

    /// <summary>01_01 was converted to BVH with its resting pose in front, and without the lengths of the bones that
    /// branch in the trunk and the hands (thorax and wrists): what hangs on these lies at offset 0.</summary>
    [Fact]
    public void Trial0101_AsAmcAndAsBvh_HasTheSamePositions()
    {
        string[] shortened =
            ["Neck", "LeftShoulder", "RightShoulder", "LeftFingerBase", "LThumb", "RightFingerBase", "RThumb"];
        MotionClip amc = MotionFile.ReadRotations(SharedData.PathOf("motion/amc/01_01.amc"));
        MotionClip bvh = MotionFile.ReadRotations(
            SharedData.PathOf("motion/bvh/fairmotion_01_01.bvh"), new MotionReadOptions { DropFirstFrame = true });
        JointMapping mapping = JointMapping.Guess(amc.JointNames, bvh.JointNames);

        Assert.Equal(amc.FrameCount, bvh.FrameCount);
        Assert.Empty(mapping.Missing);
        string[] different =
        [
            .. bvh.Skeleton.Joints.Where((joint, i) =>
                (joint.Offset - amc.Skeleton.Joints[mapping.Sources[i]].Offset).Length > 1e-4)
                .Select(joint => joint.Name),
        ];
        Assert.Equal(shortened.Order(), different.Order());

        // The files have four to six digits; a unit is 56 mm.
        PositionClip expected = bvh.ToPositions();
        Assert.InRange(Worst(mapping.Apply(amc, bvh.Skeleton).ToPositions(), expected, 38), 0, 1e-3);
        Assert.InRange(Worst(mapping.Apply(amc.ToPositions()), expected, bvh.Skeleton.IndexOf("Neck")), 0, 1e-3);
    }

    [Theory]
    [InlineData("cmu_131_01.bvh", 38, 994)]
    [InlineData("cmu_131_02.bvh", 38, 1247)]
    [InlineData("fairmotion_01_01.bvh", 38, 2752)]
    [InlineData("fairmotion_sinusoidal.bvh", 4, 120)]
    [InlineData("indian_13.bvh", 0, 1996)]
    [InlineData("standard.bvh", 0, 3)]
    public void Bvh_WrittenAndRead_ComesBackToTheTenThousandthOfADegree(string name, int joints, int frames)
    {
        MotionClip clip = MotionFile.ReadRotations(SharedData.PathOf($"motion/bvh/{name}"));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("praxis-test-");
        try
        {
            string path = Path.Combine(folder.FullName, name);
            BvhWriter.Write(path, clip);
            MotionClip back = MotionFile.ReadRotations(path);

            Assert.Equal(frames, clip.FrameCount);
            Assert.Equal(joints == 0 ? clip.Skeleton.JointCount : joints, back.Skeleton.JointCount);
            Assert.Equal(clip.JointNames, back.JointNames);
            double worst = 0;
            for (int frame = 0; frame < frames; frame++)
            {
                Assert.InRange((clip.RootPositions[frame] - back.RootPositions[frame]).Length, 0, 2e-6);
                for (int joint = 0; joint < clip.Skeleton.JointCount; joint++)
                {
                    worst = Math.Max(worst, clip.Rotations(frame)[joint].AngleTo(back.Rotations(frame)[joint]));
                }
            }

            Assert.InRange(worst * 180 / Math.PI, 0, 1e-4);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Worst(PositionClip left, PositionClip right, int joints) => Enumerable
        .Range(0, left.FrameCount)
        .Max(frame => Enumerable.Range(0, joints)
            .Max(joint => (left.Positions(frame)[joint] - right.Positions(frame)[joint]).Length));

    [Fact]
    public void Benchmark_Read_HasItsFilesAndWindows()
    {
        MotionSet set = MotionFolder.Read(data.Folder);

        Assert.Equal(32, set.Of(MotionSplit.Train).Count);
        Assert.Equal(6, set.Of(MotionSplit.Test).Count);
        Assert.Equal(38, set.Entries.Select(entry => entry.Subject).Distinct().Count());
        Assert.Equal(
            15_818,
            set.Of(MotionSplit.Train).Sum(entry =>
                BenchmarkWindows.All(((MotionClip)entry.Clip).EveryNth(2).FrameCount, 10, 25).Count));
    }

    [Fact]
    public void LayoutFit_TrainingData_FindsTheBenchmarksNodes()
    {
        MotionSet set = MotionFolder.Read(data.Folder);
        PoseMatrix[] rows =
        [
            .. set.Of(MotionSplit.Train).Select(entry => ExponentialMapRows.WithoutRoot(
                ExponentialMapRows.Of(((MotionClip)entry.Clip).EveryNth(2)))),
        ];
        Skeleton skeleton = SkeletonDescription.Cmu.Skeleton;

        PoseLayout angle = PoseLayout.Fit(skeleton, PoseSpace.Angle, rows);
        PoseLayout position = PoseLayout.Fit(
            skeleton, PoseSpace.Position, [.. rows.Select(one => ExponentialMapRows.ToPositions(one, skeleton))]);

        Assert.Equal(PoseLayout.CmuAngle.Columns.ToArray(), angle.Columns.ToArray());
        Assert.Equal(PoseLayout.CmuPosition.Columns.ToArray(), position.Columns.ToArray());
        Assert.Equal(PoseLayout.CmuPosition.Copies.ToArray().Order(), position.Copies.ToArray().Order());
    }

    [Fact]
    public void Baselines_OnTheTestWindows_StandInTheirOrder()
    {
        MotionSet set = MotionFolder.Read(data.Folder);
        PoseLayout layout = PoseLayout.CmuPosition;
        PoseMatrix[] Windows(MotionSplit split, int step) =>
        [
            .. set.Of(split).Where(entry => Trained.Contains(entry.Action)).SelectMany(entry =>
            {
                PoseMatrix nodes = layout.ToNodes(layout.WholeOf(((MotionClip)entry.Clip).EveryNth(2)));
                return BenchmarkWindows.All(nodes.FrameCount, 10, 25).Where(start => start % step == 0)
                    .Select(start => nodes.Slice(start, 35));
            }),
        ];
        PoseMatrix[] train = Windows(MotionSplit.Train, 4);
        PoseMatrix[] test = Windows(MotionSplit.Test, 4);
        var damped = DampedVelocity.Fit(train, 10);
        LinearCosineLayer layer = LinearCosineLayer.Fit(train, 10, 25);

        double Error(Func<PoseMatrix, PoseMatrix> predict) => ErrorCurve.Mean(test.Select(window =>
            JointPositionError.PerFrame(predict(window.Slice(0, 10)), window.Slice(10, 25))))[9];

        double zero = Error(observed => ZeroVelocity.Predict(observed, 25));
        double constant = Error(observed => ConstantVelocity.Predict(observed, 25));
        double held = Error(observed => damped.Predict(observed, 25));
        double linear = Error(layer.Predict);
        Assert.InRange(damped.Damping, 0.5, 1);
        Assert.True(linear < held && held < zero && held < constant, $"{linear} {held} {zero} {constant}");
    }
}
