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
    bool HoldsOutBaskets)
{
    /// <summary>The split in words, for reports.</summary>
    /// <value>Empty unless the maker of the split says it.</value>
    public string Description { get; init; } = string.Empty;

    /// <summary>How many leading events of each user lie before the test: [users].</summary>
    /// <value>Empty when all but the targets of <see cref="Test"/> lies before the test.</value>
    public int[] TestStarts { get; init; } = [];

    /// <summary>How many leading events of a user a method without tuning may learn from: training and
    /// validation.</summary>
    /// <returns>A new array: [users].</returns>
    public int[] EndsBeforeTest()
    {
        if (TestStarts.Length > 0)
        {
            return [.. TestStarts];
        }

        var ends = new int[Log.UserCount];
        for (int user = 0; user < ends.Length; user++)
        {
            ends[user] = Log.CountOf(user);
        }

        for (int i = 0; i < Test.Count; i++)
        {
            ends[Test.Users[i]] = Test.TargetStarts[i];
        }

        return ends;
    }

    /// <summary>How many leading events of each user a method learns from.</summary>
    /// <param name="part">The part.</param>
    /// <returns>Not to be changed: [users].</returns>
    public int[] EndsOf(LearningPart part) => part == LearningPart.TrainingOnly ? TrainEnds : EndsBeforeTest();
}
