using Praxis.Core;

namespace Praxis.App;

/// <summary>All that a report shows.</summary>
/// <param name="Manifest">What was asked, of which data, by which program.</param>
/// <param name="Method">The method.</param>
/// <param name="Results">What was found.</param>
/// <param name="Events">The kept events, for the learning curves.</param>
public sealed record ReportContent(
    RunManifest Manifest, Method Method, RunResults Results, IReadOnlyList<FitEvent> Events);
