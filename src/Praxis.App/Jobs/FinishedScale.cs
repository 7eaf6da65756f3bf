using Praxis.Core;

namespace Praxis.App;

/// <summary>A grid of sizes, all of them trained.</summary>
/// <param name="Path">The folder of the report and of scale.json.</param>
/// <param name="Runs">A run for each size.</param>
/// <param name="Results">The law, the table and the figure.</param>
public sealed record FinishedScale(string Path, IReadOnlyList<FinishedRun> Runs, RunResults Results)
{
    /// <summary>The report's file.</summary>
    public string ReportPath => System.IO.Path.Combine(Path, "report.html");
}
