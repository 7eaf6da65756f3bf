using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Data;

public sealed class PoseDoctorTests
{
    // Squatting towards the viewer, in the order of LSP.
    private static readonly (double X, double Y)[] Squatting =
    [
        (36, 90), (33, 56), (45, 50), (55, 50), (67, 56), (64, 90), (36, 50), (38, 35), (42, 20), (58, 20), (62, 35),
        (64, 50), (50, 18), (50, 5),
    ];

    [Fact]
    public void Good_People_HaveNoFindings() => Assert.Empty(Examine(static joints => joints).Findings);

    [Theory]
    [InlineData(8, 9, "shoulders, hips")]
    [InlineData(2, 3, "shoulders, hips")]
    [InlineData(1, 4, "knees")]
    [InlineData(7, 10, "elbows")]
    public void Exchanged_Pair_IsSuspected(int first, int second, string joints)
    {
        PoseDiagnosis diagnosis = Examine(people =>
        {
            (people[first], people[second]) = (people[second], people[first]);
            return people;
        });

        Assert.Contains(diagnosis.Findings, finding => finding.Kind == PoseFindingKind.SidesSwapped
            && finding.Joint == joints && finding is { Path: "bad.jpg", PersonId: 99 });
    }

    // Hands and feet may truly cross.
    [Theory]
    [InlineData(6, 11)]
    [InlineData(0, 5)]
    public void Crossed_HandsAndFeet_AreNotSuspected(int first, int second) => Assert.Empty(Examine(people =>
    {
        (people[first], people[second]) = (people[second], people[first]);
        return people;
    }).Findings);

    [Fact]
    public void Joint_FarAway_IsABoneOutsideAndAnOutlier()
    {
        PoseDiagnosis diagnosis = Examine(people =>
        {
            people[0] = people[0] with { X = 300, Y = -7 };
            return people;
        });

        Assert.Contains(diagnosis.Findings, finding => finding.Kind == PoseFindingKind.ImpossibleBone
            && finding.Joint == "right_ankle, right_knee");
        PoseFinding outside =
            Assert.Single(diagnosis.Findings, finding => finding.Kind == PoseFindingKind.JointOutside);
        Assert.Equal(("right_ankle", "lies at (300, -7), 200 pixels outside the picture of 100 x 100"),
            (outside.Joint, outside.Text));
        Assert.Equal(1, diagnosis.Count(PoseFindingKind.ScaleOutlier));
    }

    [Fact]
    public void Joints_AtOnePlace_AreABoneWithoutLength()
    {
        PoseDiagnosis diagnosis = Examine(people =>
        {
            people[0] = people[1];
            return people;
        });

        PoseFinding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((PoseFindingKind.ImpossibleBone, "right_ankle, right_knee", "both joints lie at one place"),
            (finding.Kind, finding.Joint, finding.Text));
    }

    [Fact]
    public void People_TwiceOrWithoutJoints_AreFound()
    {
        Person person = Of(1, Joints(0));
        var picture = new PosePicture(
            "a.jpg", [person, person, Of(3, new Joint[14]), Of(4, new Joint[14]) with { IsCrowd = true }])
        {
            Size = (100, 100),
        };

        PoseDiagnosis diagnosis = PoseDoctor.Examine(new PoseSet(PoseSkeleton.Lsp, [picture], ["gone.jpg"]));

        Assert.Equal(
            [
                PoseFindingKind.PictureAbsent, PoseFindingKind.DuplicateId, PoseFindingKind.DuplicatePerson,
                PoseFindingKind.NoJoint,
            ],
            diagnosis.Findings.Select(finding => finding.Kind));
        Assert.Equal(0.5, diagnosis.LabelledShares[0], 12);
    }

    [Theory]
    [InlineData(5, 5, 0, 0, "its box of 0 x 0 at (5, 5) has no size")]
    [InlineData(100, 0, 40, 95, "its box of 40 x 95 at (100, 0) lies outside the picture of 100 x 100")]
    [InlineData(-41, 0, 40, 95, "its box of 40 x 95 at (-41, 0) lies outside the picture of 100 x 100")]
    [InlineData(99, -90, 40, 95, "")]
    public void Box_NothingOfThePictureInIt_IsFound(double x, double y, double width, double height, string text)
    {
        PosePicture picture = Picture("a.jpg", Of(1, Joints(1)) with { Box = new PersonBox(x, y, width, height) });

        PoseDiagnosis diagnosis = PoseDoctor.Examine(new PoseSet(PoseSkeleton.Lsp, [picture]));

        Assert.Equal(
            text.Length == 0 ? [] : [text],
            diagnosis.Findings.Where(static one => one.Kind == PoseFindingKind.BoxUnusable)
                .Select(static one => one.Text));
    }

    private static PoseDiagnosis Examine(Func<Joint[], Joint[]> change)
    {
        PosePicture[] pictures =
        [
            .. Enumerable.Range(0, 40).Select(i => Picture($"{i}.jpg", Of(i + 1, Joints(i)))),
            Picture("bad.jpg", Of(99, change(Joints(50)))),
        ];
        return PoseDoctor.Examine(new PoseSet(PoseSkeleton.Lsp, pictures));
    }

    private static PosePicture Picture(string path, Person person) => new(path, [person]) { Size = (100, 100) };

    private static Person Of(long id, Joint[] joints) => new(joints, new PersonBox(30, 0, 40, 95)) { Id = id };

    [Theory]
    [InlineData(30, 20, "")]
    [InlineData(20, 30, "made before the picture was turned by its EXIF mark")]
    [InlineData(60, 40, "made on another size of it")]
    public void Examine_StatedSize_IsComparedWithThePicture(int width, int height, string expected)
    {
        using var folder = new TemporaryFolder();
        ImageFile.WritePng(folder["a.png"], new RgbImage(30, 20));
        var picture = new PosePicture(folder["a.png"], []) { Size = (width, height) };

        IReadOnlyList<PoseFinding> found = PoseDoctor.Examine(new PoseSet(PoseSkeleton.Lsp, [picture])).Findings;

        Assert.Equal(expected.Length > 0 ? 1 : 0, found.Count);
        Assert.All(found, one => Assert.Equal(PoseFindingKind.SizeDiffers, one.Kind));
        Assert.All(found, one => Assert.EndsWith(expected, one.Text, StringComparison.Ordinal));
        Assert.Empty(PoseDoctor.Examine(new PoseSet(PoseSkeleton.Lsp, [picture]), readsSizes: false).Findings);
    }

    private static Joint[] Joints(int seed)
    {
        var random = new RandomStream(1, (ulong)seed);
        return [.. Squatting.Select(place => new Joint(
            place.X + random.NextDouble(), place.Y + random.NextDouble(), JointState.Visible))];
    }
}
