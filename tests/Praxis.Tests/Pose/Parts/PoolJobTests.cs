using Praxis.App;
using Praxis.Core;
using Praxis.Pose;
using Praxis.Tests.Data;
using Praxis.Tests.Pose.Images;

namespace Praxis.Tests.Pose.Parts;

/// <summary>Pools as users cut them.</summary>
public sealed class PoolJobTests : IDisposable
{
    private const int Width = 60;
    private const int Height = 80;
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Figures_KeepsPartsManifestAndSheet()
    {
        string recipe = _folder.Write("figures.json", """{"figures": {"seed": 2, "size": 64, "train": 16}}""");
        RunResults found = Run(recipe, ("most", "2"));
        PartPool pool = PartPoolFile.Load(_folder["pool"]);
        Assert.Equal(found.Metrics["parts"], pool.Count);
        Assert.InRange(pool.Count, 20, 50);
        Assert.Equal(["parts", "rejections"], found.Tables.Select(static table => table.Name));
        Assert.Equal(pool.Count, found.Tables[0].Rows[^1][1]);
        Assert.Equal(pool.Rejections.Count, found.Tables[1].Rows.Sum(static row => (int)row[1]!));
        RgbImage sheet = ImageFile.Read(_folder["pool/parts.png"]);
        Assert.InRange(sheet.Height, pool.Types.Count * 60, pool.Types.Count * 90);
        Assert.Contains(_told, static line => line.StartsWith("figure ", StringComparison.Ordinal));

        Assert.Equal("pool: holds a pool of parts; choose another folder or delete it",
            _folder.Error(() => Run(recipe)));
    }

    [Fact]
    public void Run_LabelMapsOfLip_TakesPartsAndTellsWhatItLeaves()
    {
        Picture("a.png");
        Picture("b.png");
        Picture("c.png");
        Map("a.png", Width, static (x, y) =>
            x is >= 5 and < 35 && y is >= 5 and < 75 ? y < 45 ? 14 : 18 : 0);
        Map("b.png", Width - 1, static (_, _) => 14);
        RunResults found = Run(_folder["photos"], ("parsing", _folder["maps"]));
        PartPool pool = PartPoolFile.Load(_folder["pool"]);
        Assert.Equal((30, 40), (pool.Of(0)[0].Image.Width, pool.Of(0)[0].Image.Height));
        Assert.Equal("a.png", pool.Of(23).Concat(pool.Of(0)).First().Source);
        Assert.All(pool.Parts, static part => Assert.DoesNotContain(part.Joints, static joint => joint.IsLabelled));
        Assert.Contains(_told, static line => line.Contains("b.png: has 60 x 80 pixels, its map 59 x 80; left out",
            StringComparison.Ordinal));
        Assert.Contains("1 of 3 pictures have no label map; left out", _told);
        Assert.Equal(found.Metrics["parts"], pool.Count);
    }

    [Fact]
    public void Run_MapsOfClothes_AreBroughtToLip()
    {
        Picture("a.png");
        var mat = new MatBytes();
        double[] labels = new double[Width * Height];
        for (int x = 0; x < Width; x++)
        {
            for (int y = 0; y < Height; y++)
            {
                labels[(x * Height) + y] = x is > 10 and < 50 && y is >= 5 and < 75 ? y < 25 ? 2 : 1 : 0;
            }
        }

        _folder.Write("set/maps/a.mat", mat.File(mat.Doubles("groundtruth", [Height, Width], labels)));
        Assert.Contains("maps: label_list.mat, which names the labels", _folder.Error(
            () => Run(_folder["photos"], ("parsing", _folder["set/maps"]))), StringComparison.Ordinal);
        _folder.Write("set/label_list.mat", mat.File(mat.Array(
            MatBytes.Cell,
            [1, 3],
            "label_list",
            mat.String("", "null"),
            mat.String("", "dress"),
            mat.String("", "hair"))));
        Run(_folder["photos"], ("parsing", _folder["set/maps"]));
        PartPool pool = PartPoolFile.Load(_folder["pool"]);
        Assert.Equal(["upper-body", "upper-body-with-head", "all", "hair", "head", "dress"],
            pool.Types.Select(static type => type.Name));
        Assert.Equal((39, 20), (pool.Of(11)[0].Image.Width, pool.Of(11)[0].Image.Height));
    }

    [Fact]
    public void Run_MasksOfTwoPeople_GivesEachItsOwnPartsWithJoints()
    {
        Picture("a.png");
        Map("a.png", Width, static (x, y) =>
            x is < 3 or > 56 || y is < 5 or > 74 ? 0 : x < 30 ? 1 : 2);
        _folder.Write("people.csv", "image,"
            + string.Join(',', PoseSkeleton.Mpii.Joints.Select(static name => $"{name}_x,{name}_y")) + "\n"
            + Row(15) + Row(45));
        Run(_folder["photos"], ("masks", _folder["maps"]), ("joints", _folder["people.csv"]),
            ("smallest-area", "20"), ("shortest-side", "3"));
        PartPool pool = PartPoolFile.Load(_folder["pool"]);
        Assert.Equal(
            ["a.png#1", "a.png#2"],
            pool.Parts.Select(static part => part.Source).Distinct().Order(StringComparer.Ordinal));
        Assert.All(pool.Parts, static part => Assert.Contains(part.Joints, static joint => joint.IsLabelled));

        static string Row(int x) => "a.png," + string.Join(',', PoseSkeleton.Mpii.Joints.Select((_, i) =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{x + (i % 3)},{70 - (4 * i)}"))) + "\n";
    }

    [Theory]
    [InlineData("", "", "", "--parsing is needed, the folder of label maps; or --masks with --joints")]
    [InlineData("nowhere", "", "", "nowhere: no such folder; check the path given to --parsing")]
    [InlineData("photos", "maps", "", "--parsing and --masks were both given; give one of them")]
    [InlineData("", "maps", "", "--masks needs --joints: annotations with the joints of the people")]
    [InlineData("", "maps", "nothing.json", "nothing.json: no such file or folder")]
    [InlineData("maps", "", "", "maps: holds no label map; png (LIP) and mat (CCP) are read")]
    [InlineData("others", "", "", "none of 1 pictures has a file of its name in others; names must be alike")]
    [InlineData("small", "", "", "none of 4 parts is good enough: ")]
    public void Run_WhatCannotBeCut_IsRefusedInOneLine(string parsing, string masks, string joints, string words)
    {
        Picture("a.png");
        Directory.CreateDirectory(_folder["maps"]);
        _folder.Write("others/b.png", PngBytes.Of(1, 1, 8, 0, [0, 0]));
        byte[] dot = [0, 14, .. new byte[(Height * (Width + 1)) - 2]];
        _folder.Write("small/a.png", PngBytes.Of(Width, Height, 8, 0, dot));
        string message = _folder.Error(() => Run(
            _folder["photos"],
            [
                .. new[] { ("parsing", parsing), ("masks", masks), ("joints", joints) }
                    .Where(static one => one.Item2.Length > 0)
                    .Select(one => (one.Item1, _folder[one.Item2])),
            ]));
        Assert.StartsWith(words, message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["pool/parts.json"]));
    }

    [Fact]
    public void Run_PhotographsOfClothes_GivesPartsOfMostTypes()
    {
        string shared = SharedData.PathOf("pose/ccp");
        string[] photos =
            [.. Directory.GetFiles(Path.Combine(shared, "photos")).Order(StringComparer.Ordinal).Take(12)];
        Directory.CreateDirectory(_folder["photos"]);
        foreach (string photo in photos)
        {
            File.Copy(photo, Path.Combine(_folder["photos"], Path.GetFileName(photo)));
        }

        RunResults found = Run(_folder["photos"], ("parsing", Path.Combine(shared, "pixel-level")));
        PartPool pool = PartPoolFile.Load(_folder["pool"]);
        Assert.InRange(pool.Types.Count, 16, 25);
        Assert.Equal(12, pool.Of(BodyPartType.WholePerson).Count
            + pool.Rejections.Count(static one => one.Type == "all"));
        Assert.InRange(pool.Of(11).Count, 8, 12);
        Assert.Contains(found.Tables[1].Rows, static row => (string)row[0]! == "components");
    }

    private RunResults Run(string data, params (string Flag, string Text)[] values) => new PoolJob(new JobEnvironment
    {
        Report = happened => _told.Add(happened switch
        {
            NoticeEvent notice => notice.Message.Replace(_folder.Path + "/", "", StringComparison.Ordinal),
            PartEvent part => $"{part.Name} {part.Part}",
            _ => "",
        }),
    }).Run(data, values.ToDictionary(static one => one.Flag, static one => one.Text), _folder["pool"]);

    private void Picture(string name)
    {
        Directory.CreateDirectory(_folder["photos"]);
        var image = new RgbImage(Width, Height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)(60 + (i % 120));
        }

        ImageFile.WritePng(Path.Combine(_folder["photos"], name), image);
    }

    private void Map(string name, int width, Func<int, int, int> label) => _folder.Write($"maps/{name}", PngBytes.Of(
        width,
        Height,
        8,
        0,
        [
            .. Enumerable.Range(0, Height).SelectMany(y =>
                Enumerable.Range(0, width).Select(x => (byte)label(x, y)).Prepend((byte)0)),
        ]));
}
