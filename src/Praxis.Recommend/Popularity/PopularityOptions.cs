namespace Praxis.Recommend;

/// <summary>Options of the popularity baseline.</summary>
public sealed record PopularityOptions
{
    /// <summary>What is counted: before-test (validation targets too, as nothing is tuned on them) or
    /// training-only.</summary>
    public LearningPart LearnFrom { get; init; } = LearningPart.BeforeTest;
}
