using Praxis.Core;

namespace Praxis.Web;

/// <summary>What a run answered a page, with the files it wrote.</summary>
/// <param name="Table">The answers, a row each.</param>
/// <param name="Notices">What the model told beside them, a line each.</param>
/// <param name="FilesId">Under which identity its files are served; null when it wrote none.</param>
/// <param name="Files">Names of the files, in order.</param>
public sealed record PredictionAnswer(
    ResultTable Table, IReadOnlyList<string> Notices, string? FilesId, IReadOnlyList<string> Files);
