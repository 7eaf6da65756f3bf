using Praxis.App;

namespace Praxis.Tests.Contracts;

public sealed class InputFileTests
{
    [Fact]
    public void InputFileFlags_EachOptionThatNamesAFile_IsAmongThem()
    {
        IEnumerable<(string Method, string Flag)> missing =
            from method in MethodCatalog.All
            from spec in method.InputOptions.Specs
            where spec.Flag.EndsWith("-table", StringComparison.Ordinal)
                || spec.Flag.EndsWith("-file", StringComparison.Ordinal)
            where !method.InputFileFlags.Contains(spec.Flag)
            select (method.Name, spec.Flag);
        IEnumerable<(string Method, string Flag)> unknown =
            from method in MethodCatalog.All
            from flag in method.InputFileFlags
            where method.InputOptions.Specs.All(spec => spec.Flag != flag)
            select (method.Name, flag);

        Assert.Empty(missing.Concat(unknown));
        Assert.Equal(["user-table"], MethodCatalog.Find("hstu-ranking").InputFileFlags);
    }
}
