using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

/// <summary>What a fit learns from, chooses by and is tested on.</summary>
public sealed class PoseDataReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    // 16 pictures to learn from, two to choose by, two to be tested on.
    [Fact]
    public void Read_PicturesThatStandTwice_AreLearntFromAlone()
    {
        string path = PoseFiles.WriteFigures(_folder["pictures"], 20);
        Copy(3, 17);
        Copy(4, 19);
        PoseData data = Read(path);

        Assert.Equal((16, 1, 1), (data.Train.Count, data.Validation.Count, data.Tests[0].Examples.Count));
        Assert.Equal(
            [
                "1 of 2 pictures to choose by are, under another name, among those to learn from, and are left out",
                "1 of 2 pictures to be tested on are, under another name, among those to learn from or to choose by,"
                    + " and are left out",
            ],
            _told);
    }

    [Fact]
    public void Read_TestPicturesThatAreAllLearntFromOrChosenBy_AreRefused()
    {
        string path = PoseFiles.WriteFigures(_folder["pictures"], 20);
        Copy(16, 18);
        Copy(4, 19);

        Assert.Equal(
            "2 of 2 pictures to be tested on are, under another name, among those to learn from or to choose by:"
                + " nothing is left to be tested on; give others by --test",
            Assert.Throws<InputException>(() => Read(path)).Message);
    }

    // More is kept of a picture than it has, for crops that are turned; beyond it all is black.
    [Fact]
    public void Read_PictureArea_IsWhereTheKeptPictureHasOne()
    {
        PoseData data = Read(PoseFiles.WriteFigures(_folder["pictures"], 20));
        Assert.All(data.Train, static one =>
        {
            RgbImage image = one.Image;
            PersonBox area = one.PictureArea!.Value;
            int within = 0;
            for (int y = 0; y < image.Height; y++)
            {
                for (int x = 0; x < image.Width; x++)
                {
                    bool isBlack = image.Pixels.AsSpan(3 * ((y * image.Width) + x), 3).IndexOfAnyExcept((byte)0) < 0;
                    bool isWithin = x >= area.X && x < area.X + area.Width && y >= area.Y && y < area.Y + area.Height;
                    bool isAtEdge = x >= area.X - 1 && x <= area.X + area.Width
                        && y >= area.Y - 1 && y <= area.Y + area.Height;
                    within += isWithin && !isBlack ? 1 : 0;
                    Assert.True(isBlack || isAtEdge, $"{x}, {y} of {area}");
                }
            }

            Assert.InRange(within, 0.9 * area.Width * area.Height, image.Width * image.Height);
        });
        Assert.Contains(data.Train, static one => one.PictureArea!.Value.Width < one.Image.Width);
    }

    // Two of sixteen to learn from and one of two to be tested on cannot be read, and one person is beside the picture.
    [Fact]
    public void Read_BrokenPicturesAndPeopleBesideThem_KeepsTheOthersAndTellsEach()
    {
        string path = PoseFiles.WriteFigures(_folder["pictures"], 20);
        PoseSet set = PoseSets.Read(path);
        File.WriteAllText(path, PoseFiles.Annotations(set.Pictures.Select(static (picture, i) =>
            (picture.Name, i == 5 ? Beside(picture.People[0]) : picture.People[0]))));
        byte[] whole = File.ReadAllBytes(Picture(2));
        File.WriteAllBytes(Picture(2), whole[..(whole.Length / 2)]);
        File.WriteAllBytes(Picture(3), []);
        File.WriteAllText(Picture(19), "hello");
        PoseData data = Read(path);

        Assert.Equal((14, 2, 1), (data.Train.Count, data.Validation.Count, data.Tests[0].Examples.Count));
        Assert.Null(data.Train[3].PictureArea);
        Assert.Equal(
            [
                $"{Picture(2)}: is cut off; copy the picture again; left out",
                $"{Picture(3)}: the file is empty; copy the picture again; left out",
                $"{Picture(19)}: is no picture that is read; save it as JPEG, PNG, BMP or WebP; left out",
            ],
            _told);
    }

    [Fact]
    public void Read_NobodyToBeTestedOn_IsRefusedBeforeTraining()
    {
        string path = PoseFiles.WriteFigures(_folder["pictures"], 20);
        File.WriteAllBytes(Picture(18), []);
        File.WriteAllBytes(Picture(19), []);

        Assert.Equal(
            $"{path}: 2 pictures to be tested on show nobody who can be used; give others by --test",
            Assert.Throws<InputException>(() => Read(path)).Message);
    }

    private static Person Beside(Person person) => person with
    {
        Joints = [.. person.Joints.Select(static joint => joint with { X = joint.X + 5000 })],
        Box = new PersonBox(person.Box.X + 5000, person.Box.Y, person.Box.Width, person.Box.Height),
    };

    private string Picture(int number) => _folder[$"pictures/images/{number:D3}.png"];

    private void Copy(int from, int to) => File.Copy(
        _folder[$"pictures/images/{from:D3}.png"], _folder[$"pictures/images/{to:D3}.png"], overwrite: true);

    private PoseData Read(string path) => new PoseDataReader(
        new PoseInputOptions(),
        PoseRecipe.Of(PosePreset.Tiny),
        new FitContext
        {
            Seed = 1,
            ThreadCount = 2,
            Report = happened => _told.AddRange(happened is NoticeEvent notice ? [notice.Message] : []),
        }).Read(path, needsParts: false);
}
