namespace Praxis.Recommend;

/// <summary>Sizes of the synthetic stream; the defaults are those of the paper.</summary>
internal sealed record SyntheticStreamPlan
{
    /// <summary>Item ids.</summary>
    internal int ItemCount { get; init; } = 20_000;

    /// <summary>Categories; each id belongs to one.</summary>
    internal int CategoryCount { get; init; } = 100;

    /// <summary>Records of the stream.</summary>
    internal int RecordCount { get; init; } = 1_000_000;

    /// <summary>Items of a record.</summary>
    internal int Length { get; init; } = 128;

    /// <summary>Draws of a category at the start of a record, so that it has at most this many.</summary>
    internal int CategoryDraws { get; init; } = 5;

    /// <summary>Share of ids that are there from the start; the others come at equal intervals.</summary>
    internal double FirstShare { get; init; } = 0.4;

    /// <summary>Least α of the urn.</summary>
    internal double LeastConcentration { get; init; } = 1;

    /// <summary>Greatest α of the urn.</summary>
    internal double GreatestConcentration { get; init; } = 500;
}
