namespace Praxis.Cli;

/// <summary>Keeps what is needed to mend a defect.</summary>
internal static class CrashLog
{
    /// <summary>Writes a crash log into the temporary folder.</summary>
    /// <returns>A phrase that says where it lies.</returns>
    public static string Write(Exception exception, IReadOnlyList<string> arguments, TimeProvider clock)
    {
        string path = Path.Combine(Path.GetTempPath(), $"praxis-crash-{clock.GetUtcNow():yyyyMMdd-HHmmssfff}.log");
        string version = typeof(CrashLog).Assembly.GetName().Version?.ToString() ?? "unknown";
        string text = $"praxis {version}\n{Environment.OSVersion}, .NET {Environment.Version}\n"
            + $"praxis {string.Join(' ', arguments)}\n\n{exception}\n";
        try
        {
            File.WriteAllText(path, text);
            return $"the crash log is {path}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"no crash log could be written to {path}; --verbose shows the cause";
        }
    }
}
