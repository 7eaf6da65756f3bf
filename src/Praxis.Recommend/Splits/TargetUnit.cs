namespace Praxis.Recommend;

/// <summary>What a model learns to foretell.</summary>
public enum TargetUnit
{
    /// <summary>Baskets when the split holds out baskets, else events.</summary>
    Auto,

    /// <summary>The next event.</summary>
    Event,

    /// <summary>The next basket: all events of the user's next time.</summary>
    Basket,
}

/// <summary>Resolves the unit for a split.</summary>
internal static class TargetUnits
{
    /// <summary>Whether baskets are meant.</summary>
    internal static bool IsBasket(this TargetUnit unit, RecommendSplit split) =>
        unit == TargetUnit.Basket || (unit == TargetUnit.Auto && split.HoldsOutBaskets);

    /// <summary>Options whose unit is found, so that a model says by itself what it foretells.</summary>
    internal static TOptions Found<TOptions>(this TOptions options, bool isBasket)
        where TOptions : SequenceModelOptions =>
        (TOptions)((SequenceModelOptions)options with { Unit = isBasket ? TargetUnit.Basket : TargetUnit.Event });
}
