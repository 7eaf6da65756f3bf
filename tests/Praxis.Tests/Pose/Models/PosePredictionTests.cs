using Praxis.App;
using Praxis.Core;
using Praxis.Pose;
using Praxis.Tests.Pose.Images;

namespace Praxis.Tests.Pose.Models;

/// <summary>Whatever users ask a fitted network about.</summary>
public sealed class PosePredictionTests : IClassFixture<PosePredictionTests.Fitted>, IDisposable
{
    private readonly Fitted _fitted;
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    public PosePredictionTests(Fitted fitted) => _fitted = fitted;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_FolderWithBrokenPictures_AnswersTheOthersAndTellsEach()
    {
        RgbImage figure = new FigureRenderer(new FigureOptions { Size = 64 }, 5).Draw(FigureSplit.Clean, 0).Image;
        ImageFile.WriteJpeg(_folder["a.jpg"], figure);
        byte[] whole = File.ReadAllBytes(_folder["a.jpg"]);
        _folder.Write("cut.jpg", whole[..(whole.Length / 2)]);
        _folder.Write("empty.png", []);
        _folder.Write("text.jpg", "hello");
        _folder.Write("grey.png", PngBytes.Of(40, 30, 8, 0, new byte[41 * 30]));
        _folder.Write("one.png", PngBytes.Of(1, 1, 8, 2, [0, 9, 9, 9]));
        ImageFile.WritePng(_folder["large.png"], new RgbImage(4000, 3000));
        ResultTable table = Predict(("data", _folder.Path), ("files", _folder["out"]));
        Assert.Equal(
            ["a.jpg", "grey.png", "large.png", "one.png"],
            table.Rows.Select(static row => (string)row[0]!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(4 * 14, table.Rows.Count);
        Assert.All(table.Rows, static row => Assert.True(
            row[3] is null ? (double)row[5]! <= 0 : double.IsFinite((double)row[3]! + (double)row[4]!)));
        Assert.Equal(
            [
                "cut.jpg: is cut off; copy the picture again; left out",
                "empty.png: the file is empty; copy the picture again; left out",
                "text.jpg: is no picture that is read; save it as JPEG, PNG, BMP or WebP; left out",
            ],
            _told.Order(StringComparer.Ordinal));
        string[] pictures = Directory.GetFiles(_folder["out"], "*.png");
        Assert.Equal(4, pictures.Count(static path => path.Contains(".heat-", StringComparison.Ordinal)));
        Assert.Equal(8, pictures.Length);
        Assert.Contains("\"keypoints\":", File.ReadAllText(_folder["out/results.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FolderOfFolders_NamesPicturesByTheirPathAndTellsOfOtherKinds()
    {
        foreach (string name in (string[])["one", "two"])
        {
            Directory.CreateDirectory(_folder[name]);
            ImageFile.WritePng(Path.Combine(_folder[name], "same.png"), new RgbImage(30, 20));
        }

        _folder.Write("still.gif", "GIF89a");
        ResultTable table = Predict(("data", _folder.Path));
        Assert.Equal(
            ["one/same.png", "two/same.png"],
            table.Rows.Select(static row => (string)row[0]!).Distinct().Order(StringComparer.Ordinal));
        Assert.StartsWith(
            "still.gif: this kind of picture is not read", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AnnotationsOfOtherJoints_TakesTheirBoxesOnly()
    {
        ImageFile.WritePng(_folder["a.png"], new RgbImage(50, 40));
        string path = _folder.Write("people.csv", "image,nose_x,nose_y,box_x,box_y,box_width,box_height\n"
            + "a.png,500,-300,5,5,30,30\na.png,,,-80,-90,20,10\n");
        ResultTable table = Predict(("data", path));
        Assert.Equal(2 * 14, table.Rows.Count);
        Assert.Empty(_told);
    }

    [Fact]
    public void Run_CrowdAbsentPictureAndOtherSize_AreLeftOutAndTold()
    {
        ImageFile.WritePng(_folder["a.png"], new RgbImage(50, 40));
        string path = _folder.Write(
            "people.json",
            """
            {"images": [{"id": 4, "file_name": "a.png", "width": 40, "height": 50}, {"id": 5, "file_name": "b.png"}],
             "annotations": [
              {"id": 1, "image_id": 4, "category_id": 9, "keypoints": [1, 2, 2], "bbox": [0, 0, 9, 9], "iscrowd": 1},
              {"id": 2, "image_id": 4, "category_id": 9, "keypoints": [1, 2, 2], "bbox": [0, 0, 9, 9], "iscrowd": 0},
              {"id": 3, "image_id": 5, "category_id": 9, "keypoints": [1, 2, 2], "bbox": [0, 0, 9, 9]}],
             "categories": [{"id": 9, "name": "person", "keypoints": ["nose"], "skeleton": []}]}
            """);
        Assert.Equal(14, Predict(("data", path), ("files", _folder["out"])).Rows.Count);
        Assert.Equal(2, _told.Count);
        Assert.StartsWith("people.json: 1 of 2 pictures are not there, as b.png", _told[0], StringComparison.Ordinal);
        Assert.Contains("a.png, 50 x 40 where 40 x 50 is stated", _told[1], StringComparison.Ordinal);
        string results = File.ReadAllText(_folder["out/results.json"]);
        Assert.Contains("\"image_id\":4,\"category_id\":9,\"file_name\":\"a.png\"", results, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PictureWithoutPeople_IsOnePersonOrLeftOut()
    {
        ImageFile.WritePng(_folder["a.png"], new RgbImage(50, 40));
        string path = _folder.Write(
            "people.json",
            """
            {"images": [{"id": 1, "file_name": "a.png"}], "annotations": [],
             "categories": [{"id": 1, "name": "person", "keypoints": ["nose"], "skeleton": []}]}
            """);
        Assert.Equal(14, Predict(("data", path)).Rows.Count);
        Assert.Empty(Predict(("data", path), ("whole-pictures", "false")).Rows);
        Assert.StartsWith("1 of 1 pictures have no box", Assert.Single(_told), StringComparison.Ordinal);
        string bare = _folder.Write("bare.json", File.ReadAllText(path).Replace(
            "\"annotations\": []",
            "\"annotations\": [{\"id\": 1, \"image_id\": 1, \"category_id\": 1, \"keypoints\": [0, 0, 0]}]",
            StringComparison.Ordinal));
        Assert.Empty(Predict(("data", bare)).Rows);
        Assert.StartsWith("1 people have a box of no size", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "--data is needed: a picture, a folder of pictures, or annotations with boxes")]
    [InlineData("nothing", "nothing: no such file or folder")]
    [InlineData("nothing.jpg", "nothing.jpg: no such file or folder; check the path of the pictures")]
    [InlineData("nothing.mat", "nothing.mat: no such file or folder")]
    [InlineData("hollow", "hollow: holds no picture; jpg, jpeg, png, bmp and webp are read")]
    [InlineData("new.mat", "new.mat: ")]
    [InlineData("wrong.json", "wrong.json: annotation 1")]
    [InlineData("cut.jpg", "cut.jpg: ")]
    [InlineData("still.gif", "still.gif: this kind of picture is not read; save it as JPEG or PNG")]
    public void Run_WhatCannotBeRead_IsRefusedInOneLine(string name, string words)
    {
        Directory.CreateDirectory(_folder["hollow"]);
        var seven = new byte[600];
        "MATLAB 7.3 MAT-file"u8.CopyTo(seven);
        ((byte[])[0, 2, (byte)'I', (byte)'M']).CopyTo(seven, 124);
        ((byte[])[0x89, .. "HDF\r\n"u8, 0x1A, 0x0A]).CopyTo(seven, 512);
        _folder.Write("new.mat", seven);
        _folder.Write("cut.jpg", [0xFF, 0xD8, 0xFF, 0xE0]);
        ImageFile.WritePng(_folder["a.png"], new RgbImage(50, 40));
        _folder.Write(
            "wrong.json",
            """
            {"images": [{"id": 1, "file_name": "a.png"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "keypoints": [1, 2, 2], "bbox": [0, 0, 9, 9]}]}
            """);
        Assert.StartsWith(words, _folder.Error(() => Predict(
            ("data", name.Length == 0 ? name : _folder[name]))), StringComparison.Ordinal);
    }

    private ResultTable Predict(params (string Flag, string Text)[] values)
    {
        _told.Clear();
        JobEnvironment listening = _fitted.Place.Environment with
        {
            Report = happened => _told.AddRange(happened is NoticeEvent notice
                ? [notice.Message.Replace(_folder.Path + "/", "", StringComparison.Ordinal)]
                : []),
        };
        return new PredictJob(listening).Run(
            "run", values.ToDictionary(static one => one.Flag, static one => one.Text), 2);
    }

    /// <summary>A network fitted once for all tests.</summary>
    public sealed class Fitted : IDisposable
    {
        public Fitted()
        {
            Place.Options["epochs"] = "1";
            Place.Fit("run");
        }

        internal PosePlace Place { get; } = new("hourglass");

        public void Dispose() => Place.Dispose();
    }
}
