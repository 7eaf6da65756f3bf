namespace Praxis.Recommend;

/// <summary>Options of the first-order Markov chain.</summary>
public sealed record MarkovOptions
{
    /// <summary>What follows what: event (the next event), basket (all items of the next basket), or auto, which takes
    /// baskets when the split holds out baskets.</summary>
    public TargetUnit Unit { get; init; } = TargetUnit.Auto;

    /// <summary>Order of next items that followed equally often: popularity, or first-seen in the log.</summary>
    public MarkovTies Ties { get; init; } = MarkovTies.Popularity;

    /// <summary>What is counted: before-test (validation targets too, as nothing is tuned on them) or
    /// training-only.</summary>
    public LearningPart LearnFrom { get; init; } = LearningPart.BeforeTest;
}

/// <summary>Order of next items that followed equally often.</summary>
public enum MarkovTies
{
    /// <summary>The more popular item stands first.</summary>
    Popularity,

    /// <summary>The transition that comes first when the log is walked user by user stands first.</summary>
    FirstSeen,
}
