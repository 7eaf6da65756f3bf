using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>All that is known of one run.</summary>
/// <param name="Entry">Its line in the listing.</param>
/// <param name="Manifest">What was asked, of which data, by which program.</param>
/// <param name="Results">What was found; null while it is not whole.</param>
/// <param name="Events">What the fit told, without steps.</param>
/// <param name="Job">Its place in the queue; null when the server did not start it.</param>
public sealed record RunDetails(
    RunEntry Entry, RunManifest Manifest, RunResults? Results, IReadOnlyList<FitEvent> Events, FitJobState? Job);
