using Praxis.Core;

namespace Praxis.App;

/// <summary>Runs side by side.</summary>
/// <param name="Tables">Metrics with their differences from the first run, those differences with intervals where both
/// runs kept what each unit gave, then the options that differ.</param>
/// <param name="Warnings">Why the numbers may not be comparable, a line each.</param>
public sealed record Comparison(IReadOnlyList<ResultTable> Tables, IReadOnlyList<string> Warnings);
