namespace Praxis.Recommend;

/// <summary>What a method without tuning learns from.</summary>
public enum LearningPart
{
    /// <summary>Everything before the test targets, validation targets included: nothing is tuned on them.</summary>
    BeforeTest,

    /// <summary>Only what a tuned method may learn from.</summary>
    TrainingOnly,
}
