using System.Diagnostics;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>A process that fits one job, below the priority of the server.</summary>
internal sealed class FitProcess : IDisposable
{
    private const string Nice = "/usr/bin/nice";
    private const string Prefix = "praxis: ";
    private readonly Process _process;
    private readonly int _id;
    private readonly Action<string> _tell;
    private volatile string? _error;

    private FitProcess(Process process, Action<string> tell) => (_process, _id, _tell) = (process, process.Id, tell);

    /// <summary>The process's mark; null where the system does not tell.</summary>
    public ProcessMark? Mark { get; private init; }

    /// <summary>The line by which the process said why it failed, or null.</summary>
    public string? Error => _error;

    /// <summary>Starts a process.</summary>
    /// <param name="program">The program and its first words.</param>
    /// <param name="words">The words after them.</param>
    /// <param name="tell">Receives lines of progress, on any thread.</param>
    /// <exception cref="EnvironmentException">It cannot be started.</exception>
    public static FitProcess Start(
        IReadOnlyList<string> program, IReadOnlyList<string> words, Action<string> tell)
    {
        string[] line = [.. File.Exists(Nice) ? [Nice, "-n", "10"] : Array.Empty<string>(), .. program, .. words];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            var started = new FitProcess(process, tell) { Mark = ProcessMark.Of(process.Id) };
            started.Listen();
            return started;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            throw new EnvironmentException($"{line[0]}: cannot be started ({exception.Message})", exception);
        }
    }

    /// <summary>Asks the process to stop between two steps.</summary>
    public void AskToStop() => NativeCalls.Signal(_id, NativeCalls.Terminate);

    /// <summary>Ends the process at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForEnd()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private void Listen()
    {
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, received) =>
        {
            if (received.Data is not { Length: > 0 } line)
            {
                return;
            }

            if (line.StartsWith(Prefix, StringComparison.Ordinal))
            {
                _error = line[Prefix.Length..];
            }
            else
            {
                _tell(line);
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
