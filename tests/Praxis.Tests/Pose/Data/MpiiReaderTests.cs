using Praxis.Pose;
using Praxis.Tests.Data;

namespace Praxis.Tests.Pose.Data;

public sealed class MpiiReaderTests : IDisposable
{
    private static readonly PoseInputOptions Alone = new() { AnnotationsOnly = true };
    private static readonly MatBytes Mat = new();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Faults => new()
    {
        { "[[10, 20], ", "[", "a.json: record 1: has 15 joints and 16 joints_vis where MPII has 16; mend it" },
        { "[10, 20]", "[10]", "a.json: record 1: the place of right_ankle must be two finite numbers; mend it" },
        { "\"scale\": 2", "\"scale\": 0", "a.json: record 1: center must be two finite numbers and scale one above 0;"
            + " mend it" },
        { "\"image\": \"a.jpg\"", "\"picture\": 1", "a.json: record 1: has no image; a list is read as people of MPII,"
            + " each with the name of its file (COCO keypoints are an object with images and annotations)" },
        { "[{\"image\"", "[null, {\"image\"", "a.json: records[0] is null; write it or cut it" },
    };

    private static string Good
    {
        get
        {
            string joints = string.Join(", ", Enumerable.Range(0, 16).Select(joint => $"[{10 + joint}, {20 + joint}]"));
            string vis = "1, 0, " + string.Join(", ", Enumerable.Repeat("1", 14));
            string record = $"\"center\": [101, 201], \"scale\": 2, \"joints_vis\": [{vis}]";
            string other = joints.Replace("[15, 25]", "[-1, -1]", StringComparison.Ordinal);
            return $$"""
                [{"image": "a.jpg", {{record}}, "joints": [{{joints}}]},
                 {"image": "a.jpg", {{record}}, "joints": [{{other}}]}]
                """;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_Good_HasPlacesFromZeroAndTheAuthorsSquare()
    {
        PoseSet set = PoseSets.Read(_folder.Write("a.json", Good), Alone);

        Assert.Equal(2, Assert.Single(set.Pictures).People.Count);
        Assert.Equal(1, set.Pictures[0].Id);
        Person person = set.Pictures[0].People[0];
        Assert.Equal(new Joint(9.5, 19.5, JointState.Visible), person.Joints[0]);
        Assert.False(person.Joints[1].IsLabelled);
        Assert.False(set.Pictures[0].People[1].Joints[5].IsLabelled);
        Assert.Equal((100.5, 200.5 + 30), person.Box.Centre);
        Assert.Equal((400.0, 400.0), (person.Box.Width, person.Box.Height));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Json_Fault_IsOneLineWithItsRecord(string good, string bad, string expected)
    {
        int place = Good.IndexOf(good, StringComparison.Ordinal);
        string text = Good[..place] + bad + Good[(place + good.Length)..];

        Assert.Equal(expected, _folder.Error(() => PoseSets.Read(_folder.Write("a.json", text), Alone)));
    }

    [Fact]
    public void Json_WithHeadBoxes_HasThem()
    {
        string heads = _folder.Write("gt_valid.mat", Mat.File(
            Mat.Doubles("headboxes_src", [2, 2, 2], 1, 11, 2, 22, 5, 7, 6, 8)));

        PoseSet set = PoseSets.Read(_folder.Write("a.json", Good), Alone with { HeadBoxes = heads });

        Assert.Equal(new PersonBox(0.5, 1.5, 10, 20), set.Pictures[0].People[0].HeadBox);
        Assert.Equal(new PersonBox(4.5, 5.5, 2, 2), set.Pictures[0].People[1].HeadBox);
    }

    [Fact]
    public void Json_WithHeadBoxesOfAnotherFile_IsRefused()
    {
        string heads = _folder.Write("gt_valid.mat", Mat.File(Mat.Doubles("headboxes_src", [2, 2], 1, 2, 11, 22)));
        string path = _folder.Write("a.json", Good);

        Assert.Equal("gt_valid.mat: headboxes_src has 4 numbers where 2 people need 8; give the file that belongs to"
            + " the annotations", _folder.Error(() => PoseSets.Read(path, Alone with { HeadBoxes = heads })));
    }

    [Fact]
    public void Mat_AsMpiiHasIt_IsReadButForTestPictures()
    {
        PoseSet set = PoseSets.Read(WriteMat(id: 9), Alone);

        PosePicture picture = Assert.Single(set.Pictures);
        Assert.Equal((1L, "a.jpg"), (picture.Id, Path.GetFileName(picture.Path)));
        Person person = Assert.Single(picture.People);
        Assert.Equal(new Joint(29.5, 39.5, JointState.Hidden), person.Joints[0]);
        Assert.Equal(new Joint(49.5, 59.5, JointState.Visible), person.Joints[9]);
        Assert.Equal(14, person.Joints.Count(joint => !joint.IsLabelled));
        Assert.Equal(new PersonBox(0.5, 1.5, 10, 20), person.HeadBox);
        Assert.Equal((99.5, 199.5 + 15), person.Box.Centre);
        Assert.Equal(200, person.Box.Width);
    }

    [Fact]
    public void Mat_UnknownJoint_IsOneLineWithItsPlace()
    {
        string path = WriteMat(id: 16);

        Assert.Equal("mpii_a.mat: annolist(1).annorect(1).annopoints.point(2): id is 16, and 0 to 15 are joints; mend"
            + " it",
            _folder.Error(() => PoseSets.Read(path, Alone)));
    }

    private string WriteMat(int id)
    {
        static byte[] One(double value) => Mat.Doubles("", [1, 1], value);
        static byte[] Nothing() => Mat.Doubles("", [0, 0]);
        byte[] points = Mat.Structs(
            "", ["x", "y", "id", "is_visible"],
            One(30), One(40), One(0), Mat.String("", "0"), One(50), One(60), One(id), Nothing());
        byte[] rectangle = Mat.Structs(
            "", ["x1", "y1", "x2", "y2", "annopoints", "scale", "objpos"],
            One(1), One(2), One(11), One(22), Mat.Structs("", ["point"], points), One(1),
            Mat.Structs("", ["x", "y"], One(100), One(200)),
            Nothing(), Nothing(), Nothing(), Nothing(), Nothing(), One(1), Nothing());
        static byte[] Image(string name) => Mat.Structs("", ["name"], Mat.String("", name));
        byte[] list = Mat.Structs(
            "", ["image", "annorect"], Image("a.jpg"), rectangle, Image("b.jpg"), rectangle, Image("c.jpg"), Nothing());
        return _folder.Write("mpii_a.mat", Mat.File(Mat.Compress(Mat.Structs(
            "RELEASE", ["annolist", "img_train"], list, Mat.Doubles("", [1, 3], 1, 0, 1)))));
    }
}
