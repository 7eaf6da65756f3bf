namespace Praxis.Recommend;

/// <summary>The one door to the splits.</summary>
public static class RecommendSplits
{
    /// <summary>Makes the split that the options ask for.</summary>
    /// <param name="log">The log; kept.</param>
    /// <param name="options">Of these <see cref="RecommendInputOptions.Split"/> and
    /// <see cref="RecommendInputOptions.SeenItems"/> are used.</param>
    /// <returns>The split, with at least one validation and one test case.</returns>
    /// <exception cref="Core.InputException">There is no validation or no test case.</exception>
    public static RecommendSplit Make(InteractionLog log, RecommendInputOptions options) => options.Split switch
    {
        SplitKind.LastOut => LeaveLastOutSplit.Make(log, options.SeenItems),
        SplitKind.LastBasketOut => LeaveLastBasketOutSplit.Make(log, options.SeenItems),
        SplitKind.ByTime => TimeSplit.Make(log, options.SeenItems),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Split, "unknown split"),
    };
}
