using Praxis.Pose;

namespace Praxis.Tests.Pose.Figures;

public sealed class FigureSplitsTests
{
    [Theory]
    [InlineData(FigureSplit.Train)]
    [InlineData(FigureSplit.Val)]
    public void Train_Draw_HasNobodyElseAndFewSmallObjects(FigureSplit split)
    {
        IReadOnlyList<FigureSample> samples = DrawnFigures.Of(split);

        Assert.All(samples, sample => Assert.Null(sample.OtherJoints));
        Assert.All(samples, sample => Assert.InRange(sample.HiddenShare, 0, 0.15));
        Assert.InRange(samples.Count(sample => sample.HiddenShare > 0), 3, 20);
    }

    [Fact]
    public void Clean_Draw_IsWholeAndSeen() => Assert.All(DrawnFigures.Of(FigureSplit.Clean), sample =>
    {
        Assert.Null(sample.OtherJoints);
        Assert.Equal(0, sample.HiddenShare);
        Assert.All(sample.Joints, joint => Assert.True(joint.State is JointState.Visible or JointState.HiddenBySelf));
        Assert.InRange(sample.Joints.Count(joint => joint.State == JointState.HiddenBySelf), 0, 2);
    });

    [Fact]
    public void Self_Draw_HidesThreeJointsOfItsOwn() => Assert.All(DrawnFigures.Of(FigureSplit.Self), sample =>
    {
        Assert.InRange(sample.Joints.Count(joint => joint.State == JointState.HiddenBySelf), 3, 14);
        Assert.Equal(0, sample.HiddenShare);
    });

    [Fact]
    public void Object_Draw_HidesAQuarterToAHalf() => Assert.All(DrawnFigures.Of(FigureSplit.Objects), sample =>
    {
        Assert.InRange(sample.HiddenShare, 0.25, 0.5);
        Assert.Contains(FigureSample.ObjectLabel, sample.Labels);
        Assert.Null(sample.OtherJoints);
    });

    [Fact]
    public void Person_Draw_OverlapsWithinLimitsAndIsInFrontInHalf()
    {
        IReadOnlyList<FigureSample> samples = DrawnFigures.Of(FigureSplit.Person);

        Assert.All(samples, sample =>
        {
            Assert.InRange(sample.BoxOverlap, 0.15, 0.5);
            Assert.Equal(14, sample.OtherJoints!.Count);
            Assert.Equal(sample.IsOtherInFront, sample.HiddenShare > 0);
            Assert.InRange(sample.HiddenShare, 0, 0.65);
        });
        Assert.InRange(samples.Count(sample => sample.IsOtherInFront), 15, 35);
    }

    [Fact]
    public void Symmetric_Draw_IsDressedAlikeSeenFromBackOrSideAndCrossed() =>
        Assert.All(DrawnFigures.Of(FigureSplit.Symmetric), sample =>
        {
            Assert.Equal(FigureSymmetry.Symmetric, sample.Symmetry);
            Assert.InRange(sample.Yaw, 50, 310);
            Assert.True(FigureConditions.HasCrossedLimbs(sample.Joints));
        });

    [Fact]
    public void Fake_Draw_HasLooseLimbsThatLeaveTheTargetSeen()
    {
        IReadOnlyList<FigureSample> samples = DrawnFigures.Of(FigureSplit.Fake);

        Assert.All(samples, sample => Assert.InRange(sample.HiddenShare, 0, 0.35));
        Assert.All(samples, sample => Assert.Null(sample.OtherJoints));
        Assert.InRange(samples.Count(sample => sample.Labels.Contains(FigureSample.ObjectLabel)), 45, 50);
    }

    [Fact]
    public void Outfits_ManyPeople_KeepTheShares()
    {
        var counts = new int[3];
        for (int item = 0; item < 400; item++)
        {
            counts[(int)new FigureOutfit(new FigureStreams(1, FigureSplit.Train, item, 0).Outfit).Symmetry]++;
        }

        // Within four standard deviations of a half and two quarters of 400.
        Assert.InRange(counts[0], 160, 240);
        Assert.InRange(counts[1], 65, 135);
        Assert.InRange(counts[2], 65, 135);
    }

    [Fact]
    public void Streams_OfSplits_NeverMeet()
    {
        var seen = new HashSet<ulong>();
        foreach (FigureSplit split in Enum.GetValues<FigureSplit>())
        {
            foreach (int item in new[] { 0, 1, int.MaxValue })
            {
                foreach (int attempt in new[] { 0, FigureStreams.MostAttempts - 1 })
                {
                    Assert.True(seen.Add(new FigureStreams(0, split, item, attempt).Noise));
                }
            }
        }
    }

    [Fact]
    public void Draw_LongerSplit_BeginsWithTheShorterOne()
    {
        FigureSet few = DrawnFigures.SmallSet(FigureSplit.Self, 3);
        FigureSet more = DrawnFigures.SmallSet(FigureSplit.Self, 5);

        Assert.Equal(
            few.Samples.Select(sample => sample.Image.Pixels),
            more.Samples.Take(3).Select(sample => sample.Image.Pixels));
    }

    [Fact]
    public void Counts_Defaults_AreThoseOfTheTestPlan()
    {
        var splits = new FigureSplits();

        Assert.Equal(8000, splits.CountOf(FigureSplit.Train));
        Assert.Equal(1000, splits.CountOf(FigureSplit.Val));
        Assert.Equal(6, FigureSplits.Tests.Count);
        Assert.All(FigureSplits.Tests, split => Assert.Equal(1000, splits.CountOf(split)));
    }
}
