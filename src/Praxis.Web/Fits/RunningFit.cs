using Praxis.Core;

namespace Praxis.Web;

/// <summary>A fit that runs: in a process of this server, or in one that an earlier server left.</summary>
/// <param name="process">The process of this server; null for an adopted one.</param>
/// <param name="mark">The process's mark.</param>
internal sealed class RunningFit(FitProcess? process, ProcessMark? mark)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private bool _isAsked;

    /// <summary>Complete when the process has ended and the queue has noted it.</summary>
    public Task End { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to wait for the end.</summary>
    /// <param name="ended">Receives the exit code, where it is known.</param>
    public void Watch(Action<int?> ended) => End = Task.Run(async () =>
    {
        int? code = null;
        if (process is not null)
        {
            code = await process.WaitForEnd();
            process.Dispose();
        }
        else
        {
            while (mark!.IsAlive())
            {
                await Task.Delay(Look);
            }
        }

        ended(code);
    });

    /// <summary>The same for an adopted process, whose exit code nobody learns.</summary>
    public void Watch(Action ended) => Watch(_ => ended());

    /// <summary>Asks the process to stop, and kills it when it has not after a while.</summary>
    public void Stop(TimeSpan grace)
    {
        if (_isAsked)
        {
            return;
        }

        _isAsked = true;
        if (process is not null)
        {
            process.AskToStop();
        }
        else
        {
            NativeCalls.Signal(mark!.Id, NativeCalls.Terminate);
        }

        _ = KillAfter(grace);
    }

    /// <summary>The line for a fit that ended without one of its own.</summary>
    /// <param name="root">The folder of the runs.</param>
    /// <param name="id">The run.</param>
    /// <param name="exitCode">How its process ended; null where nobody knows.</param>
    public static string WhyItEnded(string root, string id, int? exitCode)
    {
        const int killed = 137;
        string partial = Path.Combine(root, id + RunFolder.PartialSuffix);
        string more = Directory.Exists(partial) ? $"; 'praxis resume {id}' goes on from the last checkpoint" : "";
        return exitCode switch
        {
            killed => $"the process of the fit was killed, as when memory runs out{more}",
            { } code => $"the process of the fit ended with code {code}{more}",
            null => $"the process of the fit ended while no server watched it{more}",
        };
    }

    private async Task KillAfter(TimeSpan grace)
    {
        await Task.WhenAny(End, Task.Delay(grace));
        const int kill = 9;
        if (End.IsCompleted)
        {
            return;
        }

        if (process is not null)
        {
            process.Kill();
        }
        else if (mark!.IsAlive())
        {
            NativeCalls.Signal(mark.Id, kill);
        }
    }
}
