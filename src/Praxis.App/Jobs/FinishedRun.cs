using Praxis.Core;

namespace Praxis.App;

/// <summary>A run that is whole.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Manifest">What was asked, of which data, by which program.</param>
/// <param name="Results">What was found.</param>
public sealed record FinishedRun(RunFolder Folder, RunManifest Manifest, RunResults Results);
