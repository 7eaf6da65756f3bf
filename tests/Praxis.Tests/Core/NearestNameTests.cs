using Praxis.App;

namespace Praxis.Tests.App;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("hstuu", "hstu")]
    [InlineData("HSTU", "hstu")]
    [InlineData("popularty", "popularity")]
    [InlineData("sas", "sasrec")]
    [InlineData("zzz", null)]
    public void Of_Mistyped_FindsTheNearest(string typed, string? expected) =>
        Assert.Equal(expected, NearestName.Of(typed, ["popularity", "markov", "sasrec", "hstu"]));
}
