using System.Text.Json.Serialization;

namespace Praxis.Core;

/// <summary>What a fit tells while it runs; hosts draw it, the run folder keeps it as a line of
/// metrics.jsonl.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(PhaseEvent), "phase")]
[JsonDerivedType(typeof(StepEvent), "step")]
[JsonDerivedType(typeof(PartEvent), "part")]
[JsonDerivedType(typeof(ChainEvent), "chain")]
[JsonDerivedType(typeof(EpochEvent), "epoch")]
[JsonDerivedType(typeof(NoticeEvent), "notice")]
public abstract record FitEvent;

/// <summary>A named part of the work begins.</summary>
/// <param name="Name">What is being done, as in "reading" or "training hstu".</param>
public sealed record PhaseEvent(string Name) : FitEvent;

/// <summary>One optimiser step is done; reported often and not kept in the run folder.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step inside the epoch, from 1.</param>
/// <param name="StepCount">Steps in this epoch.</param>
/// <param name="Loss">The step's mean loss, in nats.</param>
public sealed record StepEvent(int Epoch, int Step, int StepCount, double Loss) : FitEvent;

/// <summary>One part of a phase without epochs is done; not kept in the run folder.</summary>
/// <param name="Name">What the parts are, as in "tree ensemble".</param>
/// <param name="Part">The part, from 1.</param>
/// <param name="PartCount">Parts in this phase.</param>
/// <param name="SecondsLeft">Estimated seconds left in this phase.</param>
public sealed record PartEvent(string Name, int Part, int PartCount, double SecondsLeft) : FitEvent;

/// <summary>Markov chains have come on a little; not kept in the run folder.</summary>
/// <param name="Sweep">Sweeps each chain has made, those of warm-up too.</param>
/// <param name="SweepCount">Sweeps each chain will make.</param>
/// <param name="IsWarmUp">Whether this is still warm-up.</param>
/// <param name="ProposalsPerSecond">Proposals a second, over all chains.</param>
/// <param name="Acceptance">Share of proposals that were accepted so far.</param>
/// <param name="RHat">Split R-hat of the log posterior, of the draws so far; not a number where it is not known
/// yet.</param>
/// <param name="SecondsLeft">Estimated seconds left.</param>
public sealed record ChainEvent(
    int Sweep,
    int SweepCount,
    bool IsWarmUp,
    double ProposalsPerSecond,
    double Acceptance,
    double RHat,
    double SecondsLeft) : FitEvent;

/// <summary>One epoch is done and validated.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="EpochCount">The most epochs there can be.</param>
/// <param name="Loss">Mean training loss of the epoch, in nats.</param>
/// <param name="Metrics">Validation metrics by name, the watched one first.</param>
/// <param name="IsBest">Whether this is the best epoch so far.</param>
/// <param name="Seconds">Seconds of training so far, including those before a resume.</param>
/// <param name="SecondsLeft">Estimated seconds left if no epoch stops early.</param>
public sealed record EpochEvent(
    int Epoch,
    int EpochCount,
    double Loss,
    IReadOnlyDictionary<string, double> Metrics,
    bool IsBest,
    double Seconds,
    double SecondsLeft) : FitEvent
{
    /// <summary>Means over the epoch of what its steps told besides the loss, by name.</summary>
    /// <value>Null where they told nothing.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? StepMetrics { get; init; }
}

/// <summary>Something the user should know that is no error.</summary>
/// <param name="Message">One line.</param>
/// <param name="IsWarning">Whether the user may want to act on it.</param>
public sealed record NoticeEvent(string Message, bool IsWarning) : FitEvent;
