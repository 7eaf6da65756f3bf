namespace Praxis.Web.Components.RunList;

/// <summary>Sorts the table of runs by a column.</summary>
public static class RunOrdering
{
    private const string Metric = "Main metric";

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["Run", "Method", "Data", Metric, "State", "Start", "Duration"];

    /// <summary>Sorts rows; those that are equal keep their order. Main metrics are compared with their like alone:
    /// rows stand by the metric's name first, and those without one last.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">One of <see cref="Columns"/>.</param>
    /// <param name="isFalling">Whether from the greatest down.</param>
    /// <returns>The rows.</returns>
    public static IReadOnlyList<RunRow> Of(IEnumerable<RunRow> rows, string column, bool isFalling)
    {
        IOrderedEnumerable<RunRow> alike = column == Metric
            ? rows.OrderBy(static row => row.MetricName is null)
                .ThenBy(Kind, StringComparer.Ordinal)
            : rows.OrderBy(static _ => 0);
        return isFalling
            ? [.. alike.ThenByDescending(row => Key(row, column), Comparer<object?>.Default)]
            : [.. alike.ThenBy(row => Key(row, column), Comparer<object?>.Default)];
    }

    // Methods that are measured beside others name their own figure "method/metric".
    private static string? Kind(RunRow row) =>
        row.MetricName is { } name && name.StartsWith(row.Method + "/", StringComparison.Ordinal)
            ? name[(row.Method.Length + 1)..]
            : row.MetricName;

    private static object? Key(RunRow row, string column) => column switch
    {
        "Run" => row.Id,
        "Method" => row.Method,
        "Data" => row.Data,
        Metric => row.Metric,
        "State" => row.Stage.ToString(),
        "Start" => row.Start,
        _ => row.Duration,
    };
}
