using Praxis.Core;

namespace Praxis.App;

/// <summary>What every job gets from its host: catalogue, store, clock, ears and the way to stop.</summary>
public sealed record JobEnvironment
{
    /// <summary>The methods on offer.</summary>
    /// <value>The whole catalogue.</value>
    public IReadOnlyList<Method> Methods { get; init; } = MethodCatalog.All;

    /// <summary>Where the runs are.</summary>
    /// <value>The folder "runs" below the working directory.</value>
    public RunStore Store { get; init; } = new();

    /// <summary>The folder of the bundled data.</summary>
    /// <value>The folder "samples" beside the program.</value>
    public string SampleRoot { get; init; } = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Receives every event, on the working thread and in order.</summary>
    public Action<FitEvent> Report { get; init; } = static _ => { };

    /// <summary>Stops a job between two steps.</summary>
    public CancellationToken Cancellation { get; init; }
}
