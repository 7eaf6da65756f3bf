namespace Praxis.EndToEnd.Tests;

/// <summary>How praxis must end.</summary>
internal static class ProcessAsserts
{
    public static ProcessResult MustSucceed(this ProcessResult result)
    {
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        return result;
    }

    /// <summary>Progress may come first; then one line tells the error, and nothing follows it.</summary>
    public static string MustFail(this ProcessResult result, int exitCode)
    {
        string[] lines = result.Error.TrimEnd('\n').Split('\n');
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}, wanted {exitCode}: {result.Error}");
        Assert.Empty(result.Output);
        Assert.StartsWith("praxis: ", lines[^1], StringComparison.Ordinal);
        Assert.Single(lines, line => line.StartsWith("praxis: ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.False(line.StartsWith("   at ", StringComparison.Ordinal), line));
        return lines[^1];
    }
}
