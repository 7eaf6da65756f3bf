using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>An estimator that can also learn a growing log in one pass and go on where an earlier run ended.</summary>
/// <typeparam name="TFitted">The fitted recommender.</typeparam>
public interface IStreamEstimator<TFitted>
{
    /// <summary>Whether the options ask for it.</summary>
    bool IsWanted { get; }

    /// <summary>Learns what is new in the log, window by window, each foretold before it is learnt.</summary>
    /// <param name="log">The whole log, with what earlier runs have learnt.</param>
    /// <param name="input">How repeats are treated and what a basket is.</param>
    /// <param name="previousFolder">The fitted files of the run to continue; null to begin.</param>
    /// <param name="context">Seed, threads, clock, cancellation, events and checkpoints.</param>
    /// <returns>The model and what was found.</returns>
    /// <exception cref="InputException">The log has nothing new, or the model cannot be continued.</exception>
    StreamOutcome<TFitted> FitStream(
        InteractionLog log, RecommendInputOptions input, string? previousFolder, FitContext context);
}

/// <summary>What a stream leaves.</summary>
/// <typeparam name="TFitted">The fitted recommender.</typeparam>
/// <param name="Fitted">The model.</param>
/// <param name="SeenItemsAreRemoved">Whether items of a history are never recommended.</param>
/// <param name="Results">How well each window was foretold.</param>
public sealed record StreamOutcome<TFitted>(TFitted Fitted, bool SeenItemsAreRemoved, RunResults Results);
