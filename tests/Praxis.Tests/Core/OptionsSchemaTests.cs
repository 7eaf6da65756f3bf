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

        Assert.StartsWith("--loss must be one of sampled-softmax, in-batch, gbce", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(ending, error.Message, StringComparison.Ordinal);
    }
}
