namespace Praxis.Recommend;

/// <summary>A log and what of it may be learnt from, tuned on and tested on.</summary>
/// <param name="Log">The whole log.</param>
/// <param name="TrainEnds">How many leading events of each user may be learnt from: [users].</param>
/// <param name="Validation">Cases for choosing the epoch and for tuning.</param>
/// <param name="Test">Cases read once, at the end.</param>
/// <param name="SeenItemsAreRemoved">Whether items of the history are taken out of the ranking.</param>
/// <param name="HoldsOutBaskets">Whether a case's targets are a whole basket rather than one event.</param>
public sealed record RecommendSplit(
    InteractionLog Log,
    int[] TrainEnds,
    EvaluationSet Validation,
    EvaluationSet Test,
    bool SeenItemsAreRemoved,
    bool HoldsOutBaskets);
