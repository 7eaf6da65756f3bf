using System.Text.Json;

namespace Praxis.EndToEnd.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly PraxisProcess _praxis = new();

    public void Dispose() => _praxis.Dispose();

    [Fact]
    public void Methods_Catalogue_IsPrintedAndIsJsonOnRequest()
    {
        ProcessResult table = _praxis.Run("methods");
        ProcessResult json = _praxis.Run("methods", "--json");

        Assert.Equal(0, table.ExitCode);
        Assert.Contains("what it does", table.Output, StringComparison.Ordinal);
        Assert.Empty(table.Error);
        Assert.Equal(0, json.ExitCode);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(JsonValueKind.Array, document.RootElement.ValueKind);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("fit --help")]
    [InlineData("predict --help")]
    [InlineData("--version")]
    public void Help_AnyVerb_EndsWell(string words)
    {
        ProcessResult result = _praxis.Run(words.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.Output);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fitt")]
    [InlineData("fit")]
    [InlineData("fit no-such-method --sample")]
    [InlineData("methods no-such-method")]
    [InlineData("runs --no-such-flag")]
    [InlineData("predict no-such-run")]
    [InlineData("evaluate")]
    [InlineData("compare one")]
    [InlineData("resume no-such-run")]
    [InlineData("rerun no-such-run")]
    [InlineData("report no-such-run")]
    public void Usage_Wrong_IsOneLineAndExitCodeTwo(string words)
    {
        ProcessResult result = _praxis.Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("praxis: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(Directory.GetFileSystemEntries(_praxis.Folder));
    }

    [Fact]
    public void Runs_EmptyFolder_SaysHowToMakeOne()
    {
        ProcessResult result = _praxis.Run("runs");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("praxis fit METHOD --sample", result.Error, StringComparison.Ordinal);
    }
}
