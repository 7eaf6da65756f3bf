namespace Praxis.Pose;

/// <summary>How the predictions of stacks and scales become one.</summary>
public enum PoseFusion
{
    /// <summary>The last stack at the scale nearest to 1.</summary>
    Last,

    /// <summary>The mean of the heat maps of all stacks and scales.</summary>
    MeanMap,

    /// <summary>The median of the places.</summary>
    Median,

    /// <summary>Cascade voting: of the places, those with a peak of the mean or more; of these, those no farther than
    /// the mean from their middle; their mean (CVF of RANet; a reconstruction).</summary>
    Voting,

    /// <summary>The same with the visibility layer's answer in place of the peak.</summary>
    VisibilityVoting,
}
