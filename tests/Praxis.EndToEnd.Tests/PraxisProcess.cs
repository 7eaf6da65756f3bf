using System.Diagnostics;

namespace Praxis.EndToEnd.Tests;

/// <summary>Runs the built <c>praxis</c> as a process of its own, in a folder of its own.</summary>
internal sealed class PraxisProcess : IDisposable
{
    private static readonly string Program = FindProgram();

    /// <summary>The working folder; gone afterwards.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("praxis-end-to-end-").FullName;

    /// <summary>Runs one command line to its end.</summary>
    public ProcessResult Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"praxis {string.Join(' ', arguments)} did not end");
        }

        return new ProcessResult(process.ExitCode, output, error.Result);
    }

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
