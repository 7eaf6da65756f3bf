namespace Praxis.Recommend;

/// <summary>Which items a step of the optimiser changes.</summary>
public enum ItemOptimizer
{
    /// <summary>Dense up to 250,000 items, sparse above.</summary>
    Auto,

    /// <summary>All: AdamW as it stands, at a cost that grows with the catalogue.</summary>
    Dense,

    /// <summary>Those that the step reads: their tokens, targets and negatives.</summary>
    Sparse,
}
