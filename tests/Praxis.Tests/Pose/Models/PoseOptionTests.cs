using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

/// <summary>Numbers that options and recipes hold as text.</summary>
public sealed class PoseOptionTests
{
    [Theory]
    [InlineData(10, "0-7", "8", "9")]
    [InlineData(100, "0-79", "80-89", "90-99")]
    [InlineData(3, "0", "1", "2")]
    public void Ranges_Unasked_AreFourFifthsAndTwoTenths(int count, string train, string validation, string test)
    {
        PictureRanges ranges = PictureRanges.Of(new PoseInputOptions(), count);
        Assert.Equal([train, validation, test], ((IReadOnlyList<int>[])[ranges.Train, ranges.Validation, ranges.Test])
            .Select(static places => places.Count == 1 ? $"{places[0]}" : $"{places[0]}-{places[^1]}"));
        Assert.Equal(count, ranges.Train.Count + ranges.Validation.Count + ranges.Test.Count);
    }

    [Fact]
    public void Ranges_Given_AreReadFromOne()
    {
        var input = new PoseInputOptions { Train = "1-3, 9", Validation = "4", Test = "5-9" };
        PictureRanges ranges = PictureRanges.Of(input with { Test = "5-8" }, 9);
        Assert.Equal([0, 1, 2, 8], ranges.Train);
        Assert.Equal([3], ranges.Validation);
    }

    [Fact]
    public void Ranges_OfTests_AreAllUnlessAskedOtherwise()
    {
        Assert.Equal(5, PictureRanges.OfTests(new PoseInputOptions(), 5).Count);
        Assert.Equal([1, 2], PictureRanges.OfTests(new PoseInputOptions { Test = "2-3" }, 5));
    }

    // What is given takes its pictures first; the rest is shared out as ever.
    [Theory]
    [InlineData("", "", "16-20", "0-12", "13-14", "15-19")]
    [InlineData("", "1-4", "", "4-17", "0-3", "18-19")]
    [InlineData("1-6,19-20", "", "", "0-19", "14-15", "16-17")]
    public void Ranges_SomeGiven_LeaveTheRestToTheOthers(
        string train, string validation, string test, string ownTrain, string ownValidation, string ownTest)
    {
        var input = new PoseInputOptions { Train = train, Validation = validation, Test = test };
        PictureRanges ranges = PictureRanges.Of(input, 20);
        Assert.Equal(
            [ownTrain, ownValidation, ownTest],
            ((IReadOnlyList<int>[])[ranges.Train, ranges.Validation, ranges.Test])
                .Select(static places => $"{places[0]}-{places[^1]}"));
        Assert.Empty(ranges.Train.Intersect(ranges.Validation.Concat(ranges.Test)));
    }

    [Fact]
    public void Ranges_AllGivenThatMeet_AreRefused() => Assert.StartsWith(
        "--train and --test share picture 3; give ranges",
        Assert.Throws<InputException>(() => PictureRanges.Of(
            new PoseInputOptions { Train = "1-3", Validation = "4", Test = "3,5" }, 9)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "1 picture is there, and one to learn from, one to choose by and one to be tested on are needed")]
    [InlineData(2, "2 pictures are there")]
    public void Ranges_TooFewPictures_AreRefusedForWhatTheyAre(int count, string words) => Assert.StartsWith(
        words,
        Assert.Throws<InputException>(() => PictureRanges.Of(new PoseInputOptions(), count)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Options_WithoutEffect_AreTold()
    {
        Assert.Empty(new AsdaOptions().Idle());
        Assert.Equal(
            ["parts", "smallest-part", "largest-part", "generator", "generator-rate"],
            new AsdaOptions { Pasting = PastingArm.None }.Idle().Select(static one => one.Flag));
        Assert.Equal(
            ["generator", "generator-rate"],
            new AsdaOptions { Pasting = PastingArm.Random }.Idle().Select(static one => one.Flag));
        Assert.Empty(new RanetOptions().Idle());
        Assert.Equal(
            ["anchor-offset", "anchor-rotation", "same-type-only", "scales"],
            new RanetOptions { Pasting = RanetPasting.Random, Fusion = PoseFusion.Last }.Idle()
                .Select(static one => one.Flag));
        HashSet<string> flags = [.. OptionsSchema.Of<AsdaOptions>().Specs
            .Concat(OptionsSchema.Of<RanetOptions>().Specs).Select(static spec => spec.Flag)];
        Assert.Subset(flags, new AsdaOptions { Pasting = PastingArm.None }.Idle()
            .Concat(new RanetOptions { Pasting = RanetPasting.None, Fusion = PoseFusion.Last }.Idle())
            .Select(static one => one.Flag).ToHashSet());
    }

    // The base of an ablation is the plain hourglass.
    [Fact]
    public void Recipe_OfRanetWithoutItsParts_IsThatOfTheHourglass()
    {
        PoseRecipe recipe = new RanetOptions
        {
            Stem = StemKind.Plain,
            Region = RegionKind.None,
            Visibility = false,
            Pasting = RanetPasting.None,
            Fusion = PoseFusion.Last,
            Scales = "1",
        }.Recipe();
        PoseNetworkShape shape = recipe.Shape(14);
        Assert.Equal(PoseRecipe.Of(PosePreset.Tiny).Shape(14), shape);
        Assert.True(new RanetOptions().Recipe().HasVisibility);
    }

    [Fact]
    public void Recipe_OfRanet_PastesAsItsOptionsSay()
    {
        PoseRecipe recipe = new RanetOptions
        {
            Parts = "0,3",
            PartScale = 0.5,
            AnchorOffset = 0.1,
            AnchorRotation = 30,
            SameTypeOnly = true,
        }.Recipe();
        Assert.Equal([0, 3], recipe.PartCounts);
        Assert.Equal((0.5, 0.5), (recipe.SmallestPart, recipe.LargestPart));
        Assert.Equal(
            new AnchorOptions { Offset = 0.1, RotationRange = 30, SameTypeOnly = true }, recipe.Anchors);
    }

    [Theory]
    [InlineData("1-", "--train must be like 1-8000 or 1-900,950; got 1-")]
    [InlineData("0-3", "--train must be like")]
    [InlineData("5-2", "--train must be like")]
    [InlineData("1-2-3", "--train must be like")]
    [InlineData("few", "--train must be like")]
    [InlineData("1,,2", "--train must be like")]
    [InlineData("999999999999", "--train must be like")]
    [InlineData("11-12", "--train begins at 11; 10 pictures of the file are there")]
    [InlineData("1-12", "--train ends at 12; 10 pictures of the file are there")]
    [InlineData("1-9", "no picture of 10 is left for --validation; give ranges for train, validation and test that do")]
    [InlineData("1-10", "no picture of 10 is left for --test")]
    public void Ranges_Malformed_AreRefusedInOneLine(string train, string words)
    {
        InputException error = Assert.Throws<InputException>(
            () => PictureRanges.Of(new PoseInputOptions { Train = train }, 10));
        Assert.StartsWith(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Numbers_WellFormed_AreRead()
    {
        Assert.Equal([0, 2, 16], NumberList.Of("--parts", "0, 2,16", 0, 16));
        Assert.Equal([.85, 1, 1.5], NumberList.Of("--scales", "0.85, 1,1.5", 0.5, 2.0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,")]
    [InlineData("-1")]
    [InlineData("17")]
    [InlineData("1.5")]
    public void Numbers_Malformed_AreRefused(string text)
    {
        InputException error = Assert.Throws<InputException>(() => NumberList.Of("--parts", text, 0, 16));
        Assert.Equal(
            $"--parts must be whole numbers from 0 to 16, separated by commas; got {text}", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("0.4")]
    [InlineData("1;2")]
    [InlineData("Infinity")]
    public void Fractions_Malformed_AreRefused(string text)
    {
        InputException error = Assert.Throws<InputException>(() => NumberList.Of("--scales", text, 0.5, 2.0));
        Assert.StartsWith("--scales must be numbers from 0.5 to 2, separated by commas", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Recipe_LeftOut_HasItsDefaults()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.json", """{"figures": {"seed": 7}}""");
        Assert.True(FigureRecipe.Accepts(path));
        Assert.Equal(new FigureRecipe { Seed = 7 }, FigureRecipe.Read(path));
    }

    [Theory]
    [InlineData("a.json", """{"images": []}""")]
    [InlineData("a.json", """[{"figures": 1}]""")]
    [InlineData("a.json", "{")]
    [InlineData("a.txt", """{"figures": {}}""")]
    public void Recipe_OtherFiles_AreNotTakenForOne(string name, string text)
    {
        using var folder = new TemporaryFolder();
        Assert.False(FigureRecipe.Accepts(folder.Write(name, text)));
    }

    [Fact]
    public void Presets_Sizes_AreThoseOfTheirWords()
    {
        Assert.Equal(
            [(64, 1, 64, 3), (96, 2, 64, 3), (128, 2, 128, 4), (256, 8, 256, 4)],
            Enum.GetValues<PosePreset>().Select(static preset =>
            {
                PoseRecipe recipe = PoseRecipe.Of(preset);
                return (recipe.Width, recipe.Stacks, recipe.Channels, recipe.Depth);
            }));
        Assert.Equal(2, PoseRecipe.Of(PosePreset.Paper).Sigma);
        Assert.Equal(1, PoseRecipe.Of(PosePreset.Tiny).Sigma);
    }
}
