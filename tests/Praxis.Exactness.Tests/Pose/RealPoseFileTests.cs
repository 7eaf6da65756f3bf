using Praxis.Pose;
using Praxis.Tests;

namespace Praxis.Exactness.Tests.Pose;

/// <summary>Files of public data sets, as their authors wrote them.</summary>
public sealed class RealPoseFileTests
{
    [Fact]
    public void Lspet_Whole_HasTheKnownShares()
    {
        PoseSet set = PoseSets.Read(
            SharedData.PathOf("pose/lspet/joints.mat"), new PoseInputOptions { AnnotationsOnly = true });

        Assert.Equal((10_000, 10_000), (set.Pictures.Count, set.PersonCount));
        Person[] people = [.. set.Pictures.Select(picture => picture.People[0])];
        Assert.Equal(3945, people.Count(person => person.Joints.All(joint => joint.IsLabelled)));
        double[] shares =
            [.. Enumerable.Range(0, 14).Select(i => people.Average(person => person.Joints[i].IsLabelled ? 1.0 : 0))];
        Assert.InRange(shares.Min(), 0.81, 0.82);
        Assert.InRange(shares.Max(), 0.94, 0.955);
        Assert.Equal("neck", set.Skeleton.Joints[Array.IndexOf(shares, shares.Min())]);
        Assert.Equal("head_top", set.Skeleton.Joints[Array.IndexOf(shares, shares.Max())]);
    }

    [Fact]
    public void Lspet_Folder_HasThePicturesThatAreThere()
    {
        PoseSet set = PoseSets.Read(SharedData.PathOf("pose/lspet"));

        Assert.Equal((1800, 8200), (set.Pictures.Count, set.AbsentPictures.Count));
    }

    [Theory]
    [InlineData("coco/test_coco.json", 4, 14, 17)]
    [InlineData("coco/test_coco_wholebody.json", 4, 14, 17)]
    [InlineData("crowdpose/test_crowdpose.json", 2, 5, 14)]
    [InlineData("ochuman/test_ochuman.json", 3, 5, 17)]
    [InlineData("aic/test_aic.json", 3, 9, 14)]
    [InlineData("mhp/test_mhp.json", 2, 4, 16)]
    [InlineData("mpii/test_mpii_trb.json", 5, 5, 40)]
    [InlineData("mpii/test_mpii.json", 5, 5, 16)]
    public void SampleFiles_OfManySets_AreRead(string name, int pictures, int people, int joints)
    {
        PoseSet set = PoseSets.Read(SharedData.PathOf($"pose/mmpose_samples/{name}"));

        Assert.Equal((pictures, people, joints), (set.Pictures.Count, set.PersonCount, set.Skeleton.Count));
        Assert.Empty(set.AbsentPictures);
    }

    [Fact]
    public void Ccp_LabelList_IsReadAsCells()
    {
        Praxis.Data.MatArray labels =
            Praxis.Data.MatFile.Read(SharedData.PathOf("pose/ccp/label_list.mat"), "label_list");

        Assert.Equal(59, labels.Cells.Count);
        Assert.Contains("skin", labels.Cells.Select(cell => cell.Text));
    }
}
