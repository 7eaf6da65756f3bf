using Praxis.Core;

namespace Praxis.Web;

/// <summary>What a run answered, with the files it wrote.</summary>
/// <param name="Table">The answers, a row each.</param>
/// <param name="Notices">What the model told beside them, a line each.</param>
/// <param name="FilesId">Under which identity its files are served; null when it wrote none.</param>
/// <param name="Files">Files by their place below the answer's folder.</param>
public sealed record PredictionAnswer(
    ResultTable Table, IReadOnlyList<string> Notices, string? FilesId, IReadOnlyList<string> Files);
