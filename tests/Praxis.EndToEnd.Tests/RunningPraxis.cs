using System.Diagnostics;

namespace Praxis.EndToEnd.Tests;

/// <summary>A <c>praxis</c> that is at work.</summary>
internal sealed class RunningPraxis : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public RunningPraxis(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ends it at once, as kill -9 does.</summary>
    public void Kill()
    {
        Assert.False(_process.HasExited, "praxis ended before it could be killed; train longer");
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to stop, as Ctrl+C does.</summary>
    public void Interrupt()
    {
        Assert.False(_process.HasExited, "praxis ended before it could be interrupted; train longer");

        // praxis takes SIGTERM as it takes Ctrl-C; SIGINT is ignored by whatever a shell starts in the background.
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Looks every few milliseconds until something holds.</summary>
    public void WaitUntil(Func<bool> holds, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            if (_process.HasExited || watch.Elapsed > Patience)
            {
                Kill(); // Says so when it has ended by itself.
                throw new TimeoutException($"praxis went on without {what}");
            }

            Thread.Sleep(10);
        }
    }

    public ProcessResult WaitForEnd()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            string words = string.Join(' ', _process.StartInfo.ArgumentList.Skip(1));
            throw new TimeoutException($"praxis {words} did not end");
        }

        return new ProcessResult(_process.ExitCode, _output.Result, _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
