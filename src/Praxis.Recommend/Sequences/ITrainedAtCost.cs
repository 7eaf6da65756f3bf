namespace Praxis.Recommend;

/// <summary>A fitted model that tells how many operations its training took.</summary>
internal interface ITrainedAtCost
{
    /// <summary>Floating-point operations of the training's matrix products; null for a model that was
    /// loaded.</summary>
    double? TrainingFlops { get; }
}
