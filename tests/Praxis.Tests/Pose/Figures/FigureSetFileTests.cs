using Praxis.Pose;

namespace Praxis.Tests.Pose.Figures;

public sealed class FigureSetFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(FigureSplit.Person)]
    [InlineData(FigureSplit.Train)]
    public void Read_WhatWasWritten_IsTheSame(FigureSplit split)
    {
        FigureSet set = DrawnFigures.SmallSet(split, 4);
        FigureSetFile.Write(_folder["set.json"], set);

        FigureSet read = FigureSetFile.Read(_folder["set.json"]);

        Assert.Equal((set.Split, set.Seed, set.Size), (read.Split, read.Seed, read.Size));
        Assert.Equal(set.Samples.Count, read.Samples.Count);
        foreach ((FigureSample a, FigureSample b) in set.Samples.Zip(read.Samples))
        {
            Assert.Equal(a.Item, b.Item);
            Assert.Equal(a.Image.Pixels, b.Image.Pixels);
            Assert.Equal(a.Labels, b.Labels);
            Assert.Equal(a.Joints, b.Joints);
            Assert.Equal(a.OtherJoints, b.OtherJoints);
            Assert.Equal((a.HeadBox, a.Box, a.Yaw), (b.HeadBox, b.Box, b.Yaw));
            Assert.Equal((a.BoxOverlap, a.HiddenShare), (b.BoxOverlap, b.HiddenShare));
            Assert.Equal((a.IsOtherInFront, a.Symmetry, a.Garments), (b.IsOtherInFront, b.Symmetry, b.Garments));
        }
    }

    [Fact]
    public void Read_EmptySet_IsEmpty()
    {
        FigureSetFile.Write(_folder["set.json"], new FigureSet(FigureSplit.Val, 1, 96, []));

        Assert.Empty(FigureSetFile.Read(_folder["set.json"]).Samples);
    }

    [Fact]
    public void Read_TruncatedSamples_SaysSo()
    {
        byte[] bytes = Written();
        _folder.Write("set.bin", bytes[..^5]);

        Assert.Equal(
            "set.bin: has 9331 bytes where set.json tells of 9336; draw the set again",
            _folder.Error(() => FigureSetFile.Read(_folder["set.json"])));
    }

    [Fact]
    public void Read_ChangedSamples_SaysSo()
    {
        byte[] bytes = Written();
        bytes[100] ^= 1;
        _folder.Write("set.bin", bytes);

        Assert.Equal(
            "set.bin: was changed since it was written (SHA-256 differs); draw the set again",
            _folder.Error(() => FigureSetFile.Read(_folder["set.json"])));
    }

    [Fact]
    public void Read_AbsentFiles_SaysWhich()
    {
        Assert.Equal(
            "no.json: cannot be read; check the path of the figures",
            _folder.Error(() => FigureSetFile.Read(_folder["no.json"])));
        Written();
        File.Delete(_folder["set.bin"]);
        Assert.Equal(
            "set.bin: cannot be read; put it beside set.json",
            _folder.Error(() => FigureSetFile.Read(_folder["set.json"])));
        Assert.Equal(
            "set.bin: is not the index of figures; give the file that ends in .json",
            _folder.Error(() => FigureSetFile.Read(_folder["set.bin"])));
    }

    [Theory]
    [InlineData("\"split\": \"self\"", "\"split\": \"all\"", "split \"all\" is none of train, val, clean, self, ")]
    [InlineData(
        "\"version\": 1",
        "\"version\": 2",
        "praxis-figures version 2; this program reads praxis-figures version 1")]
    [InlineData(
        "\"size\": 32",
        "\"size\": 64",
        "size 64, count 2 and record_bytes 4668 do not fit; draw the set again")]
    [InlineData("\"size\": 32", "\"size\": x", "set.json:6: is not an index of figures; draw the set again")]
    [InlineData("\"size\": 32", "\"extra\": 1", "is not an index of figures; draw the set again")]
    public void Read_WrongIndex_SaysWhere(string from, string to, string expected)
    {
        Written();
        _folder.Write("set.json", File.ReadAllText(_folder["set.json"]).Replace(from, to, StringComparison.Ordinal));

        Assert.Contains(
            expected, _folder.Error(() => FigureSetFile.Read(_folder["set.json"])), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Written()
    {
        FigureSetFile.Write(_folder["set.json"], DrawnFigures.SmallSet(FigureSplit.Self, 2));
        return File.ReadAllBytes(_folder["set.bin"]);
    }
}
