using Praxis.Pose;

namespace Praxis.Tests.Pose.Figures;

public sealed class FigureRendererTests
{
    public static TheoryData<FigureSplit> AllSplits => [.. Enum.GetValues<FigureSplit>()];

    [Theory]
    [MemberData(nameof(AllSplits))]
    public void Joints_Visible_LieOnTheTargetsMask(FigureSplit split) =>
        Assert.All(DrawnFigures.Of(split), sample =>
        {
            foreach (Joint joint in sample.Joints.Where(joint => joint.State == JointState.Visible))
            {
                Assert.True(
                    IsNear(sample, joint, sample.IsTarget, 1), $"item {sample.Item}: {joint} is off the target");
            }
        });

    [Theory]
    [InlineData(FigureSplit.Objects, JointState.HiddenByObject, FigureSample.ObjectLabel)]
    [InlineData(FigureSplit.Fake, JointState.HiddenByObject, FigureSample.ObjectLabel)]
    [InlineData(FigureSplit.Person, JointState.HiddenByPerson, FigureSample.OtherLabel)]
    public void Joints_HiddenByOthers_LieUnderTheirMask(FigureSplit split, JointState state, byte label)
    {
        int found = 0;
        foreach (FigureSample sample in DrawnFigures.Of(split))
        {
            foreach (Joint joint in sample.Joints.Where(joint => joint.State == state))
            {
                found++;
                Assert.True(
                    IsNear(sample, joint, pixel => sample.Labels[pixel] == label, 1),
                    $"item {sample.Item}: {joint} is not under a label of {label}");
            }
        }

        Assert.InRange(found, 5, DrawnFigures.Count * 14);
    }

    [Theory]
    [MemberData(nameof(AllSplits))]
    public void Joints_Outside_AreThoseBeyondTheEdges(FigureSplit split) =>
        Assert.All(DrawnFigures.Of(split).SelectMany(sample => sample.Joints), joint => Assert.Equal(
            joint.X is < 0 or >= 96 || joint.Y is < 0 or >= 96, joint.State == JointState.Outside));

    [Theory]
    [MemberData(nameof(AllSplits))]
    public void Parts_AllSplits_PartitionTheMask(FigureSplit split) => Assert.All(DrawnFigures.Of(split), sample =>
    {
        byte[] target = sample.TargetMask();
        byte[] other = sample.OtherMask();
        for (int i = 0; i < sample.Labels.Length; i++)
        {
            bool isPart = Enum.IsDefined((FigurePart)sample.Labels[i]) && sample.Labels[i] != 0;
            Assert.Equal(isPart, target[i] == 1);
            Assert.True(target[i] + other[i] <= 1);
        }

        Assert.InRange(target.Sum(one => one), 150, sample.Labels.Length / 2);
    });

    [Fact]
    public void Limbs_SeenFromTheFront_StandOnTheirSide()
    {
        // Facing the viewer the person's left is to the right of the picture; from behind to the left.
        foreach (FigureSample sample in DrawnFigures.Of(FigureSplit.Clean))
        {
            double facing = Math.Cos(sample.Yaw * Math.PI / 180);
            bool isUpright = sample.Joints[13].Y < sample.Joints[2].Y;
            double across = sample.Joints[3].X - sample.Joints[2].X;
            if (Math.Abs(facing) > 0.8 && isUpright && Math.Abs(across) > 2)
            {
                Assert.Equal(Math.Sign(facing), Math.Sign(across));
            }
        }
    }

    [Fact]
    public void HeadBox_AllSamples_HoldsTheHeadTopAndScalesWithThePerson() =>
        Assert.All(DrawnFigures.Of(FigureSplit.Clean), sample =>
        {
            Joint top = sample.Joints[13];
            PersonBox box = sample.HeadBox;
            Assert.InRange(top.X, box.X - 1e-6, box.X + box.Width + 1e-6);
            Assert.InRange(top.Y, box.Y - 1e-6, box.Y + box.Height + 1e-6);
            Assert.InRange(box.Diagonal, 5, 30);
        });

    [Fact]
    public void Draw_AnyThreadsAndOrder_GivesTheSameBytes()
    {
        var renderer = new FigureRenderer(seed: 7);
        CancellationToken stop = TestContext.Current.CancellationToken;
        FigureSample[] one = renderer.Draw(FigureSplit.Person, 6, 1, stop);
        FigureSample[] many = new FigureRenderer(seed: 7).Draw(FigureSplit.Person, 6, 4, stop);
        FigureSample last = new FigureRenderer(seed: 7).Draw(FigureSplit.Person, 5);

        for (int i = 0; i < one.Length; i++)
        {
            AssertSame(one[i], many[i]);
        }

        AssertSame(one[5], last);
    }

    [Fact]
    public void Draw_OtherSeedSplitOrItem_GivesAnotherPicture()
    {
        byte[] picture = new FigureRenderer(seed: 7).Draw(FigureSplit.Train, 0).Image.Pixels;

        Assert.NotEqual(picture, new FigureRenderer(seed: 8).Draw(FigureSplit.Train, 0).Image.Pixels);
        Assert.NotEqual(picture, new FigureRenderer(seed: 7).Draw(FigureSplit.Val, 0).Image.Pixels);
        Assert.NotEqual(picture, new FigureRenderer(seed: 7).Draw(FigureSplit.Train, 1).Image.Pixels);
    }

    [Fact]
    public void Draw_WithPictures_CutsBackgroundsFromHalf()
    {
        // A picture of one colour that drawn backgrounds do not have all over.
        var red = new RgbImage(40, 30);
        for (int i = 0; i < red.Pixels.Length; i += 3)
        {
            red.Pixels[i] = 250;
        }

        var renderer = new FigureRenderer(new FigureOptions { Size = 64, Backgrounds = [red] }, 3);
        FigureSample[] samples = renderer.Draw(FigureSplit.Clean, 40, 2, TestContext.Current.CancellationToken);
        int count = samples.Count(sample =>
        {
            byte[] p = sample.Image.Pixels;
            int pure = Enumerable.Range(0, 64 * 64).Count(i =>
                sample.Labels[i] == 0 && p[3 * i] > 150 && p[(3 * i) + 1] < 60 && p[(3 * i) + 2] < 60);
            return pure > 64 * 64 / 3;
        });

        Assert.InRange(count, 10, 30);
    }

    [Theory]
    [InlineData(50, 0.5, 0.8)]
    [InlineData(16, 0.5, 0.8)]
    [InlineData(96, 0.9, 0.8)]
    [InlineData(96, 0, 0.8)]
    public void Constructor_ImpossibleOptions_AreRefused(int size, double smallest, double largest) =>
        Assert.Throws<ArgumentException>(() => new FigureRenderer(
            new FigureOptions { Size = size, SmallestFigure = smallest, LargestFigure = largest }));

    [Fact]
    public void Draw_UnknownSplitOrItem_IsRefused()
    {
        var renderer = new FigureRenderer();

        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.Draw((FigureSplit)9, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.Draw(FigureSplit.Train, -1));
    }

    private static void AssertSame(FigureSample a, FigureSample b)
    {
        Assert.Equal(a.Image.Pixels, b.Image.Pixels);
        Assert.Equal(a.Labels, b.Labels);
        Assert.Equal(a.Joints, b.Joints);
        Assert.Equal(a.OtherJoints, b.OtherJoints);
        Assert.Equal(a.HeadBox, b.HeadBox);
        Assert.Equal(a.BoxOverlap, b.BoxOverlap);
    }

    // Whether a pixel within some steps of a joint's has a property.
    private static bool IsNear(FigureSample sample, Joint joint, Func<int, bool> has, int steps)
    {
        int size = sample.Image.Width;
        for (int y = (int)joint.Y - steps; y <= (int)joint.Y + steps; y++)
        {
            for (int x = (int)joint.X - steps; x <= (int)joint.X + steps; x++)
            {
                if (x >= 0 && x < size && y >= 0 && y < size && has((y * size) + x))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
