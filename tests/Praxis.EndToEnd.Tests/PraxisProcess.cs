using System.Diagnostics;

namespace Praxis.EndToEnd.Tests;

/// <summary>Runs the built <c>praxis</c> as a process of its own, in a folder of its own.</summary>
internal sealed class PraxisProcess : IDisposable
{
    /// <summary>The built program.</summary>
    internal static string Program { get; } = FindProgram();

    /// <summary>The working folder; gone afterwards.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("praxis-end-to-end-").FullName;

    /// <summary>Runs one command line to its end.</summary>
    public ProcessResult Run(params string[] arguments)
    {
        using RunningPraxis running = Start(arguments);
        return running.WaitForEnd();
    }

    /// <summary>Starts a command line and does not wait for its end.</summary>
    public RunningPraxis Start(params string[] arguments) => new(new ProcessStartInfo("dotnet", [Program, .. arguments])
    {
        WorkingDirectory = Folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    });

    /// <summary>Runs one command line whose output goes to a device that is always full.</summary>
    public ProcessResult RunIntoFullDevice(string words)
    {
        string command = $"exec dotnet '{Program}' {words} > /dev/full";
        using var running = new RunningPraxis(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        return running.WaitForEnd();
    }

    /// <summary>The path of a file in the working folder.</summary>
    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // artifacts/bin/Praxis.EndToEnd.Tests/release/ -> artifacts/bin/Praxis.Cli/release/praxis.dll
    private static string FindProgram()
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(here.Parent!.Parent!.FullName, "Praxis.Cli", here.Name, "praxis.dll");
    }
}

/// <summary>How a process ended and what it said.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error);
