using Praxis.App;
using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Core;

public sealed class OptionsSchemaTests
{
    [Theory]
    [InlineData("in-bach", "; got in-bach; did you mean in-batch?")]
    [InlineData("hinge", "; got hinge")]
    public void Create_UnknownChoice_NamesTheNearest(string value, string ending)
    {
        InputException error = Assert.Throws<InputException>(
            () => OptionsSchema.Of<HstuOptions>().Create(new Dictionary<string, string> { ["loss"] = value }));

        Assert.StartsWith("--loss must be one of sampled-softmax, ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(ending, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hstu")]
    [InlineData("sasrec")]
    [InlineData("hstu-ranking")]
    public void Fit_HeadsThatDoNotDivideTheWidth_AreRefusedBeforeTheDataIsLookedFor(string method)
    {
        var order = new FitOrder(method)
        {
            DataPath = "/nowhere/data.csv",
            OptionValues = new Dictionary<string, string> { ["head-count"] = "3", ["width"] = "16" },
        };

        InputException error = Assert.Throws<InputException>(() => new FitJob(new JobEnvironment()).Run(order));

        Assert.Equal("--head-count must divide --width 16; got 3", error.Message);
    }
}
