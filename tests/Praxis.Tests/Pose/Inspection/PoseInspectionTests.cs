using Praxis.App;
using Praxis.Core;
using Praxis.Pose;
using Praxis.Tests.Pose.Models;

namespace Praxis.Tests.Pose.Inspection;

public sealed class PoseInspectionTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_SwappedAndOutside_AreInTheTables()
    {
        FigureSample[] samples = new FigureRenderer(new FigureOptions { Size = 64 }, 5)
            .Draw(FigureSplit.Clean, 40, 2, TestContext.Current.CancellationToken);
        Person[] people = [.. samples.Select(static sample => sample.ToPerson())];
        Joint[] joints = [.. people[3].Joints];
        joints[0] = joints[0] with { X = 500 };
        people[3] = people[3] with { Joints = joints };
        Directory.CreateDirectory(_folder["images"]);
        foreach (FigureSample sample in samples)
        {
            ImageFile.WritePng(_folder[$"images/{sample.Item}.png"], sample.Image);
        }

        string path = _folder.Write(
            "people.json", PoseFiles.Annotations(people.Select(static (person, i) => ($"{i}.png", person))));
        RunResults found = InspectJob.Run(path, Nothing);
        Assert.Equal(["annotations", "joints", "kinds", "findings"], found.Tables.Select(static table => table.Name));
        Assert.Equal(path, found.Tables[0].Title);
        Assert.Equal(40, found.Tables[0].Rows[0][1]);
        IReadOnlyList<object?> row = Assert.Single(
            found.Tables[3].Rows, static row => (string)row[2]! == "joint outside");
        Assert.Equal(["3.png", 4L, "joint outside", "right ankle"], row.Take(4));
        Assert.Contains("outside the picture of 64 x 64", (string)row[4]!, StringComparison.Ordinal);
        Assert.Equal(14, found.Tables[1].Rows.Count);
    }

    [Fact]
    public void Run_ManyFindings_AreCutUnlessAllAreWanted()
    {
        string path = _folder.Write("people.csv", "image,nose_x,nose_y\n"
            + string.Concat(Enumerable.Range(0, 40).Select(static i => $"{i}.png,,\n")));
        var alone = new Dictionary<string, string> { ["annotations-only"] = "true" };
        ResultTable few = InspectJob.Run(path, alone).Tables[^1];
        Assert.Equal((30, "To look at (the first 30 of 40)"), (few.Rows.Count, few.Title));
        Assert.Equal(40, InspectJob.Run(path, alone, isComplete: true).Tables[^1].Rows.Count);
    }

    [Theory]
    [InlineData("a.csv", "image,nose_x,nose_y\na.png,1,2\n", "auto", true)]
    [InlineData("a.csv", "hips_x,hips_y,hips_z\n1,2,3\n", "auto", false)]
    [InlineData("a.csv", "hips_x,hips_y,hips_z\n1,2,3\n", "pose-table", true)]
    [InlineData("a.csv", "image,nose_x,nose_y\na.png,1,2\n", "position-table", false)]
    [InlineData("a.json", "{}", "auto", true)]
    [InlineData("a.mat", "", "auto", true)]
    [InlineData("a.bvh", "", "auto", false)]
    [InlineData("a.txt", "", "auto", false)]
    [InlineData("joints.mat", "", "auto", true)]
    public void Accepts_Files_AreToldByWhatTheyAre(string name, string text, string format, bool isPose) =>
        Assert.Equal(isPose, PoseInspection.Accepts(_folder.Write(name, text), format));

    [Theory]
    [InlineData("a.json", "{}", "a.json: has no list images")]
    [InlineData("a.json", """{"images": [], "annotations": []}""", "a.json: holds no picture")]
    [InlineData("a.mat", "text", "a.mat: ")]
    [InlineData("a.csv", "image,nose_x\na.png,1\n", "a.csv")]
    public void Run_WhatIsNoAnnotation_IsRefusedInOneLine(string name, string text, string words)
    {
        string path = _folder.Write(name, text);
        Assert.Contains(words, _folder.Error(() => InspectJob.Run(path, Nothing)), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OptionsOfTheOtherKind_AreRefused()
    {
        string path = _folder.Write("a.json", "{}");
        Assert.Throws<UsageException>(
            () => InspectJob.Run(path, new Dictionary<string, string> { ["frame-rate"] = "30" }));
    }

    [Theory]
    [InlineData("coco/test_coco.json", 4, 14)]
    [InlineData("mpii/test_mpii.json", 5, 5)]
    public void Run_PublicFiles_AreCounted(string name, int pictures, int people)
    {
        RunResults found = InspectJob.Run(SharedData.PathOf("pose/mmpose_samples/" + name), Nothing);
        Assert.Equal(pictures, found.Tables[0].Rows[0][1]);
        Assert.Equal(people, found.Tables[0].Rows[2][1]);
    }
}
