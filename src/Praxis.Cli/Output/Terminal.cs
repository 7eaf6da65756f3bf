namespace Praxis.Cli;

/// <summary>What the process's terminal can do.</summary>
internal static class Terminal
{
    private const int UsualWidth = 100;

    /// <summary>Whether escape codes are wanted, as far as the environment tells.</summary>
    public static bool IsCapable =>
        Environment.GetEnvironmentVariable("TERM") != "dumb"
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Columns of the terminal, or a usual width where there is none.</summary>
    public static int Width => Console.IsOutputRedirected ? UsualWidth : Math.Clamp(Console.WindowWidth, 40, 200);
}
