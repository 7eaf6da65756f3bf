using System.Text.Json;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Data;

public sealed class CocoReaderTests : IDisposable
{
    private static readonly PoseInputOptions Alone = new() { AnnotationsOnly = true };

    // Two joints a person; each test replaces one piece.
    private const string Good = """
        {"images": [{"id": 7, "file_name": "a.jpg", "width": 40, "height": 30}, {"id": 8, "file_name": "b.jpg"}],
         "annotations": [{"id": 3, "image_id": 7, "category_id": 1, "keypoints": [10, 11, 2, 0, 0, 0],
          "bbox": [1, 2, 30, 20], "area": 99.5, "iscrowd": 0}],
         "categories": [{"id": 1, "name": "person", "keypoints": ["left_hand", "right_hand"],
          "skeleton": [[1, 2], [1, 9]]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Faults => new()
    {
        { "[10, 11, 2, 0, 0, 0]", "[10, 11, 2]", "a.json: annotation 3: has 3 numbers in keypoints where the 2 joints"
            + " of person need 6; mend it, or the keypoints of its category" },
        { "11, 2, 0", "11, 5, 0", "a.json: annotation 3: left_hand has v 5; 0 is not annotated, 1 hidden, 2 visible" },
        { "[10, 11", "[1e999, 11", "a.json: annotation 3: the place of left_hand is no finite number; mend it" },
        { "\"image_id\": 7", "\"image_id\": 9", "a.json: annotation 3: is of image 9, which is not among the images;"
            + " add it or cut the annotation" },
        { "\"id\": 8", "\"id\": 7", "a.json: image 7: stands twice; give each its own id" },
        { "\"b.jpg\"", "\"\"", "a.json: image 8: has no file_name; write one" },
        { "[1, 2, 30, 20]", "[1, 2, -30, 20]", "a.json: annotation 3: bbox must be x, y, width, height, the last two"
            + " from 0; mend it" },
        { "\"annotations\"", "\"annotation\"", "a.json: has no list annotations; pass a file of COCO keypoints, or name"
            + " another --format" },
        { "[10, 11", "[NaN, 11", "a.json:2: is not COCO keypoints at $.annotations[0].keypoints[0] (cut off, no number,"
            + " or of another kind than wanted); mend it or write the file again" },
        { "{\"id\": 7, \"file_name\": \"a.jpg\", \"width\": 40, \"height\": 30}", "null", "a.json: images[0] is null;"
            + " write it or cut it" },
        { "[{\"id\": 3", "[null, {\"id\": 3", "a.json: annotations[0] is null; write it or cut it" },
        { "[{\"id\": 1, \"name\"", "[null, {\"id\": 1, \"name\"", "a.json: categories[0] is null; write it or cut it" },
        { "\"iscrowd\": 0", "\"iscrowd\": \"no\"", "a.json:3: is not COCO keypoints at $.annotations[0].iscrowd (cut"
            + " off, no number, or of another kind than wanted); mend it or write the file again" },
        { "\"right_hand\"", "\"right\\u0007hand\"",
            "a.json: the joint right\\u0007hand has a control character in its name; write it without" },
        { "\"right_hand\"", "null", "a.json: categories of id 1, keypoints[1] is null; write it or cut it" },
        { "[1, 2, 30, 20]", "[1e308, 2, 1e308, 20]", "a.json: a.jpg, annotation 3: its box is 1e+308 x 20 at (1e+308,"
            + " 2), which no picture reaches; mend it" },
        { "[10, 11", "[-1e9, 11", "a.json: a.jpg, annotation 3: left_hand lies at (-1e+09, 11.5), which no picture"
            + " reaches; mend it" },
        { "\"right_hand\"", "\"Left_hand\"", "a.json: category 1: a name stands twice in keypoints; give each joint its"
            + " own" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void Read_Crowds_AreNumbersOrTruth(string flag, bool isCrowd)
    {
        string path = _folder.Write(
            "a.json", Good.Replace("\"iscrowd\": 0", $"\"iscrowd\": {flag}", StringComparison.Ordinal));
        Assert.Equal(isCrowd, PoseSets.Read(path, Alone).Pictures[0].People[0].IsCrowd);
    }

    [Fact]
    public void Read_Good_HasContinuousPlacesStatesAndBox()
    {
        PoseSet set = PoseSets.Read(_folder.Write("a.json", Good), Alone);

        Assert.Equal(["left_hand", "right_hand"], set.Skeleton.Joints);
        Assert.Equal([(0, 1)], set.Skeleton.Bones);
        Assert.Equal((2, 1), (set.Pictures.Count, set.PersonCount));
        Assert.Equal((7L, (40, 30)), (set.Pictures[0].Id, set.Pictures[0].Size!.Value));
        Assert.Empty(set.Pictures[1].People);
        Assert.Null(set.Pictures[1].Size);
        Person person = set.Pictures[0].People[0];
        Assert.Equal([new Joint(10.5, 11.5, JointState.Visible), default], person.Joints);
        Assert.Equal((3L, 99.5, new PersonBox(1, 2, 30, 20)), (person.Id, person.Area!.Value, person.Box));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_Fault_IsOneLineWithItsPlace(string good, string bad, string expected)
    {
        string path = _folder.Write("a.json", Good.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal(expected, _folder.Error(() => PoseSets.Read(path, Alone)));
    }

    [Fact]
    public void Read_CutOff_IsOneLine()
    {
        string path = _folder.Write("a.json", Good[..200]);

        Assert.StartsWith("a.json:2: is not COCO keypoints", _folder.Error(() => PoseSets.Read(path, Alone)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_Utf16_AsksForUtf8(bool hasMark)
    {
        byte[] bytes = System.Text.Encoding.Unicode.GetBytes((hasMark ? "\uFEFF" : "") + Good);
        string path = _folder.Write("a.json", bytes);

        Assert.Equal("a.json: is not UTF-8; save it as UTF-8", _folder.Error(() => PoseSets.Read(path, Alone)));
    }

    [Fact]
    public void Read_HoleInBones_IsPassedOver()
    {
        string text = Good.Replace("[1, 9]", "null", StringComparison.Ordinal);

        Assert.Equal([(0, 1)], PoseSets.Read(_folder.Write("a.json", text), Alone).Skeleton.Bones);
    }

    [Fact]
    public void Read_Category_KeepsItsNumberForResults()
    {
        string text = Good.Replace("\"category_id\": 1", "\"category_id\": 7", StringComparison.Ordinal)
            .Replace("[{\"id\": 1, \"name\"", "[{\"id\": 7, \"name\"", StringComparison.Ordinal);
        PoseSet set = PoseSets.Read(_folder.Write("a.json", text), Alone);

        Assert.Equal((7L, 1), (set.CategoryId, set.PersonCount));
        string mapping = _folder.Write("m.json", """{"left_hip": "left_hand"}""");
        Assert.Equal(7L, PoseSets.Read(
            _folder["a.json"], Alone with { Skeleton = "coco17", Mapping = mapping }).CategoryId);
    }

    [Fact]
    public void Read_ByteOrderMarkAndCrLf_AreHeeded()
    {
        string text = '\uFEFF' + Good.Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.Equal(1, PoseSets.Read(_folder.Write("a.json", text), Alone).PersonCount);
    }

    [Fact]
    public void Read_PicturesAbsent_AreLeftOutAndNamed()
    {
        string path = _folder.Write("a.json", Good);
        _folder.Write("images/b.jpg", "x");

        PoseSet set = PoseSets.Read(path);

        Assert.EndsWith("b.jpg", Assert.Single(set.Pictures).Path, StringComparison.Ordinal);
        Assert.EndsWith("a.jpg", Assert.Single(set.AbsentPictures), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoPictureThere_SaysWhereItLooked()
    {
        string path = _folder.Write("a.json", Good);

        Assert.Equal("a.json: none of its 2 pictures is in ., as a.jpg; pass their folder to --images",
            _folder.Error(() => PoseSets.Read(path)));
    }

    [Fact]
    public void Results_Written_HaveThePlacesOfTheFile()
    {
        PoseDetection found = new(7, [new DetectedJoint(10.5, 11.25, 0.5f)], 0.75);
        CocoResults.Write(_folder["r.json"], [found]);

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(_folder["r.json"]));
        JsonElement first = document.RootElement[0];
        Assert.Equal(7, first.GetProperty("image_id").GetInt64());
        Assert.Equal(1, first.GetProperty("category_id").GetInt32());
        Assert.Equal([10, 10.75, 0.5], first.GetProperty("keypoints").EnumerateArray().Select(x => x.GetDouble()));
        Assert.Equal(0.75, first.GetProperty("score").GetDouble());
        Assert.False(first.TryGetProperty("file_name", out _));
    }

    [Fact]
    public void Results_JointNotFound_IsZeros()
    {
        PoseDetection found = new(7, [new DetectedJoint(-87, 11.25, -0.04f)], 0);
        CocoResults.Write(_folder["r.json"], [found], categoryId: 5, static id => $"{id}.png");

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(_folder["r.json"]));
        JsonElement first = document.RootElement[0];
        Assert.Equal(5, first.GetProperty("category_id").GetInt64());
        Assert.Equal("7.png", first.GetProperty("file_name").GetString());
        Assert.Equal([0, 0, 0], first.GetProperty("keypoints").EnumerateArray().Select(x => x.GetDouble()));
    }
}
