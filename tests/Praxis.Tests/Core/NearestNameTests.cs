using Praxis.Core;

namespace Praxis.Tests.Core;

public sealed class NearestNameTests
{
    private static readonly string[] Flags =
        ["width", "layer-count", "head-count", "max-length", "dropout", "batch-size", "epoch-count"];

    [Theory]
    [InlineData("hstuu", "hstu")]
    [InlineData("HSTU", "hstu")]
    [InlineData("popularty", "popularity")]
    [InlineData("sas", "sasrec")]
    [InlineData("zzz", null)]
    public void Of_Mistyped_FindsTheNearest(string typed, string? expected) =>
        Assert.Equal(expected, NearestName.Of(typed, ["popularity", "markov", "sasrec", "hstu"]));

    [Theory]
    [InlineData("layer-cout", "layer-count")]
    [InlineData("layers", "layer-count")]
    [InlineData("num-layers", "layer-count")]
    [InlineData("epochs", "epoch-count")]
    [InlineData("max-len", "max-length")]
    [InlineData("layer-dropout", "layer-count dropout")]
    [InlineData("colour", "")]
    public void AllOf_Flags_FindsThoseEquallyNear(string typed, string expected) =>
        Assert.Equal(expected, string.Join(' ', NearestName.AllOf(typed, Flags)));
}
