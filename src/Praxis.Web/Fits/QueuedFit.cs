using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>A job of the queue as it lies on the disk.</summary>
internal sealed record QueuedFit
{
    /// <summary>The job as others see it.</summary>
    public required FitJobState State { get; init; }

    /// <summary>Its place in the order of all jobs.</summary>
    public required long Number { get; init; }

    /// <summary>What to fit; null for a continuation or a repetition.</summary>
    public FitOrder? Order { get; init; }

    /// <summary>The run to repeat; null for others.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the next process goes on with the run's folder, because one before was interrupted.</summary>
    public bool IsContinuation { get; init; }

    /// <summary>The process that fits it; null when none does.</summary>
    public ProcessMark? Process { get; init; }

    /// <summary>The files that it reads: of a repetition and a continuation, what the run itself was fitted
    /// on.</summary>
    /// <param name="store">The runs.</param>
    public IReadOnlyList<string?> FilesIn(RunStore store)
    {
        if (Order is { } order)
        {
            return [order.DataPath, .. order.InputValues.Values];
        }

        try
        {
            return [.. store.Open(Source ?? State.RunId).ReadManifest().Data.Select(static print => print.Path)];
        }
        catch (PraxisException)
        {
            // Gone or damaged: its own process will say so.
            return [];
        }
    }
}

/// <summary>Names a process so that another one which got its number later is not taken for it.</summary>
/// <param name="Id">The number.</param>
/// <param name="Started">When the system says that it started, in clock ticks since the machine's start.</param>
internal sealed record ProcessMark(int Id, string Started)
{
    /// <summary>The mark of a process that runs now; null when it has ended or the system does not tell.</summary>
    public static ProcessMark? Of(int id)
    {
        try
        {
            // The name in parentheses may hold spaces; the start time is field 22.
            string text = File.ReadAllText($"/proc/{id}/stat");
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessMark(id, fields[19]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the process still runs.</summary>
    public bool IsAlive() => Of(Id) == this;
}
