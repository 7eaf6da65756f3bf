namespace Praxis.Recommend;

/// <summary>Which events are kept of a history that training shortens.</summary>
public enum SubsequenceSelection
{
    /// <summary>The newest.</summary>
    Greedy,

    /// <summary>Any, all alike.</summary>
    Random,

    /// <summary>Any, recent ones more often: weight one minus the event's share of all ages.</summary>
    FeatureWeighted,
}
