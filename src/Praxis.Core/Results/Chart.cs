namespace Praxis.Core;

/// <summary>How the points of a chart are drawn.</summary>
public enum ChartKind
{
    /// <summary>Points joined by a line.</summary>
    Line,

    /// <summary>A bar for each point.</summary>
    Bar,
}

/// <summary>A figure as numbers; the report draws it.</summary>
/// <param name="Name">A short name without blanks.</param>
/// <param name="Title">What the figure shows, and what to see in it.</param>
/// <param name="XLabel">Name and unit of the horizontal axis.</param>
/// <param name="YLabel">Name and unit of the vertical axis.</param>
/// <param name="Kind">Lines or bars.</param>
/// <param name="Series">The series; a legend is drawn for two and more.</param>
public sealed record Chart(
    string Name,
    string Title,
    string XLabel,
    string YLabel,
    ChartKind Kind,
    IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool LogX { get; init; }

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool LogY { get; init; }

    /// <summary>Names of the bars instead of numbers on the horizontal axis, or null.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}

/// <summary>One series of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="X">Horizontal positions, ascending.</param>
/// <param name="Y">Values, as many as <paramref name="X"/>.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Lower ends of the intervals, or null.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of the intervals, or null.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Whether the points of a line chart stand alone instead of being joined.</summary>
    public bool IsScattered { get; init; }
}
